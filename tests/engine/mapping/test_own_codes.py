"""Codes of companies that a mapping states, and that seem mistyped."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.mapping import DatasetMapping
from engine.mapping.own_codes import doubtful_codes
from tests.engine.mapping.conftest import PLAIN, Work

Read = Callable[[str], DatasetMapping]
GOOD = "91420115302600175X"


def doubts(read: Read, code: str, language: str = "en") -> list[str]:
    found = doubtful_codes(read(PLAIN.replace("W1", code)))
    return [doubt.in_language("zh" if language == "zh" else "en") for doubt in found]


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        (
            GOOD[:-1],
            "m.yaml，第 12 行\n  actor_id：91420115302600175 有 17 位，统一社会信用代码为 18 位。\n"
            "  请核对；如果这是另一种编号，不必理会。",
            "m.yaml, line 12\n  actor_id: 91420115302600175 has 17 characters, a unified "
            "social credit code 18.\n"
            "  Look at it again; if it is a number of another kind, pass over this.",
        ),
        (
            GOOD.replace("30", "330"),
            "m.yaml，第 12 行\n  actor_id：914201153302600175X 有 19 位，"
            "统一社会信用代码为 18 位。\n"
            "  请核对；如果这是另一种编号，不必理会。",
            "m.yaml, line 12\n  actor_id: 914201153302600175X has 19 characters, a unified "
            "social credit code 18.\n"
            "  Look at it again; if it is a number of another kind, pass over this.",
        ),
        (
            GOOD.replace("X", "Y"),
            "m.yaml，第 12 行\n  actor_id：91420115302600175Y 的校验码（第 18 位）与前 17 位不符，"
            "可能有一位写错。\n  请核对；如果这是另一种编号，不必理会。",
            "m.yaml, line 12\n  actor_id: the check character of 91420115302600175Y, its "
            "18th, does not fit the others; one of them may be mistyped.\n"
            "  Look at it again; if it is a number of another kind, pass over this.",
        ),
        (
            "91420115MAO2600175",
            "m.yaml，第 12 行\n  actor_id：91420115MAO2600175 中有统一社会信用代码不使用的字母"
            "（I、O、S、V、Z）。\n  请核对；如果这是另一种编号，不必理会。",
            "m.yaml, line 12\n  actor_id: 91420115MAO2600175 has a letter that no unified "
            "social credit code has (I, O, S, V, Z).\n"
            "  Look at it again; if it is a number of another kind, pass over this.",
        ),
    ],
)  # fmt: skip
def test_mistyped_code_is_warned_of(read: Read, code: str, zh: str, en: str) -> None:
    assert doubts(read, code, "zh") == [zh]
    assert doubts(read, code) == [en]


@pytest.mark.parametrize(
    "code", [GOOD, GOOD.lower(), "W1", "LFV2A21K9L4100001", "SUPPLIER-2026-000018"]
)
def test_right_code_and_number_of_another_kind_are_not(read: Read, code: str) -> None:
    assert doubts(read, code) == []


def test_one_code_is_warned_of_once(read: Read) -> None:
    entities = (
        "  entities:\n    distinct: true\n"
        "    columns: {entity_id: {constant: 91420115302600175Y}}\n"
    )

    [found] = doubtful_codes(read(PLAIN.replace("W1", "91420115302600175Y") + entities))

    assert found.line == 12


def test_mapped_dataset_tells(work: Work) -> None:
    work.csv("Line,Day,Pack\n1,2026-05-01,P1\n")

    mapped = work.map(text=PLAIN.replace("W1", GOOD[:-1]))

    assert [doubt.message.code for doubt in mapped.doubts] == ["mapping.code-length"]
