"""A later record ends a duty: the nearest one that counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.engine.agreement.pieces import rule
from tests.engine.forms.matches import DAY, MOVED, moved, sealed

Ending = tuple[str, str | None]
EndingOf = Callable[..., Ending]
EndingsOf = Callable[..., dict[str, Ending]]
CausesOf = Callable[..., dict[str, tuple[str, str | None]]]

FOLLOWED = rule(must={"be_followed_by": MOVED | {"within": "10 days"}})
SOME_DAY = rule(must={"be_followed_by": MOVED})
NOT_AFTER = rule(must_not={"be_followed_by": MOVED | {"within": "10 days"}})
NEVER_AFTER = rule(must_not={"be_followed_by": MOVED})


def in_days(days: int) -> date:
    return DAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("one", "witnesses", "found"),
    [
        (FOLLOWED, [moved("r3", 4), moved("r2", 4), moved("r9", 2)], ("in_time", "r9")),
        (FOLLOWED, [moved("r3", 4), moved("r2", 4)], ("in_time", "r2")),
        (FOLLOWED, [moved("r2", 11), moved("r3", 12)], ("late", "r2")),
        (FOLLOWED, [moved("r2", 10, None), moved("r3", 11)], ("unsure", None)),
        (FOLLOWED, [moved("r2", 2, None), moved("r3", 3)], ("in_time", "r3")),
        (FOLLOWED, [moved("r2", -1), moved("r3", 1, "b")], ("missing", None)),
        (FOLLOWED, [moved("r2", 1, battery_code="B2")], ("missing", None)),
        (SOME_DAY, [moved("r2", 90)], ("done", "r2")),
        (SOME_DAY, [moved("r2", 1, None)], ("unsure", None)),
        (SOME_DAY, [], ("open", None)),
        (NOT_AFTER, [], ("clear", None)),
        (NOT_AFTER, [moved("r2", 11), moved("r3", -1)], ("clear", None)),
        (NOT_AFTER, [moved("r3", 9), moved("r2", 1)], ("violated_after", "r2")),
        (NOT_AFTER, [moved("r2", 3), moved("r3", 1)], ("violated_after", "r3")),
        (NOT_AFTER, [moved("r2", 1, None)], ("violated_unsure", None)),
        (NOT_AFTER, [moved("r2", 10, None)], ("violated_unsure", None)),
        (NOT_AFTER, [moved("r2", 0)], ("violated_same_day", None)),
    ],
)
def test_duty_ends_by_the_witness_that_counts(
    ending: EndingOf, one: dict[str, Any], witnesses: list[Any], found: Ending
) -> None:
    assert ending(one, sealed(), *witnesses) == found


def test_duty_is_pending_until_its_last_day_has_passed(ending: EndingOf) -> None:
    last = DAY + timedelta(days=10)

    assert ending(FOLLOWED, sealed(), as_of=last)[0] == "pending"
    assert ending(FOLLOWED, sealed(), as_of=last + timedelta(days=1))[0] == "missing"


@pytest.mark.parametrize("one", [FOLLOWED, NOT_AFTER])
def test_trigger_with_an_empty_shared_column_is_unmatched(
    ending: EndingOf, one: dict[str, Any]
) -> None:
    row = sealed(battery_code=None)

    assert ending(one, row, moved("r2", 0, battery_code=None)) == ("unmatched", None)


def test_record_is_never_its_own_witness(endings: EndingsOf) -> None:
    demand = {"event": "crate.sealed"}
    again = rule(must={"be_followed_by": demand})
    soon = rule(must={"be_followed_by": demand | {"within": "10 days"}})

    assert endings(again, sealed(), sealed("r2")) == {
        "r1": ("done", "r2"), "r2": ("done", "r1"),
    }  # fmt: skip
    assert endings(soon, sealed(), sealed("r2")) == {
        "r1": ("in_time", "r2"), "r2": ("in_time", "r1"),
    }  # fmt: skip


def test_unknown_role_leaves_the_duty_itself_in_doubt(ending: EndingOf) -> None:
    by_role = FOLLOWED | {"who": "shop"}

    assert ending(by_role, sealed(), moved("r2", 1)) == ("doubtful", None)


@pytest.mark.parametrize(
    ("witnesses", "until", "as_of", "word"),
    [
        ([], 5, 10, "pending"),
        ([], 5, 11, "records_end"),
        ([], 10, 20, "records_end"),
        ([], 11, 20, "missing"),
        ([moved("r2", 12)], 10, 20, "records_end"),
        ([moved("r2", 12)], 11, 20, "late"),
        ([moved("r2", 9)], 5, 20, "in_time"),
        ([moved("r2", 9, None), moved("r3", 12)], 5, 20, "unsure"),
    ],
)
def test_act_is_late_only_where_the_records_go_past_its_last_day(
    ending: EndingOf, witnesses: list[Any], until: int, as_of: int, word: str
) -> None:
    whole = {"as_of": in_days(as_of), "complete": {"until": in_days(until)}}

    assert ending(FOLLOWED, sealed(), *witnesses, **whole)[0] == word


@pytest.mark.parametrize("one", [NOT_AFTER, NEVER_AFTER])
@pytest.mark.parametrize(
    ("witnesses", "until", "as_of", "word"),
    [
        ([], 0, 0, "clear"),
        ([], 0, 1, "records_end"),
        ([], -1, 20, "records_end"),
        ([], 1, 20, "clear"),
        ([moved("r2", -1)], 0, 1, "records_end"),
        ([moved("r2", 2)], 0, 20, "violated_after"),
        ([moved("r2", 0)], 0, 20, "violated_same_day"),
        ([moved("r2", 2, None)], 0, 20, "violated_unsure"),
    ],
)
def test_nothing_follows_only_where_the_records_go_on(
    ending: EndingOf,
    one: dict[str, Any],
    witnesses: list[Any],
    until: int,
    as_of: int,
    word: str,
) -> None:
    whole = {"as_of": in_days(as_of), "complete": {"until": in_days(until)}}

    assert ending(one, sealed(), *witnesses, **whole)[0] == word


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rejected", "in_doubt"),
    [
        (moved("x1", 5), True),
        (moved("x1", -400, "b"), True),
        (moved("x1", 5, occurred_on=None, event=None), True),
        (moved("x1", 5, event="crate.sealed"), False),
        (moved("x1", 5, battery_code="B2"), False),
        (moved("x1", 5, battery_code=None), False),
    ],
)
@pytest.mark.parametrize(
    ("one", "verdict"),
    [
        (FOLLOWED, "breach"),
        (SOME_DAY, "pending"),
        (NOT_AFTER, "compliant"),
        (NEVER_AFTER, "compliant"),
    ],
)
def test_rejected_row_might_be_the_witness(
    causes: CausesOf, one: Any, verdict: str, rejected: Any, in_doubt: bool
) -> None:
    found = causes(one, sealed(), rejected={"records": [rejected]})

    sure = (verdict, None)
    assert found == {"r1": ("undetermined", "rejected") if in_doubt else sure}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("one", "witness", "verdict"),
    [
        (FOLLOWED, moved("r2", 9), "compliant"),
        (FOLLOWED, moved("r2", 11), "undetermined"),
        (SOME_DAY, moved("r2", 90), "compliant"),
        (NOT_AFTER, moved("r2", 9), "breach"),
        (NOT_AFTER, moved("r2", 11), "undetermined"),
    ],
)
def test_what_is_found_in_time_decides_whatever_was_rejected(
    causes: CausesOf, one: Any, witness: Any, verdict: str
) -> None:
    found = causes(one, sealed(), witness, rejected={"records": [moved("x1", 5)]})

    assert found["r1"][0] == verdict


def test_crossed_columns_are_those_of_the_rejected_row(causes: CausesOf) -> None:
    crossing = {"same": {"counterparty": "actor"}}
    one = rule(must={"be_followed_by": MOVED | crossing | {"within": "10 days"}})
    row = sealed(counterparty_id="Q")

    def cause_beside(**cells: Any) -> Any:
        return causes(one, row, rejected={"records": [moved("x1", 5, **cells)]})["r1"]

    assert cause_beside(actor_id="Q", battery_code="B9") == ("undetermined", "rejected")
    assert cause_beside(actor_id="P", counterparty_id="Q") == ("breach", None)
