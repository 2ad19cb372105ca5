"""Limits every query of owned rows to those its viewer may see; without a viewer, to none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from sqlalchemy import event, false
from sqlalchemy.orm import ORMExecuteState, with_loader_criteria
from sqlalchemy.orm import Session as DatabaseSession

from portal.table_parts import Kind, Owned, Role


@dataclass(frozen=True)
class Viewer:
    """A person in a role, working for one organisation; what it may do is in policy.py.

    `is_operator`: runs the portal for all organisations.
    """

    user_id: int
    organisation_id: int
    kind: Kind
    role: Role
    is_operator: bool = False

    @property
    def sees_others(self) -> bool:
        """Whether rows of other organisations may be visible."""
        return self.kind == "regulator"


EVERYTHING: Final = "everything"
"""The viewer of the worker, which works for all organisations and shows no pages."""


def set_viewer(session: DatabaseSession, viewer: Viewer | str | None) -> None:
    """Set the viewer whose rows the session reads from now on; None sees none."""
    session.info["viewer"] = viewer


@contextmanager
def beyond_the_fence(session: DatabaseSession) -> Iterator[None]:
    """Read rows of every organisation inside the context: to count them, not to show them."""
    viewer = session.info.get("viewer")
    set_viewer(session, EVERYTHING)
    try:
        yield
    finally:
        set_viewer(session, viewer)


def fence(session_class: type[DatabaseSession]) -> None:
    """Limit every ORM statement of sessions of this class to the viewer's rows."""
    event.listen(session_class, "do_orm_execute", _keep_to_viewer)


def _keep_to_viewer(state: ORMExecuteState) -> None:
    viewer = state.session.info.get("viewer")
    if viewer == EVERYTHING or (isinstance(viewer, Viewer) and viewer.sees_others):
        return
    if isinstance(viewer, Viewer):
        mine = viewer.organisation_id
        criteria = with_loader_criteria(
            Owned, lambda owned: owned.organisation_id == mine, include_aliases=True
        )
    else:
        criteria = with_loader_criteria(
            Owned, lambda owned: false(), include_aliases=True
        )
    state.statement = state.statement.options(criteria)
