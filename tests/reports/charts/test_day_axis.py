"""Days on an axis, and what is folded."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.charts.day_axis import FOLD, DayAxis, month_number, month_start

DAYS = st.one_of(st.dates(), st.dates(date(2020, 1, 1), date(2026, 12, 31)))
SPANS = st.lists(
    st.tuples(DAYS, DAYS).map(lambda pair: (min(pair), max(pair))), min_size=1
)


def day(text: str) -> date:
    return date.fromisoformat(text)


def labels(axis: DayAxis) -> list[str]:
    return [tick.label for tick in axis.ticks()]


def test_a_single_day_has_days_around_it():
    axis = DayAxis.over([(day("2026-05-01"), day("2026-05-01"))], 0, 300)

    assert 0 < axis.at(day("2026-04-30")) < axis.at(day("2026-05-01")) < 300
    assert labels(axis) == ["2026-04-27", "2026-05-04"]


def test_months_of_a_year_are_marked():
    axis = DayAxis.over([(day("2026-01-01"), day("2026-12-31"))], 0, 600)

    assert labels(axis)[:3] == ["2026-01", "2026-02", "2026-03"]
    assert axis.folds() == []


def test_years_of_a_century_are_marked():
    axis = DayAxis.over([(day("1926-01-01"), day("2026-01-01"))], 0, 300)

    assert labels(axis) == [str(year) for year in range(1930, 2030, 10)]


def test_years_without_anything_are_folded():
    first = day("2019-03-04"), day("2019-04-20")
    last = day("2026-02-11"), day("2026-10-15")

    axis = DayAxis.over([first, last], 0, 300)

    (fold,) = axis.folds()
    assert axis.at(first[1]) < fold
    assert fold + FOLD < axis.at(last[0])
    assert labels(axis) == ["2019-04", "2026-04", "2026-07", "2026-10"]


def test_time_within_a_span_is_never_folded():
    whole = day("2019-03-04"), day("2026-10-15")
    inside = day("2026-09-01"), day("2026-10-01")

    assert DayAxis.over([whole, inside], 0, 300).folds() == []


def test_single_days_alone_are_not_folded():
    days = [date(year, 3, 1) for year in (2010, 2018, 2026)]

    assert DayAxis.over([(one, one) for one in days], 0, 300).folds() == []


def test_without_a_day_there_is_no_axis():
    with pytest.raises(IndexError):
        DayAxis.over([], 0, 300)


@given(SPANS)
def test_days_stand_in_their_order_at_one_scale(spans):
    axis = DayAxis.over(spans, 100, 400)

    days = sorted({end for span in spans for end in span})
    places = [axis.at(one) for one in days]
    assert places == sorted(places)
    assert 100 - 1e-6 <= places[0] <= places[-1] <= 400 + 1e-6
    pieces = axis.pieces
    scales = [(p.end - p.start) / (p.last - p.first) for p in pieces]
    assert max(scales) == pytest.approx(min(scales))
    for before, after in pairwise(pieces):
        assert after.start - before.end == pytest.approx(FOLD)
        assert after.first > before.last


@given(SPANS)
def test_ticks_are_in_order_and_at_least_one(spans):
    ticks = DayAxis.over(spans, 100, 400).ticks()

    assert ticks
    assert [tick.at for tick in ticks] == sorted(tick.at for tick in ticks)


@given(st.dates())
def test_months_are_numbered_without_a_gap(one):
    first = month_start(month_number(one))

    assert first == one.replace(day=1)
    if one < date(9999, 12, 1):
        after = first + timedelta(31)
        assert month_number(after) == month_number(one) + 1
