"""The kinds of moves of a battery, and where each of them leaves it.

The vocabulary says which events are moves (`custody`). The party that recorded a move
(its actor) had the battery in hand that day.

| kind | the actor |
|---|---|
| `begins` | made the battery, or has it as the first |
| `receives` | received it from a party that records hand-overs |
| `takes` | took it out of a vehicle or product, from somebody who keeps no records |
| `holds` | has it, whoever had it before |
| `hands_on` | handed it over to a party that records receipts |
| `releases` | gave it to somebody who keeps no records |
| `ends` | ended its life |
"""

from __future__ import annotations

from engine.rulebook import Custody
from engine.tables.store import Column

# Each kind by its number. Within a day, moves whose order nothing else decides are
# ordered by these numbers.
KINDS = {kind: number for number, kind in enumerate(Custody.MOVES)}
ARRIVING = ("begins", "receives", "takes", "holds")
LEAVING = ("hands_on", "releases")


def is_kind(move_kind: Column, *kinds: str) -> Column:
    """Whether a column of kinds, by number, is one of these."""
    return move_kind.isin([KINDS[kind] for kind in kinds])


def is_arriving(move_kind: Column) -> Column:
    """Whether the actor has the battery after the move."""
    return is_kind(move_kind, *ARRIVING)


def is_leaving(move_kind: Column) -> Column:
    """Whether the battery leaves the actor with the move."""
    return is_kind(move_kind, *LEAVING)
