"""The banner says what was not read, not there and not known, with where to act."""

from __future__ import annotations

from typing import Any

import pytest

from engine.runs.notices import gaps_of, is_nothing_judged, rejected_by_table

RULE = dict.fromkeys(("breach", "undetermined", "pending", "compliant"), 0)
ROLES = {
    "cause": "actor.roles", "zh": "“主体的角色”未给出", "en": '"roles of the actor" is not given',
    "duties": 136, "of": "parties", "subjects": 2, "place": "entities.csv",
}  # fmt: skip


def summary(**more: Any) -> dict[str, Any]:
    absent = {"columns": {}, "tables": [], "needed_columns": {}, "needed_tables": []}
    plain = {
        "as_of": "2026-06-30", "dataset": {"complete": {"from": None, "until": "2026-06-30"}},
        "unread": {}, "absent": absent, "undetermined_by_cause": [],
        "files": {"records": "记录.xlsx"},
    }  # fmt: skip
    return plain | more


def told(content: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(gap.kind, str(gap.text), gap.place) for gap in gaps_of(content)]


def test_nothing_is_told_where_all_is_known() -> None:
    assert told(summary()) == []


def test_run_made_before_the_figures_were_kept_has_no_gap() -> None:
    assert gaps_of({"rules": []}) == ()


def test_every_gap_is_told_in_order_with_the_place_to_act_on() -> None:
    absent = {
        "columns": {"records": ["region", "reported_on"]}, "tables": ["outlets"],
        "needed_columns": {"records": ["reported_on"]}, "needed_tables": ["outlets"],
    }  # fmt: skip
    content = summary(
        unread={"records": 3, "credentials": 1}, absent=absent, as_of="2026-07-01",
        undetermined_by_cause=[ROLES],
    )  # fmt: skip

    assert told(content) == [
        ("unread", "4 rows were rejected and not judged: 3 of records, 1 of credentials.",
         "rejected.csv"),
        ("absent", "There is no table outlets; all that it would say is unknown.", ""),
        ("absent", "No file of records has the column reported_on; it is unknown in every "
         "row, not empty.", "记录.xlsx"),
        ("until", "The records are complete up to 2026-06-30; what came after it, up to "
         "2026-07-01, is not known.", "dataset.yaml"),
        ("undetermined", '136 binding duties are undetermined: "roles of the actor" is not '
         "given (2 parties)", "entities.csv"),
    ]  # fmt: skip


def test_chinese_says_the_same() -> None:
    (_, gap) = gaps_of(summary(undetermined_by_cause=[ROLES]))

    assert gap.cause == "actor.roles"
    assert gap.text.in_language("zh") == (
        "136 项约束性义务无法判定：“主体的角色”未给出（涉及 2 家主体）"
    )


def causes(count: int) -> list[dict[str, Any]]:
    """Make causes that leave 10, 9, 8, … duties undetermined."""
    return [
        ROLES | {"cause": f"c{n}", "duties": 10 - n, "subjects": 1, "place": ""}
        for n in range(count)
    ]


@pytest.mark.parametrize(("count", "shown"), [(2, 2), (6, 6), (7, 5), (9, 5)])
def test_several_causes_have_a_line_each_below_their_sum(
    count: int, shown: int
) -> None:
    (_, gap) = gaps_of(summary(undetermined_by_cause=causes(count)))

    lines = [str(line) for line in gap.lines_of_causes("summary.json")]
    duties = sum(range(11 - count, 11))
    assert str(gap.text) == f"{duties} binding duties are undetermined, by cause:"
    assert lines[0] == '10: "roles of the actor" is not given (1 party)'
    assert [cause.cause for cause in gap.first_causes] == [
        f"c{n}" for n in range(shown)
    ]
    rest = sum(range(11 - count, 11 - shown))
    assert lines[shown:] == (
        [f"{rest}: {count - shown} other causes →\N{NO-BREAK SPACE}summary.json"]
        if rest
        else []
    )


@pytest.mark.parametrize(
    ("unread", "text"),
    [
        ({}, None),
        ({"records": 3}, None),
        ({"outlets": 1}, "Rows rejected in all tables: 1 (1 of outlets)"),
        ({"records": 1200, "outlets": 1},
         "Rows rejected in all tables: 1,201 (1,200 of records, 1 of outlets)"),
    ],
)  # fmt: skip
def test_rejected_rows_are_told_by_table_where_not_of_records_alone(
    unread: dict[str, int], text: str | None
) -> None:
    told = rejected_by_table({"unread": unread})

    assert (told and str(told)) == text


def test_one_table_with_rejected_rows_is_told_without_a_sum() -> None:
    (first, *_) = told(summary(unread={"records": 1}))

    assert first == (
        "unread",
        "Rows rejected and not judged: 1 of records.",
        "rejected.csv",
    )


def test_duty_of_any_force_and_verdict_counts_as_judged() -> None:
    assert is_nothing_judged([RULE, RULE | {"no_duty": 9}])
    assert not is_nothing_judged([RULE, RULE | {"undetermined": 1}])
