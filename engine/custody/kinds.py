"""The kinds of moves, by number, and what each of them says of the actor."""

from __future__ import annotations

from engine.rulebook import Custody
from engine.tables.store import Column

# The numbers are the order of moves within a day that nothing else decides.
KINDS = {kind: number for number, kind in enumerate(Custody.MOVES)}
COMING = ("begins", "receives", "takes", "holds")
GOING = ("hands_on", "releases")


def is_among(move_kind: Column, *kinds: str) -> Column:
    """Whether a move is of one of these kinds."""
    return move_kind.isin([KINDS[kind] for kind in kinds])


def is_coming(move_kind: Column) -> Column:
    """Whether the actor has the battery after the move."""
    return is_among(move_kind, *COMING)


def is_going(move_kind: Column) -> Column:
    """Whether the battery leaves the actor by the move."""
    return is_among(move_kind, *GOING)
