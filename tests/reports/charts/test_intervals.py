"""Rates are sorted by what is sure of them, and drawn with their intervals."""

from __future__ import annotations

import pytest

from reports.charts import Chart, Rate, intervals, wilson
from reports.charts.words import NOT_KNOWN

RATES = [
    Rate("one of one", 1, 1),
    Rate("none judged", 0, 0),
    Rate("half", 30, 60),
    Rate("never", 0, 40),
]


def drawn(rates: list[Rate] = RATES, **asked: object) -> Chart:
    return intervals("Rates", rates, "en", category="Name", counted="Breaches", **asked)


def test_few_cases_do_not_come_before_many():
    assert [[cell.text for cell in row] for row in drawn().table.rows] == [
        ["half", "30 of 60", "50.0 %", "37.7 % to 62.3 %"],
        ["one of one", "1 of 1", "100.0 %", "20.7 % to 100.0 %"],
        ["never", "0 of 40", "0.0 %", "0.0 % to 8.8 %"],
        ["none judged", "0 of 0", NOT_KNOWN, NOT_KNOWN],
    ]


def test_dot_stands_at_its_rate_within_its_line():
    chart = drawn([Rate("a", 25, 100), Rate("all", 9, 9), Rate("none", 0, 9)])

    places = {mark.y: mark.x for mark in chart.marks}
    low, high = min(places.values()), max(places.values())
    quarter = sorted(places.values())[1]
    assert (quarter - low) / (high - low) == pytest.approx(0.25, abs=0.001)
    lines = [s.points for s in chart.strokes if s.look == "interval"]
    for (start, y), (end, _) in lines:
        assert start - 0.01 <= places[y] <= end + 0.01
    width = wilson(25, 100).high - wilson(25, 100).low
    lengths = [(end - start) / (high - low) for (start, _), (end, _) in lines]
    assert any(length == pytest.approx(width, abs=0.001) for length in lengths)


@pytest.mark.parametrize(
    ("rate", "end"),
    [
        (Rate("a", 1, 400), "5 %"),
        (Rate("a", 3, 57), "20 %"),
        (Rate("a", 1, 1), "100 %"),
        (Rate("a", 0, 0), "100 %"),
    ],
)
def test_axis_ends_where_the_highest_interval_has_room(rate, end):
    ticks = [label.text for label in drawn([rate]).labels if label.anchor == "middle"]

    assert ticks[0] == "0 %"
    assert ticks[-1] == end


def test_a_rate_without_cases_has_no_dot():
    assert len(drawn().marks) == 3


def test_overall_rate_is_a_line_with_its_figure():
    chart = drawn(overall=Rate("", 31, 101))

    assert "overall 30.7 %" in [label.text for label in chart.labels]
    assert [s.look for s in chart.strokes].count("as_of") == 1


def test_rates_beyond_the_limit_are_counted():
    chart = drawn(limit=1)

    assert len(chart.marks) == 1
    assert len(chart.table.rows) == 1
    assert chart.note.endswith("cases. 3 more are not shown.")


def test_text_alternative_says_the_highest_rate():
    assert drawn([Rate("a", 3, 57)]).alternative == (
        "Chart of rates: Rates. 1 row; highest: a, 3 of 57, 5.3 %"
        " (95% interval 1.8 % to 14.4 %)."
    )


def test_a_rate_that_is_none_is_refused():
    with pytest.raises(ValueError, match=r"^3 of 2 is no rate$"):
        drawn([Rate("a", 3, 2)])


@pytest.mark.parametrize(
    ("rates", "ends"),
    [
        ([Rate("a", 14, 700)], ["0 %", "5 %"]),
        ([Rate("a", 10, 100)], ["0 %", "20 %"]),
        ([Rate("a", 1, 1)], ["0 %", "100 %"]),
        ([Rate("a", 0, 0)], ["0 %", "100 %"]),
    ],
)
def test_axis_ends_where_the_widest_interval_does(rates, ends):
    ticks = [label.text for label in drawn(rates).labels if label.anchor == "middle"]

    assert [ticks[0], ticks[-1]] == ends


def test_overall_rate_stays_on_the_axis():
    chart = drawn([Rate("a", 0, 900)], overall=Rate("", 30, 100))

    assert "40 %" in [label.text for label in chart.labels]
