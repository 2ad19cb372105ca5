"""Bars are sorted, cut, and add up."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.charts import BarRow, Chart, bars, verdict_series
from reports.charts.words import COUNTED, NOT_KNOWN

ROWS = [
    BarRow("few", {"breach": 1, "compliant": 50}),
    BarRow("many", {"breach": 7, "undetermined": 2}),
    BarRow("none", {}),
    BarRow("as few", {"breach": 1, "compliant": 90}),
]
COUNTS = st.dictionaries(st.sampled_from(COUNTED), st.integers(0, 10**6))


def drawn(**asked: object) -> Chart:
    series = verdict_series("en")
    return bars("Duties", ROWS, series, "en", category="Role", **asked)


def rows_of(chart: Chart) -> list[list[str]]:
    return [[cell.text for cell in row] for row in chart.table.rows]


def test_most_breaches_come_first():
    assert rows_of(drawn()) == [
        ["many", "7", "2", "0", "0", "9"],
        ["as few", "1", "0", "0", "90", "91"],
        ["few", "1", "0", "0", "50", "51"],
        ["none", "0", "0", "0", "0", "0"],
    ]


def test_order_may_be_kept():
    names = [row[0] for row in rows_of(drawn(keep_order=True))]

    assert names == [row.label for row in ROWS]


def test_what_is_not_drawn_is_one_row_of_figures():
    chart = drawn(limit=2)

    assert rows_of(chart)[2:] == [["2 others", "1", "0", "0", "50", "51"]]
    assert [cell.text for cell in chart.table.total][1:] == [
        "9",
        "2",
        "0",
        "140",
        "151",
    ]
    # The bar of others would be longer than all that is drawn.
    heights = {block.y for block in chart.blocks if block.width > 8}
    assert len(heights) == 2


def test_text_alternative_says_sums_and_the_highest_row():
    assert drawn().alternative == (
        "Bar chart: Duties. 4 rows, 151 in all (breach 9, undetermined 2, pending 0,"
        " compliant 140). Highest: many (breach 7, undetermined 2, pending 0,"
        " compliant 0)."
    )
    chart = bars(
        "违规", [BarRow("甲", {"breach": 2})], verdict_series("zh", ["breach"]), "zh",
        category="主体",
    )  # fmt: skip
    assert chart.alternative == (
        "条形图：违规。1 行，合计 2（违规 2）。最多：甲（违规 2）。"
    )


def test_single_counts_may_say_of_how_many_they_are():
    rows = [BarRow("a", {"breach": 3}, 57), BarRow("b", {}, 0), BarRow("c", {})]

    chart = bars(
        "t", rows, verdict_series("en", ["breach"]), "en", category="c", of="Judged"
    )

    assert rows_of(chart) == [
        ["a", "3", "57", "5.3 %"],
        ["b", "0", "0", NOT_KNOWN],
        ["c", "0", NOT_KNOWN, NOT_KNOWN],
    ]
    assert "3 of 57" in [label.text for label in chart.labels]


def test_a_count_below_0_is_refused():
    rows = [BarRow("wrong", {"breach": -1})]

    with pytest.raises(ValueError, match=r"^wrong: a count below 0$"):
        bars("t", rows, verdict_series("en"), "en", category="c")


@given(st.lists(st.builds(BarRow, st.just("a"), COUNTS), min_size=1, max_size=9))
def test_parts_lie_side_by_side_in_the_order_of_verdicts(rows):
    chart = bars("t", rows, verdict_series("en"), "en", category="c")

    by_bar: dict[float, list] = {}
    for block in chart.blocks:
        if block.y > 14:
            by_bar.setdefault(block.y, []).append(block)
    for parts in by_bar.values():
        assert [p.look for p in parts] == [
            v for v in COUNTED if v in {p.look for p in parts}
        ]
        for before, after in pairwise(parts):
            assert after.x == pytest.approx(before.x + before.width, abs=0.02)
    assert len(by_bar) == sum(any(row.counts.values()) for row in rows)


def test_hatching_stays_within_its_part():
    (block,) = [b for b in drawn().blocks if b.look == "undetermined" and b.y > 14]

    points = block.hatch.replace("M", " ").replace("L", " ").split()
    xs, ys = map(float, points[::2]), map(float, points[1::2])
    assert all(block.x - 0.01 <= x <= block.x + block.width + 0.01 for x in xs)
    assert all(block.y - 0.01 <= y <= block.y + block.height + 0.01 for y in ys)


def test_counts_of_cases_say_of_how_many_they_are():
    rows = [
        BarRow("a", {"breach": 3}, 60), BarRow("b", {"breach": 2}, 4),
        BarRow("c", {"breach": 1}, 8), BarRow("d", {"breach": 0}, 0),
    ]  # fmt: skip
    chart = bars("t", rows, verdict_series("en", ["breach"]), "en", category="c",
                 of="Judged", limit=2)  # fmt: skip

    assert [column.label for column in chart.table.columns] == [
        "c", "Breach", "Judged", "Rate",
    ]  # fmt: skip
    assert rows_of(chart) == [
        ["a", "3", "60", "5.0 %"],
        ["b", "2", "4", "50.0 %"],
        ["2 others", "1", "8", "12.5 %"],
    ]
    assert [cell.text for cell in chart.table.total] == ["Total", "6", "72", "8.3 %"]
    assert "3 of 60" in [label.text for label in chart.labels]


def test_counts_of_cases_that_are_not_said_have_no_rate():
    rows = [BarRow("a", {"breach": 3}, 60), BarRow("b", {"breach": 2})]
    chart = bars(
        "t", rows, verdict_series("en", ["breach"]), "en", category="c", of="Judged"
    )

    assert rows_of(chart)[1] == ["b", "2", NOT_KNOWN, NOT_KNOWN]
    assert [cell.text for cell in chart.table.total] == [
        "Total",
        "5",
        NOT_KNOWN,
        NOT_KNOWN,
    ]
