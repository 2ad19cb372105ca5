"""A calendar shows the months that have due days, and lists all of them."""

from __future__ import annotations

from datetime import date

from reports.charts import Chart, DueDay, calendar

AS_OF = date(2026, 10, 15)
DUE = [
    DueDay(date(2027, 2, 28), "Upload", "pending"),
    DueDay(date(2026, 10, 9), "Report", "breach"),
    DueDay(date(2026, 10, 9), "Grade", "pending"),
    DueDay(AS_OF, "Test", "pending"),
]


def drawn(**asked: object) -> Chart:
    return calendar("Due", DUE, "en", as_of=AS_OF, **asked)


def test_only_months_with_due_days_are_drawn():
    strong = [label.text for label in drawn().labels if label.tone == "strong"]
    months = [text for text in strong if "-" in text]

    assert months == ["2026-10", "2027-02"]


def test_every_day_of_a_month_has_its_number_under_its_weekday():
    labels = drawn().labels
    start = [label.text for label in labels].index("2026-10")
    letters, days = labels[start + 1 : start + 8], labels[start + 8 : start + 39]

    assert "".join(label.text for label in letters) == "MTWTFSS"
    assert [label.text for label in days] == [str(n) for n in range(1, 32)]
    # The first of October 2026 is a Thursday.
    assert days[0].x == letters[3].x
    assert days[4].x == letters[0].x


def test_a_day_has_the_sign_of_its_gravest_verdict():
    signs = [m.look for m in drawn().marks if m.look.startswith("day-")]

    # Three days, and two signs in the key.
    assert sorted(signs) == ["day-breach"] * 2 + ["day-pending"] * 3


def test_every_due_day_is_listed_in_order():
    assert [[cell.text for cell in row] for row in drawn().table.rows] == [
        ["2026-10-09", "Report", "Breach", "6 days ago"],
        ["2026-10-09", "Grade", "Pending", "6 days ago"],
        ["2026-10-15", "Test", "Pending", "the same day"],
        ["2027-02-28", "Upload", "Pending", "136 days left"],
    ]


def test_months_and_days_beyond_the_limits_are_counted():
    chart = drawn(limit=1)

    assert chart.note == "1 more is not shown."
    assert [row[0].text for row in chart.table.rows][-1] == "2026-10-15"
    assert drawn(listed_most=1).note == "3 more are not shown."


def test_day_of_the_check_is_underlined_where_its_month_is_drawn():
    looks = [stroke.look for stroke in drawn().strokes]
    later = calendar("Due", DUE[:1], "en", as_of=AS_OF)

    # One in the month, one in the key.
    assert looks.count("as_of_day") == 2
    assert "as_of_day" not in [stroke.look for stroke in later.strokes]


def test_text_alternative_says_the_first_and_the_last_day():
    assert drawn().alternative == (
        "Calendar: Due. 4 due days, the first 2026-10-09, the last 2027-02-28"
        " (breach 1, pending 3)."
    )
