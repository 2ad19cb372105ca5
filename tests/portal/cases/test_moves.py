"""The table of moves: who may make which from which state, and what checks do."""

from __future__ import annotations

import re

import pytest

from portal.cases.moves import MOVES, moves_of, state_by_check
from portal.database.cases import CASE_STATES, OPEN_STATES, Case
from portal.database.parts import ROLES_OF, Kind, Role
from portal.database.tenancy import Viewer
from portal.policy import RIGHTS
from tests.house import words

README = words("portal", "README.md")

MAY = {
    ("company", "administrator"): {"answer", "correct", "withdraw"},
    ("company", "officer"): {"answer", "correct", "withdraw"},
    ("regulator", "administrator"): {"confirm", "dismiss", "reopen", "close"},
    ("regulator", "inspector"): {"confirm", "dismiss", "reopen"},
    ("regulator", "approver"): {"close"},
}


@pytest.mark.parametrize(
    ("kind", "role"),
    [(kind, role) for kind, roles in ROLES_OF.items() for role in roles],
)
def test_who_may_make_which_moves(kind: Kind, role: Role) -> None:
    viewer = Viewer(1, 1, kind, role)

    found = {
        move.name
        for state in CASE_STATES
        for move in moves_of(viewer, Case(organisation_id=1, state=state))
    }

    assert found == MAY.get((kind, role), set())


@pytest.mark.parametrize("move", MOVES.values(), ids=lambda move: move.name)
def test_a_move_is_offered_in_its_states_alone(move) -> None:
    kind, roles = next((k, r) for k, r in RIGHTS[move.action].roles.items() if r)
    viewer = Viewer(1, 1, kind, min(roles))

    offered = {
        state
        for state in CASE_STATES
        if move in moves_of(viewer, Case(organisation_id=1, state=state))
    }

    assert offered == move.sources
    assert move.target not in offered or move.name == "answer"


def test_every_state_can_be_reached_and_only_a_closed_case_is_at_its_end() -> None:
    assert {move.target for move in MOVES.values()} | {"open", "corrected"} == set(
        CASE_STATES
    )
    left = {state for move in MOVES.values() for state in move.sources}
    assert left == set(CASE_STATES) - {"closed"}


def test_who_decided_does_not_close() -> None:
    case = Case(organisation_id=1, state="dismissed", decided_by_id=7)
    inspector = Viewer(7, 1, "regulator", "administrator")
    another = Viewer(8, 1, "regulator", "approver")

    assert "close" not in {move.name for move in moves_of(inspector, case)}
    assert "close" in {move.name for move in moves_of(another, case)}


@pytest.mark.parametrize("state", CASE_STATES)
def test_a_duty_that_is_met_corrects_what_is_open_and_nothing_else(state) -> None:
    after = state_by_check(state, "breach", "compliant")

    assert after == ("corrected" if state in OPEN_STATES else state)


@pytest.mark.parametrize("state", CASE_STATES)
@pytest.mark.parametrize("verdict", ["breach", "undetermined"])
def test_what_was_met_and_fails_again_is_opened_again(state, verdict) -> None:
    after = state_by_check(state, "compliant", verdict)

    assert after == ("open" if state in ("corrected", "closed") else state)


@pytest.mark.parametrize("state", CASE_STATES)
def test_only_a_graver_verdict_opens_what_was_dismissed_or_closed(state) -> None:
    is_over = state in ("dismissed", "closed")

    assert state_by_check(state, "breach", "breach") == state
    assert state_by_check(state, "breach", "undetermined") == state
    assert state_by_check(state, "undetermined", "pending") == state
    after = state_by_check(state, "undetermined", "breach")
    assert after == ("open" if is_over else state)


@pytest.mark.parametrize("state", CASE_STATES)
def test_what_was_put_off_and_fails_is_opened_again(state) -> None:
    """Met once, then due on a later day, then not met: no case stays corrected."""
    is_over = state in ("corrected", "dismissed", "closed")

    after = state_by_check(state, "pending", "breach")
    assert after == ("open" if is_over else state)
    after = state_by_check(state, "pending", "undetermined")
    assert after == ("open" if state in ("corrected", "closed") else state)


def test_the_readme_has_the_table_of_moves() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| (.+?) \| (\w+) \| (\w+) \| (.+) \|$", README, re.M
    )

    assert {
        name: (
            set(sources.split(", ")),
            target,
            set(asked.partition(";")[0].split(", ")),
        )
        for name, sources, target, _, asked in rows
        if name in MOVES
    } == {m.name: (m.sources, m.target, m.asks) for m in MOVES.values()}
    assert {name for name, *_, asked in rows if "another person" in asked} == {
        m.name for m in MOVES.values() if m.by_another
    }
