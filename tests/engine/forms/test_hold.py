"""A condition on the record itself holds, fails or is unclear."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.engine.agreement.pieces import record, rule

Ending = tuple[str, str | None]
EndingOf = Callable[..., Ending]
EndingsOf = Callable[..., dict[str, Ending]]

HELD: dict[str, Any] = {"must": {"hold": {"grade": "a"}}}


@pytest.mark.parametrize(
    ("must", "grade", "word"),
    [
        ("must", "a", "holds"), ("must", "b", "fails"), ("must", None, "unclear"),
        ("must_not", "a", "fails"), ("must_not", "b", "holds"), ("must_not", None, "unclear"),
    ],
)  # fmt: skip
def test_condition_holds_fails_or_is_unclear(
    ending: EndingOf, must: str, grade: str | None, word: str
) -> None:
    demand: dict[str, Any] = {must: {"hold": {"grade": "a"}}}

    assert ending(rule(**demand), record("r1", grade=grade))[0] == word


def test_no_duty_where_the_rule_does_not_bind_or_its_condition_is_false(
    endings: EndingsOf,
) -> None:
    young = rule(**HELD, effective={"from": date(2024, 2, 1)})
    cooled = rule(**HELD, where={"cooled": True})

    assert endings(young, record("r1")) == {}
    assert endings(cooled, record("r1", cooled=False)) == {}


def test_duty_is_doubtful_where_its_condition_is_unknown(ending: EndingOf) -> None:
    cooled = rule(**HELD, where={"cooled": True})

    assert ending(cooled, record("r1", grade="a"))[0] == "doubtful"
