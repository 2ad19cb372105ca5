"""Lines have a gap where nothing is known, and their names at their ends."""

from __future__ import annotations

from datetime import date

import pytest

from reports.charts import DayValues, lines, verdict_series
from reports.charts.words import NOT_KNOWN

SERIES = verdict_series("en")
RUNS = [
    DayValues(date(2026, 4, 1), {"breach": 30, "pending": 4}),
    DayValues(date(2026, 1, 1), {"breach": 40, "pending": 3}),
    DayValues(date(2026, 7, 1), {"breach": 20}),
    DayValues(date(2026, 10, 1), {"breach": 12, "pending": 12}),
]


def test_a_line_has_a_gap_where_its_value_is_not_known():
    chart = lines("Trend", RUNS, SERIES, "en")

    looks = [stroke.look for stroke in chart.strokes]
    assert looks.count("line-breach") == 3
    assert looks.count("line-pending") == 1
    assert [mark.look for mark in chart.marks].count("pending") == 3


def test_series_without_a_value_are_left_out():
    chart = lines("Trend", RUNS, SERIES, "en")

    assert [column.label for column in chart.table.columns] == [
        "Day", "Breach", "Pending"
    ]  # fmt: skip
    assert [[cell.text for cell in row] for row in chart.table.rows] == [
        ["2026-01-01", "40", "3"],
        ["2026-04-01", "30", "4"],
        ["2026-07-01", "20", NOT_KNOWN],
        ["2026-10-01", "12", "12"],
    ]


def test_lines_are_named_at_their_ends_with_their_last_value():
    chart = lines("Trend", RUNS, SERIES, "en")

    names = {label.text: label.y for label in chart.labels}
    assert abs(names["Breach 12"] - names["Pending 12"]) >= 10


def test_rates_are_in_per_cent():
    run = DayValues(date(2026, 1, 1), {"breach": 0.125})

    chart = lines("Trend", [run], SERIES, "en", unit="rate")

    words = [label.text for label in chart.labels]
    assert "Breach 12.5 %" in words
    assert "15 %" in words


@pytest.mark.parametrize(("unit", "value"), [("count", -1), ("rate", 1.5)])
def test_a_value_that_is_none_is_refused(unit, value):
    run = DayValues(date(2026, 1, 1), {"breach": value})

    with pytest.raises(ValueError, match=f"^2026-01-01: a value that is no {unit}$"):
        lines("Trend", [run], SERIES, "en", unit=unit)


def test_text_alternative_says_first_and_last_values():
    assert lines("Trend", RUNS, SERIES, "en").alternative == (
        "Line chart: Trend. 2026-01-01 to 2026-10-01, 4 days: breach from 40 to 12,"
        " pending from 3 to 12."
    )


def test_without_values_there_is_a_sentence():
    run = DayValues(date(2026, 1, 1), {})

    assert lines("Trend", [run], SERIES, "zh").empty == "没有可以绘图的数据。"
