"""Fence every query of owned rows by who is asking; without an asker, nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import event, false
from sqlalchemy.orm import ORMExecuteState, with_loader_criteria
from sqlalchemy.orm import Session as DatabaseSession

from portal.models import Owned, Role


@dataclass(frozen=True)
class Viewer:
    """Who is asking: a person in a role, working for one organisation."""

    user_id: int
    organisation_id: int
    role: Role
    sees_all: bool = False
    is_operator: bool = False

    @property
    def may_check(self) -> bool:
        return self.role in ("administrator", "editor")

    @property
    def may_invite(self) -> bool:
        return self.role == "administrator"


EVERYTHING: Final = "everything"
"""The viewer of the worker, which serves all organisations and shows nothing."""


def look_as(session: DatabaseSession, viewer: Viewer | str | None) -> None:
    """Say for whom this session reads from now on."""
    session.info["viewer"] = viewer


def fence(session_class: type[DatabaseSession]) -> None:
    """Make every ORM statement of these sessions keep to its viewer's rows."""
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
