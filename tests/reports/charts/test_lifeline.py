"""The life of a battery: overdue from its last day on, and no longer."""

from __future__ import annotations

from datetime import date

import pytest

from reports.charts import Chart, Duty, Event, Life, lifeline
from reports.charts.day_axis import DayAxis
from reports.charts.words import NOT_KNOWN

AS_OF = date(2026, 6, 30)
RECEIVED = Event(date(2026, 5, 1), "Received")
LATE = Duty("Report", "breach", date(2026, 5, 1), date(2026, 5, 31), date(2026, 6, 10))
OPEN = Duty("Store", "breach", date(2026, 5, 1), date(2026, 6, 20), None)
KEPT = Duty("Test", "compliant", date(2026, 5, 1), date(2026, 5, 20), date(2026, 5, 9))
AHEAD = Duty("Upload", "pending", date(2026, 5, 1), date(2026, 7, 15), None)
UNKNOWN = Duty("Grade", "undetermined", None, None, None)
FORBIDDEN = Duty("Never", "breach", None, None, None)


def drawn(*duties: Duty, **asked: object) -> Chart:
    life = Life("a", [RECEIVED], duties)
    return lifeline("Life", life, "en", as_of=AS_OF, **asked)


def overdue(chart: Chart) -> list[tuple[float, float]]:
    low = chart.height - 14
    lines = [
        stroke.points
        for stroke in chart.strokes
        if stroke.look == "overdue" and stroke.points[0][1] < low
    ]
    return [(start, end) for (start, _), (end, _) in lines]


def signs(chart: Chart, look: str) -> list[float]:
    return [m.x for m in chart.marks if m.look == look and m.y < chart.height - 14]


def test_done_late_is_overdue_from_the_last_day_to_the_day_it_was_done():
    chart = drawn(LATE)

    (due,), (done,) = signs(chart, "due"), signs(chart, "breach")
    assert overdue(chart) == [(due, done)]
    assert "10 days late" in [label.text for label in chart.labels]
    assert chart.table.rows[1][-1].text == "Breach, 10 days late"


def test_not_done_is_overdue_up_to_the_day_of_the_check():
    chart = drawn(OPEN)

    (as_of,) = [s.points[0][0] for s in chart.strokes if s.look == "as_of"]
    assert overdue(chart) == [(*signs(chart, "due"), as_of)]
    assert signs(chart, "breach") == [as_of]
    assert "10 days overdue" in [label.text for label in chart.labels]


@pytest.mark.parametrize("duty", [KEPT, AHEAD, UNKNOWN, FORBIDDEN])
def test_nothing_else_is_overdue(duty):
    chart = drawn(duty)

    assert overdue(chart) == []
    assert len(signs(chart, duty.verdict)) == 1


def test_sign_of_a_pending_duty_stands_at_its_last_day():
    chart = drawn(AHEAD)

    assert signs(chart, "pending") == signs(chart, "due")


def test_time_that_is_overdue_is_never_folded():
    old = Duty("Old", "breach", date(2016, 1, 1), date(2016, 2, 1), None)

    assert DayAxis.over(Life("a", [], [old]).spans(AS_OF), 0, 300).folds() == []


def test_every_event_and_duty_stands_in_the_table():
    chart = drawn(LATE, UNKNOWN)

    assert [[cell.text for cell in row] for row in chart.table.rows] == [
        ["Received", "2026-05-01", NOT_KNOWN, NOT_KNOWN, NOT_KNOWN],
        ["Report", "2026-05-01", "2026-05-31", "2026-06-10", "Breach, 10 days late"],
        ["Grade", NOT_KNOWN, NOT_KNOWN, NOT_KNOWN, "Undetermined"],
    ]


def test_the_gravest_duties_and_the_newest_events_are_drawn():
    events = [Event(date(2026, 1, 1 + n), f"event {n}") for n in range(5)]
    life = Life("a", events, [KEPT, AHEAD, LATE, OPEN])

    chart = lifeline("Life", life, "en", as_of=AS_OF, limit=2)

    words = {label.text for label in chart.labels}
    assert {"event 3", "event 4", "Report", "Store"} <= words
    assert not {"event 0", "Test", "Upload"} & words
    assert chart.note == "5 more are not shown."
    assert len(chart.table.rows) == 4


def test_text_alternative_says_span_and_verdicts():
    assert drawn(LATE, OPEN, KEPT).alternative == (
        "Time line: Life. 2026-05-01 to 2026-06-30, 1 event, 3 duties"
        " (breach 2, compliant 1)."
    )


def test_a_battery_without_both_has_a_sentence():
    chart = lifeline("Life", Life("a", [], []), "zh", as_of=AS_OF)

    assert chart.empty == "没有可以绘图的数据。"
