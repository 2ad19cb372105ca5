"""Counts on an axis, and the parts of a bar."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.charts.scales import Scale, nice_ticks

COUNTS = st.lists(st.integers(0, 10**12), min_size=1, max_size=5)


@pytest.mark.parametrize(
    ("top", "ticks"),
    [
        (0, (0, 1)),
        (1, (0, 1)),
        (4, (0, 1, 2, 3, 4)),
        (7, (0, 2, 4, 6, 8)),
        (31, (0, 10, 20, 30, 40)),
        (327, (0, 100, 200, 300, 400)),
        (501, (0, 200, 400, 600)),
    ],
)
def test_ticks_are_round_numbers(top, ticks):
    assert nice_ticks(top) == ticks


@given(st.integers(0, 10**30), st.integers(1, 12))
def test_ticks_reach_the_top_and_are_not_too_many(top, most):
    ticks = nice_ticks(top, most)

    assert ticks[0] == 0
    assert ticks[-1] >= max(top, 1)
    assert 2 <= len(ticks) <= most + 1


@given(COUNTS)
def test_parts_of_a_bar_add_up_to_the_whole(counts):
    scale = Scale(100, 400, nice_ticks(sum(counts))[-1])

    parts = scale.parts(counts)

    shown = [part for part in parts if part]
    whole = max(scale.at(sum(counts)) - scale.start, float(len(shown)))
    assert sum(parts) == pytest.approx(whole)
    assert [bool(part) for part in parts] == [bool(count) for count in counts]
    assert min(shown, default=1.0) >= 1.0 - 1e-9


def test_a_scale_may_run_upwards():
    scale = Scale(110, 10, 50)

    assert scale.at(25) == 60
    assert scale.parts([10, 0, 40]) == [20, 0, 80]
