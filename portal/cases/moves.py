"""The moves of a case: from which states, to which, who may, and what each asks for.

Services, pages, their tests and portal/README.md read this one table.

    open ──> answered ──> confirmed ──> correcting ──> corrected ──> closed
       \\          \\            \\                                   /
        └──────────┴────────────┴──> dismissed ───────────────────┘
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from portal.database.cases import OPEN_STATES, Case, CaseState
from portal.database.tenancy import Viewer
from portal.policy import Action, allows

Asked = Literal["text", "reason", "corrector", "day"]


@dataclass(frozen=True)
class Move:
    """A move that people make.

    `action` is the right it takes. `asks` is what has to be given: words, a reason of
    REASONS, who corrects, until which day. `by_another`: not by who confirmed or
    dismissed the case.
    """

    name: str
    sources: frozenset[CaseState]
    target: CaseState
    action: Action
    asks: frozenset[Asked]
    by_another: bool = False


def _move(
    name: str,
    sources: str,
    target: CaseState,
    action: Action,
    asks: str,
    by_another: bool = False,
) -> Move:
    """Return a move as it is written in the table."""
    wanted: frozenset[Asked] = frozenset(asks.split())  # type: ignore[arg-type]
    states: frozenset[CaseState] = frozenset(sources.split())  # type: ignore[arg-type]
    return Move(name, states, target, action, wanted, by_another)


MOVES: Final[Mapping[str, Move]] = {
    move.name: move
    for move in (
        _move("answer", "open answered", "answered", "case.answer", "text"),
        _move("correct", "open answered confirmed", "correcting", "case.answer",
              "corrector day"),
        _move("withdraw", "answered correcting", "open", "case.answer", "text"),
        _move("confirm", "open answered", "confirmed", "case.judge", "text"),
        _move("dismiss", "open answered confirmed", "dismissed", "case.judge",
              "reason text"),
        _move("reopen", "confirmed dismissed corrected", "open", "case.judge", "text"),
        _move("close", "dismissed corrected", "closed", "case.close", "text", True),
    )
}  # fmt: skip

REASONS: Final = (
    "facts-differ", "not-applicable", "excused", "already-handled", "reading-wrong",
)  # fmt: skip
"""Why a case may be dismissed; the words of each are in the catalogue."""

# What a check does, by the verdict that it found: not more than it can prove.
CORRECTED, FOUND_AGAIN, FOUND, CHANGED, GONE = (
    "corrected-by-check", "found-again", "found", "verdict-changed", "gone",
)  # fmt: skip


def state_by_check(state: CaseState, before: str, verdict: str) -> CaseState:
    """Return the state in which a check leaves a case.

    `before` and `verdict` are the verdicts of the duty, earlier and now. A duty that is
    met corrects the case. One that fails again reopens what was corrected or closed; a
    dismissed case only where it was undetermined and is a breach now. What was pending
    meanwhile was put off: what it was before is not known any more, so it is opened.
    """
    if verdict == "compliant":
        return "corrected" if state in OPEN_STATES else state
    if verdict == "pending":
        return state
    is_graver = before in ("undetermined", "pending") and verdict == "breach"
    was_met = before in ("compliant", "pending")
    fails_again = state in ("corrected", "closed") and was_met
    if fails_again or (is_graver and state in ("dismissed", "closed")):
        return "open"
    return state


def moves_of(viewer: Viewer, case: Case) -> list[Move]:
    """List the moves that the viewer may make with a case as it is."""
    return [
        move
        for move in MOVES.values()
        if case.state in move.sources
        and allows(viewer, move.action, case)
        and not is_own_decision(viewer, move, case)
    ]


def is_own_decision(viewer: Viewer, move: Move, case: Case) -> bool:
    """Return whether a move needs another person than the viewer, who has decided."""
    return move.by_another and case.decided_by_id == viewer.user_id
