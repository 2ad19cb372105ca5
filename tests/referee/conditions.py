"""Conditions on one record, in three-valued logic."""

from collections.abc import Mapping
from datetime import date
from operator import ge, gt, le, lt
from typing import Any

from .cells import settle
from .formats import FORMATS
from .kleene import Kleene, all_of, any_of, negate
from .world import Row, World

COMPARISONS = {"at_least": ge, "at_most": le, "over": gt, "under": lt}


def listed(value: Any) -> list[Any]:
    """Return a list as it is and anything else as a list of one."""
    return value if isinstance(value, list) else [value]


def holds(world: World, row: Row, conditions: Mapping[str, Any] | None) -> Kleene:
    """Tell whether all conditions hold; no conditions always do."""
    return all_of(
        holds_entry(world, row, path, test) for path, test in (conditions or {}).items()
    )


def holds_entry(world: World, row: Row, path: str, test: Any) -> Kleene:
    """Judge one `path: test`, or one list of alternatives."""
    if path in ("any_of", "none_of"):
        found = any_of(holds(world, row, conditions) for conditions in test)
        return found if path == "any_of" else negate(found)
    head, _, column = path.partition(".")
    if column in ("holds", "holds_any"):
        joined = all_of if column == "holds" else any_of
        return joined(has_credential(world, row, head, k) for k in listed(test))
    if column == "runs_outlet_for":
        return runs_outlet_for(world, row, listed(test))
    if not isinstance(test, dict) or "path" in test:
        test = {"is": test}
    return all_of(passes(world, row, path, w, o) for w, o in test.items())


def passes(world: World, row: Row, path: str, word: str, operand: Any) -> Kleene:
    """Judge one worded test; every test but `known` is unknown of an empty value."""
    value = world.value(row, path)
    if word == "known":
        filled = world.is_filled(row, path)
        return filled if operand else negate(filled)
    if value is None:
        return None
    if word == "format":
        return FORMATS[operand](value)
    others = [resolved(world, row, path, other) for other in listed(operand)]
    if word in ("is", "not"):
        found = any_of(is_equivalent(value, other) for other in others)
        return found if word == "is" else negate(found)
    return None if others == [None] else bool(COMPARISONS[word](value, others[0]))


def resolved(world: World, row: Row, path: str, operand: Any) -> Any:
    """Return the value to compare with: of another path, or written in the rule."""
    if isinstance(operand, dict):
        return world.value(row, operand["path"])
    return settle(operand, world.kind(path))


def is_equivalent(value: Any, other: Any) -> Kleene:
    """Compare two values; of roles, having one in common is enough."""
    if other is None:
        return None
    if isinstance(value, tuple) or isinstance(other, tuple):
        return bool(set(as_tuple(value)) & set(as_tuple(other)))
    return bool(value == other)


def as_tuple(value: Any) -> tuple[Any, ...]:
    """Return roles as they are and a single word as one role."""
    return value if isinstance(value, tuple) else (value,)


def has_role(world: World, party: str | None, roles: list[str]) -> Kleene:
    """Tell whether a party has one of these roles."""
    entity = world.found("entities", "entity_id", party)
    if entity is None or entity["roles"] is None:
        return None
    return any(role in entity["roles"] for role in roles)


def is_inside(
    world: World, table: str, row: Row, day: date, first: str, last: str
) -> Kleene:
    """Tell whether a day lies in a span: no last day is no end, no first is unknown.

    Where no file has the last day, whether there is an end is unknown.
    """
    has_ended = row[last] is not None and row[last] < day
    return all_of(
        [
            None if row[first] is None else row[first] <= day,
            None if world.is_absent(table, last) else not has_ended,
        ]
    )


def is_valid(world: World, entry: Row, day: date) -> Kleene:
    """Tell whether a credential is valid that day."""
    return is_inside(world, "credentials", entry, day, "valid_from", "valid_until")


def is_open(world: World, outlet: Row, day: date) -> Kleene:
    """Tell whether an outlet is open that day."""
    return is_inside(world, "outlets", outlet, day, "opened_on", "closed_on")


def has_credential(world: World, row: Row, head: str, kind: str) -> Kleene:
    """Tell whether a party holds a credential on the day of the record."""
    party = row[f"{head}_id"]
    if party is None or "credentials" not in world.registers:
        return None
    found = any_of(
        all_of([is_kind(entry, kind), is_valid(world, entry, row["occurred_on"])])
        for entry in world.registers["credentials"]
        if entry["entity_id"] == party
    )
    is_registered = world.found("entities", "entity_id", party) is not None
    might_be_rejected = any(
        entry["entity_id"] == party and is_kind(entry, kind) is not False
        for entry in world.rejected.get("credentials", [])
    )
    if found is False and (might_be_rejected or not is_registered):
        return None
    return found


def is_kind(entry: Row, kind: str) -> Kleene:
    """Tell whether a credential is of a kind; an empty one may be of any."""
    return None if entry["kind"] is None else entry["kind"] == kind


def runs_outlet_for(world: World, row: Row, roles: list[str]) -> Kleene:
    """Tell whether the counterparty is, or runs, an open outlet of such an operator."""
    party = row["counterparty_id"]
    if party is None or "outlets" not in world.registers:
        return None
    sure, unsure = world.outlets_of(party)
    found = any_of(
        all_of(
            [
                True if outlet in sure else None,
                is_open(world, outlet, row["occurred_on"]),
                has_role(world, outlet["operator_id"], roles),
            ]
        )
        for outlet in sure + unsure
    )
    if found is False and not sure:
        is_registered = world.found("entities", "entity_id", party) is not None
        return False if is_registered and not world.might_be_outlet(party) else None
    return found
