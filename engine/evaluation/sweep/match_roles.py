"""The roles of records in a match: trigger, witness, release."""

from __future__ import annotations

from dataclasses import dataclass

from engine.evaluation.sweep.event_dispatch import Events
from engine.rulebook import ALWAYS, Condition, Period


@dataclass(frozen=True)
class MatchRole:
    """The records of some events (None: any) of which a condition is not false.

    `period`: only on days inside it. `columns`: those by whose values the records
    are matched. Rules that match the same records share a role.
    """

    events: Events
    columns: tuple[str, ...]
    condition: Condition = ALWAYS
    period: Period | None = None
