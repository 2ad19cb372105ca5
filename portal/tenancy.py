"""Limits every query of owned rows to those its viewer may see; without a viewer, to none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import event, false
from sqlalchemy.orm import ORMExecuteState, with_loader_criteria
from sqlalchemy.orm import Session as DatabaseSession

from portal.table_parts import Owned, Role


@dataclass(frozen=True)
class Viewer:
    """A person in a role, working for one organisation.

    `sees_all`: the rows of all organisations are visible. `is_operator`: may add
    organisations.
    """

    user_id: int
    organisation_id: int
    role: Role
    sees_all: bool = False
    is_operator: bool = False

    @property
    def may_check(self) -> bool:
        """Whether the role may upload datasets and have them checked."""
        return self.role in ("administrator", "editor")

    @property
    def may_invite(self) -> bool:
        """Whether the role may invite and remove people."""
        return self.role == "administrator"


EVERYTHING: Final = "everything"
"""The viewer of the worker, which works for all organisations and shows no pages."""


def set_viewer(session: DatabaseSession, viewer: Viewer | str | None) -> None:
    """Set the viewer whose rows the session reads from now on; None sees none."""
    session.info["viewer"] = viewer


def fence(session_class: type[DatabaseSession]) -> None:
    """Limit every ORM statement of sessions of this class to the viewer's rows."""
    event.listen(session_class, "do_orm_execute", _keep_to_viewer)


def _keep_to_viewer(state: ORMExecuteState) -> None:
    viewer = state.session.info.get("viewer")
    if viewer == EVERYTHING or (isinstance(viewer, Viewer) and viewer.sees_all):
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
