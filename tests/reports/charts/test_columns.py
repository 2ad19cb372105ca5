"""Columns stand for months or years without a gap, and lose no count."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.charts import Chart, DayCounts, columns, verdict_series
from reports.charts.words import NOT_KNOWN

BREACHES = verdict_series("en", ["breach"])
COUNTED = st.builds(
    DayCounts, st.dates(), st.fixed_dictionaries({"breach": st.integers(0, 9)})
)


def drawn(*counted: tuple[str, int]) -> Chart:
    days = [DayCounts(date.fromisoformat(d), {"breach": n}) for d, n in counted]
    return columns("Breaches", days, BREACHES, "en")


def rows_of(chart: Chart) -> list[list[str]]:
    return [[cell.text for cell in row] for row in chart.table.rows]


def test_days_of_a_month_are_added_and_a_month_without_any_is_0():
    chart = drawn(("2026-03-31", 2), ("2026-01-01", 1), ("2026-03-01", 3))

    assert rows_of(chart) == [["2026", "1", "0", "5", *[NOT_KNOWN] * 9, "6"]]
    assert [column.label for column in chart.table.columns][:3] == ["Year", "1", "2"]
    assert [label.text for label in chart.labels if label.tone == "ink"] == ["1", "5"]


def test_many_months_are_shown_as_years_and_many_years_together():
    years = rows_of(drawn(("2019-05-01", 2), ("2026-01-01", 1)))
    spans = rows_of(drawn(("1900-05-01", 2), ("2026-01-01", 1)))

    assert years[0] == ["2019", "2"]
    assert len(years) == 8
    assert spans[0] == ["1900/1904", "2"]
    assert spans[-1] == ["2025/2029", "1"]


def test_text_alternative_says_the_highest_column():
    assert drawn(("2026-03-31", 2), ("2026-04-01", 5)).alternative == (
        "Column chart: Breaches. 2026-03 to 2026-04, 7 in all (breach 7);"
        " highest: 2026-04, 5."
    )


def test_a_count_below_0_is_refused():
    with pytest.raises(ValueError, match=r"^2026-03-31: a count below 0$"):
        drawn(("2026-03-31", -2))


@settings(deadline=None)
@given(st.lists(COUNTED, min_size=1))
def test_sum_of_the_table_is_that_of_the_counts(counted):
    chart = columns("Breaches", counted, BREACHES, "en")

    total = sum(one.counts["breach"] for one in counted)
    assert chart.table.total[-1].text == f"{total:,}"
    assert sum(int(row[-1].replace(",", "")) for row in rows_of(chart)) == total
