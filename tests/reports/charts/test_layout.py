"""Whatever the figures are: all shapes lie in the chart and no two labels overlap."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import Language
from reports.charts import (
    BarRow,
    Chart,
    DayCounts,
    DayValues,
    DueDay,
    Duty,
    Event,
    Life,
    Rate,
    bars,
    calendar,
    columns,
    intervals,
    lifeline,
    lifelines,
    lines,
    verdict_series,
)
from reports.charts.words import COUNTED
from tests.reports.charts.boxes import outside, overlapping
from tests.reports.charts.invented import all_of

pytestmark = pytest.mark.slow

LANGUAGES = st.sampled_from(["zh", "en"])
WIDTHS = st.sampled_from([320.0, 470.0, 700.0])
NAMES = st.one_of(
    st.text("电池生产企业（集团）WiM—…1 ", max_size=60),
    st.just("长江以南动力电池回收与梯次利用综合服务股份有限公司" * 4),
)
COUNTS = st.one_of(st.integers(0, 40), st.integers(0, 10**12))
BY_VERDICT = st.dictionaries(st.sampled_from(COUNTED), COUNTS)
DAYS = st.one_of(
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.dates(),
)
MAYBE = st.one_of(st.none(), DAYS)
VERDICTS = st.sampled_from(COUNTED)
DUTIES = st.builds(Duty, NAMES, VERDICTS, MAYBE, MAYBE, MAYBE)
EVENTS = st.builds(Event, DAYS, NAMES)
LIVES = st.builds(
    Life, NAMES, st.lists(EVENTS, max_size=25), st.lists(DUTIES, max_size=25)
)
often = settings(max_examples=60, deadline=None)


def assert_laid_out(chart: Chart) -> None:
    assert outside(chart) == []
    assert overlapping(chart) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_invented_charts_are_laid_out(language: Language) -> None:
    for chart in all_of(language):
        assert_laid_out(chart)


@often
@given(st.lists(st.builds(BarRow, NAMES, BY_VERDICT)), LANGUAGES, WIDTHS)
def test_bars(rows: list[BarRow], language: Language, width: float) -> None:
    series = verdict_series(language)

    chart = bars("t", rows, series, language, category="c", limit=5, width=width)

    assert_laid_out(chart)


@often
@given(st.lists(st.builds(BarRow, NAMES, BY_VERDICT, COUNTS)), LANGUAGES, WIDTHS)
def test_bars_of_cases(rows: list[BarRow], language: Language, width: float) -> None:
    series = verdict_series(language, ["breach"])

    chart = bars("t", rows, series, language, category="c", of="n", width=width)

    assert_laid_out(chart)


@often
@given(st.lists(st.tuples(NAMES, COUNTS, COUNTS)), LANGUAGES, WIDTHS, st.integers(0, 9))
def test_intervals(
    rows: list[tuple[str, int, int]], language: Language, width: float, overall: int
) -> None:
    rates = [Rate(name, min(pair), max(pair)) for name, *pair in rows]

    chart = intervals(
        "t", rates, language, category="c", counted="n", overall=Rate("", overall, 9),
        limit=5, width=width,
    )  # fmt: skip

    assert_laid_out(chart)


@often
@given(LIVES, DAYS, LANGUAGES, WIDTHS)
def test_lifeline(life: Life, as_of: date, language: Language, width: float) -> None:
    assert_laid_out(lifeline("t", life, language, as_of=as_of, width=width))


@often
@given(st.lists(LIVES, max_size=5), DAYS, LANGUAGES, WIDTHS)
def test_lifelines(
    lives: list[Life], as_of: date, language: Language, width: float
) -> None:
    assert_laid_out(lifelines("t", lives, language, as_of=as_of, width=width))


@often
@given(st.lists(st.builds(DayCounts, DAYS, BY_VERDICT)), LANGUAGES, WIDTHS)
def test_columns(counted: list[DayCounts], language: Language, width: float) -> None:
    series = verdict_series(language)

    assert_laid_out(columns("t", counted, series, language, width=width))


@often
@given(st.lists(st.builds(DayValues, DAYS, BY_VERDICT)), LANGUAGES, WIDTHS)
def test_lines(points: list[DayValues], language: Language, width: float) -> None:
    series = verdict_series(language)

    assert_laid_out(lines("t", points, series, language, width=width))


@often
@given(st.lists(st.builds(DueDay, DAYS, NAMES, VERDICTS)), DAYS, LANGUAGES, WIDTHS)
def test_calendar(
    due: list[DueDay], as_of: date, language: Language, width: float
) -> None:
    assert_laid_out(calendar("t", due, language, as_of=as_of, width=width))
