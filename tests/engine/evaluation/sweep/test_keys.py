"""Texts that are held against each other are equal exactly where their numbers are."""

from __future__ import annotations

from typing import Any

from engine.evaluation.sweep.event_dispatch import EventDispatch
from engine.evaluation.sweep.join_keys import JoinKeyEncoder, key_of
from engine.evaluation.sweep.match_roles import MatchRole
from tests.engine.agreement.pieces import life, record, rule
from tests.engine.evaluation.sweep.endings import scan_of

CROSSED = (("counterparty_id", "actor_id"),)
SEALED = MatchRole(("crate.sealed",), ("counterparty_id",))
MOVED = MatchRole(("crate.moved",), ("actor_id",))


def numbers(*rows: dict[str, Any]) -> dict[str, list[Any]]:
    """Return for each record the keys of its counterparty and its actor."""
    tables = scan_of([rule(must={"be_reported": {}})], life(*rows)).tables
    keys = JoinKeyEncoder([SEALED, MOVED], CROSSED)
    dispatch = EventDispatch(
        {key_of("counterparty_id"): [SEALED.events], key_of("actor_id"): [MOVED.events]}
    )
    seen = tables.table("visible")
    keys.keep(seen, tables)
    added = keys.add(
        dispatch.add(seen, tables), dispatch, ["counterparty_id", "actor_id"]
    )
    columns = key_of("counterparty_id"), key_of("actor_id")
    return {
        name: found for name, *found in tables.rows(added.select("record_id", *columns))
    }


def test_same_text_in_crossed_columns_has_one_number() -> None:
    found = numbers(
        record("r1", counterparty_id="C"),
        record("r2", event="crate.moved", actor_id="C"),
        record("r3", event="crate.moved", actor_id="D"),
    )

    assert found["r1"][0] == found["r2"][1]
    assert found["r1"][0] != found["r3"][1]


def test_key_is_empty_where_no_side_asks_or_the_text_is_missing() -> None:
    found = numbers(
        record("r1"), record("r2", event="crate.moved", counterparty_id="C")
    )

    assert found["r1"] == [None, None]
    assert found["r2"][0] is None
