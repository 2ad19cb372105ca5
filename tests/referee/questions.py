"""One trigger of one rule and what is asked of it, and what all forms share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .conditions import has_role, holds, listed
from .days import due_day
from .kleene import Kleene, all_of
from .rulings import Ruling
from .world import SHORT_NAMES, Row, World


@dataclass(frozen=True)
class Question:
    """One trigger of one rule, and what is asked of it."""

    world: World
    rule: Mapping[str, Any]
    demand: Mapping[str, Any]
    is_forbidden: bool
    roll_over: bool
    trigger: Row

    def due(self, start: date, roll_over: bool) -> date | None:
        """Count the demand's `within` from a day."""
        within = self.demand.get("within")
        return due_day(start, within, self.world.working_days, roll_over)


def standing(world: World, rule: Mapping[str, Any], row: Row) -> Kleene:
    """Tell whether the actor has the role and the record is of the kind."""
    who = rule["who"]
    role = True if who == "anyone" else has_role(world, row["actor_id"], listed(who))
    return all_of([role, holds(world, row, rule.get("where"))])


def columns_of(same: Any) -> list[tuple[str, str]]:
    """Return the pairs of trigger column and witness column that must agree."""
    pairs = same if isinstance(same, dict) else {name: name for name in same}
    return [(full_name(one), full_name(other)) for one, other in pairs.items()]


def full_name(column: str) -> str:
    """Return the column that a short name stands for."""
    return SHORT_NAMES.get(column, column)


def by_day(row: Row) -> tuple[date, str]:
    """Order records by day and then by id, so that the least id comes first."""
    return row["occurred_on"], row["record_id"]


def latest(rows: list[Row]) -> Row:
    """Return the latest record; of several on one day the one with the least id."""
    last = max(row["occurred_on"] for row in rows)
    return min((r for r in rows if r["occurred_on"] == last), key=by_day)


def with_witness(verdict: str, witness: Row) -> Ruling:
    """Name the record that decides."""
    return Ruling(
        verdict, done_on=witness["occurred_on"], witness_id=witness["record_id"]
    )
