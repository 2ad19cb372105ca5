"""Figures by rule fit the terminal, and an id is never broken."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from engine.cli.figures import Group, Head, Row, print_figures

LONG_ID = "order-73/flow-received-what-was-handed-over"
TITLE = "What is handed over is received by the party it was handed to, whoever that is"
HEADS = (Head("breach"), Head("of these breach"), Head("compliant", is_for_wide=True))
RULES = Group("Binding", [Row(TITLE, LONG_ID, [1234, 0, 7])], [1234, 0, 7])


def lines(width: int, *groups: Group, heads: tuple[Head, ...] = HEADS) -> list[str]:
    written = StringIO()
    print_figures(Console(width=width, file=written), heads, groups)
    return [line.rstrip() for line in written.getvalue().splitlines()]


def test_rule_takes_one_line_where_the_terminal_is_wide() -> None:
    shown = lines(140, RULES)

    *heads, heading, rule, end = shown
    assert [head.split() for head in heads] == [
        ["of", "these"], ["breach", "breach", "compliant"],
    ]  # fmt: skip
    assert heading.split() == ["Binding", "1,234", "0", "7"]
    assert rule.startswith("  What is handed over is received by the party")
    assert f"…   {LONG_ID}  " in rule
    assert {len(heads[-1]), len(heading), len(rule), len(end)} == {140, 0}


def test_id_stands_below_the_title_beside_its_figures_at_80_columns() -> None:
    shown = lines(80, RULES)

    assert shown[2] == f"  {TITLE}"
    assert shown[3].split() == [LONG_ID, "1,234", "0"]
    assert {len(line) for line in (*shown[:2], shown[3])} == {80}


@pytest.mark.parametrize("width", [20, 40, 60])
def test_id_stands_alone_where_there_is_no_room_beside_it(width: int) -> None:
    assert f"  {LONG_ID}" in lines(width, RULES)


def test_chinese_is_aligned_by_the_columns_it_takes() -> None:
    heads = (Head("违规"), Head("无法判定"))
    row = Row("综合利用企业报送入库信息", "a/one", [3, 12])

    shown = lines(40, Group("约束性义务", [row], [3, 12]), heads=heads)

    assert shown[0] == " " * 24 + "  违规  无法判定"
    assert shown[1] == "约束性义务" + " " * 14 + "     3        12"
    assert shown[3] == "  a/one" + " " * 17 + "     3        12"


def test_heading_without_sums_stands_beside_those_of_the_columns() -> None:
    group = Group("gaps", [Row("silent", "", [63]), Row("lost", "", [None])])

    assert lines(30, group, heads=(Head("sure"),)) == [
        "gaps                      sure",
        "  silent                    63",
        "  lost                       -",
        "",
    ]
