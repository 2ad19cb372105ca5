"""Many lives on one axis, those with the most breaches first."""

from __future__ import annotations

from datetime import date

from reports.charts import Duty, Event, Life, lifelines

AS_OF = date(2026, 6, 30)
DUE = date(2026, 5, 31)


def life(code: str, *verdicts: str) -> Life:
    duties = [Duty("Report", verdict, None, DUE, None) for verdict in verdicts]
    return Life(code, [Event(date(2026, 5, 1), "Received")], duties)


LIVES = [
    life("kept", "compliant"),
    life("two", "breach", "breach"),
    life("one", "breach"),
]


def test_most_breaches_come_first():
    chart = lifelines("Lives", LIVES, "en", as_of=AS_OF)

    assert [[cell.text for cell in row] for row in chart.table.rows] == [
        ["two", "2026-05-01", "2026-06-30", "1", "2", "0", "0", "0"],
        ["one", "2026-05-01", "2026-06-30", "1", "1", "0", "0", "0"],
        ["kept", "2026-05-01", "2026-05-31", "1", "0", "0", "0", "1"],
    ]


def test_all_lives_share_one_axis():
    chart = lifelines("Lives", LIVES, "en", as_of=AS_OF)

    events = [m.x for m in chart.marks if m.look == "event" and m.y < 14 * 4]
    assert len(events) == 3
    assert len(set(events)) == 1


def test_batteries_beyond_the_limit_are_counted():
    chart = lifelines("Lives", LIVES, "en", as_of=AS_OF, limit=2)

    assert "kept" not in [label.text for label in chart.labels]
    assert chart.note == "1 more is not shown."
    assert [row[0].text for row in chart.table.rows] == ["two", "one"]


def test_text_alternative_says_span_and_sums():
    assert lifelines("Lives", LIVES, "en", as_of=AS_OF).alternative == (
        "Time lines: Lives. 3 batteries, 2026-05-01 to 2026-06-30; duties: breach 3,"
        " undetermined 0, pending 0, compliant 1."
    )


def test_batteries_without_anything_are_no_rows():
    chart = lifelines("Lives", [Life("a", [], [])], "en", as_of=AS_OF)

    assert chart.empty == "There is nothing to draw."
