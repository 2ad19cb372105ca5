"""Wilson's interval, against published values and its own properties."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.charts import Interval, wilson


# Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in
# Medicine 17 (1998), table I, method 3.
@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_limits_are_those_of_newcombes_table(successes, trials, low, high):
    interval = wilson(successes, trials)

    assert round(interval.low, 4) == low
    assert round(interval.high, 4) == high
    assert interval.rate == successes / trials


def test_nothing_is_known_without_trials():
    assert wilson(0, 0) == Interval(0.0, 0.0, 1.0)


@pytest.mark.parametrize(("successes", "trials"), [(-1, 3), (4, 3), (0, -1)])
def test_more_successes_than_trials_are_refused(successes, trials):
    with pytest.raises(ValueError, match=f"^{successes} of {trials} is no rate$"):
        wilson(successes, trials)


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_rate_lies_in_its_interval_and_that_in_0_to_1(one, other):
    successes, trials = min(one, other), max(one, other)

    interval = wilson(successes, trials)

    assert 0 <= interval.low <= interval.rate <= interval.high <= 1


@given(st.integers(0, 50), st.integers(1, 50))
def test_interval_is_mirrored_and_narrower_for_more_trials(one, other):
    successes, trials = min(one, other), max(one, other)
    interval = wilson(successes, trials)
    mirrored = wilson(trials - successes, trials)
    tenfold = wilson(10 * successes, 10 * trials)

    assert interval.low == pytest.approx(1 - mirrored.high)
    assert tenfold.high - tenfold.low < interval.high - interval.low
