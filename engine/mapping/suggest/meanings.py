"""What the words of a head mean in a table of ours, and how surely."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from engine.dataset.names import COLUMNS
from engine.dataset.schema import TableSchema
from engine.mapping.suggest.tokens import Tokens

Sure = Literal["sure", "likely", "guess"]
# What a head names: a column of ours as such, or a part in a line that a record is made
# of. The latter become columns once it is known what the line tells.
Role = Literal[
    "column", "day", "report", "written", "battery", "document", "party", "kind", "number"
]  # fmt: skip


@dataclass(frozen=True)
class Meaning:
    """What a head may name.

    `column` is our column where `role` is that. `event` is the event of which the head
    speaks, `side` that of a party, `is_id` whether it is an id and no name. `by_name`:
    the head is the name of what it names, and no other word for it. `is_whole`: all of
    its words are known. `is_negated`: it asks for the contrary.
    `is_planned`: it is a day on which something was to happen, or a paper was opened or
    looked at, and no day of an event.
    `rank`: its place among the heads of a column, the lowest of which is taken.
    """

    role: Role
    sure: Sure
    column: str = ""
    event: str | None = None
    side: str | None = None
    is_id: bool = False
    by_name: bool = False
    is_whole: bool = True
    is_negated: bool = False
    is_planned: bool = False
    rank: int = 0


# The columns of records that stand for a part in a line, and the sides of its parties.
LINE_PARTS: Mapping[str, Role] = {
    "record_id": "number",
    "event": "kind",
    "occurred_on": "day",
    "reported_on": "report",
    "recorded_on": "written",
    "battery_code": "battery",
}
SIDES_OF = {"actor_id": "self", "counterparty_id": "other"}
# From these shares of its words that are known on, a head is read likely, or as a guess.
_LIKELY, _GUESS = 0.6, 0.4


def as_part(table: str, meaning: Meaning) -> Meaning:
    """Return a column of records as the part in a line for which it stands."""
    if table != "records" or meaning.role != "column":
        return meaning
    if side := SIDES_OF.get(meaning.column):
        return replace(meaning, role="party", column="", side=side, is_id=True)
    if part := LINE_PARTS.get(meaning.column):
        return replace(meaning, role=part, column="")
    return meaning


def meaning_of(table: str, schema: TableSchema, tokens: Tokens) -> Meaning | None:
    """Return what the words of a head name in a table; None where they name nothing."""
    sure = _sureness(tokens.covered)
    if sure is None:
        return None
    if tokens.has("compound"):
        sure = _less(sure)
    found = _column(schema, tokens, sure)
    if found is None:
        found = _line_part(tokens, sure) if table == "records" else None
    if found is None and table != "records":
        found = _register_part(schema, tokens, sure)
    return found


def _sureness(covered: float) -> Sure | None:
    if covered == 1:
        return "sure"
    if covered >= _LIKELY:
        return "likely"
    return "guess" if covered >= _GUESS else None


def _column(schema: TableSchema, tokens: Tokens, sure: Sure) -> Meaning | None:
    """Return the column whose head, or whose name, stands in a head.

    A head of which most is not known names no column.
    """
    if sure == "guess":
        return None
    types = {each.name: each.type for each in schema.columns}
    is_of_day = _is_of_day(tokens)
    for kind in ("column negated", "column sure", "column likely"):
        for column in reversed(tokens.of(kind)):
            if is_of_day and types[column] != "date":
                continue
            if kind == "column likely" and sure == "sure":
                sure = "likely"
            return Meaning(
                "column",
                sure,
                column,
                is_whole=tokens.covered == 1,
                is_negated=kind == "column negated",
                rank=int(next(iter(tokens.of("rank")), "0")),
            )
    return None


def _is_of_day(tokens: Tokens) -> bool:
    """Say whether a head speaks of a day; "on" does so only at its end."""
    last = tokens.found[-1:]
    return tokens.has("day") or any(t.meaning("day at the end") == "" for t in last)


def _line_part(tokens: Tokens, sure: Sure) -> Meaning | None:
    """Return the part in a line that the words of a head name."""
    events = tokens.of("event")
    event = events[-1] if events else None
    has_id = tokens.has("id")
    party = tokens.of("party")
    if _is_of_day(tokens):
        for role in ("report", "written"):
            if tokens.has(role):
                return Meaning(role, sure, event=event)
        planned = tokens.has("planned")
        return Meaning(
            "day", "guess" if planned else sure, event=event, is_planned=planned
        )
    if tokens.has("kind") and not has_id:
        return Meaning("kind", sure, event=event)
    if party and not tokens.has("document"):
        # 往来单位 is more than 单位; a supplier or customer is the other side.
        side = next((each for each in reversed(party) if each != "any"), "any")
        side = "other" if {"from", "to"} <= set(party) else side
        return Meaning("party", sure, event=event, side=side, is_id=has_id)
    of = next(iter(tokens.of("of")), event)
    if tokens.has("battery") and has_id:
        return Meaning("battery", sure, event=of)
    if tokens.has("document") or (has_id and (event or tokens.has("written"))):
        return Meaning("document", sure, event=event)
    if tokens.has("battery") or (has_id and of):
        # Its values have to show that it is the code of a battery.
        return Meaning("battery", "guess", event=of)
    if has_id:
        return Meaning("number", _less(sure))
    if tokens.has("report"):
        return Meaning("report", _less(sure), event=event)
    return Meaning("day", _less(sure), event=event) if event else None


def _register_part(schema: TableSchema, tokens: Tokens, sure: Sure) -> Meaning | None:
    """Return the column of a register that names a party or a battery."""
    party = [side for side in tokens.of("party") if side in COLUMNS]
    has_id = tokens.has("id")
    if party and party[-1] in schema.names:
        return Meaning("party", sure, party[-1], side=party[-1], is_id=has_id)
    if tokens.has("party"):
        return Meaning("party", sure, side="any", is_id=has_id)
    if tokens.has("battery") and has_id and "battery_code" in schema.names:
        return Meaning("battery", sure, "battery_code")
    return None


def _less(sure: Sure) -> Sure:
    return "likely" if sure == "sure" else "guess"
