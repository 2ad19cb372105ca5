"""An earlier record ends a duty: the latest one that counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.engine.agreement.pieces import rule
from tests.engine.forms.matches import DAY, MOVED, moved, sealed

Ending = tuple[str, str | None]
EndingOf = Callable[..., Ending]
CausesOf = Callable[..., dict[str, tuple[str, str | None]]]

PRECEDED = rule(must={"be_preceded_by": MOVED | {"within": "10 days"}})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("witnesses", "found"),
    [
        ([moved("r3", -1), moved("r2", -1), moved("r9", -5)], ("preceded", "r2")),
        ([moved("r3", -1), moved("r2", -1)], ("preceded", "r2")),
        ([moved("r2", -10)], ("preceded", "r2")),
        ([moved("r2", -11)], ("too_early", "r2")),
        ([moved("r2", -11), moved("r3", -12)], ("too_early", "r2")),
        ([moved("r2", -10, None), moved("r3", -11)], ("unsure", None)),
        ([moved("r2", -11), moved("r3", -2, None)], ("unsure", None)),
        ([moved("r2", 1)], ("unpreceded", None)),
    ],
)
def test_duty_ends_by_the_predecessor_that_counts(
    ending: EndingOf, witnesses: list[Any], found: Ending
) -> None:
    assert ending(PRECEDED, sealed(), *witnesses) == found


def test_trigger_with_an_empty_shared_column_is_unmatched(ending: EndingOf) -> None:
    row = sealed(battery_code=None)

    found = ending(PRECEDED, row, moved("r2", 0, battery_code=None))

    assert found == ("unmatched", None)


@pytest.mark.parametrize("one", [PRECEDED, rule(must={"be_preceded_by": MOVED})])
def test_absent_predecessor_that_the_data_could_not_show_is_no_breach(
    ending: EndingOf, one: dict[str, Any]
) -> None:
    assert ending(one, sealed(), complete={"from": DAY}) == ("not_shown", None)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("witnesses", "rejected", "verdict"),
    [
        ([], moved("x1", -1), "undetermined"),
        ([], moved("x1", 99, "b"), "undetermined"),
        ([], moved("x1", -1, event=None), "undetermined"),
        ([], moved("x1", -1, battery_code="B2"), "breach"),
        ([], moved("x1", -1, event="crate.lost"), "breach"),
        ([moved("r2", -11)], moved("x1", -1), "undetermined"),
        ([moved("r2", -10)], moved("x1", -1), "compliant"),
    ],
)
def test_rejected_row_might_be_the_predecessor(
    causes: CausesOf, witnesses: list[Any], rejected: Any, verdict: str
) -> None:
    found = causes(PRECEDED, sealed(), *witnesses, rejected={"records": [rejected]})

    cause = "rejected" if verdict == "undetermined" else None
    assert found == {"r1": (verdict, cause)}
