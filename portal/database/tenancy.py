"""Limits every query of owned rows to those its viewer may see; without a viewer, to none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, and_, event, false, or_, select
from sqlalchemy.orm import ORMExecuteState, object_session, with_loader_criteria
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm.interfaces import ORMOption

from portal.database.cases import Case
from portal.database.models import Dataset, IssuedReport, Organisation, Run
from portal.database.parts import Base, Kind, Owned, Role
from portal.database.remit import NOTHING, Remit
from portal.database.submission import Submission


@dataclass(frozen=True)
class Viewer:
    """A person in a role, working for one organisation; what it may do is in policy.py.

    `is_operator`: runs the portal for all organisations. `remit`: of a regulator.
    """

    user_id: int
    organisation_id: int
    kind: Kind
    role: Role
    is_operator: bool = False
    remit: Remit = NOTHING

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


def was_let_through(viewer: Viewer, row: Owned) -> bool:
    """Return whether a row was read through the fence of this viewer."""
    session = object_session(row)
    return session is not None and session.info.get("viewer") == viewer


def _keep_to_viewer(state: ORMExecuteState) -> None:
    viewer = state.session.info.get("viewer")
    if viewer != EVERYTHING:
        state.statement = state.statement.options(*_limits(viewer))


def _limits(viewer: Viewer | None) -> Iterator[ORMOption]:
    """Yield for each table of owned rows the condition on those that are visible."""
    for table in (mapper.class_ for mapper in Base.registry.mappers):
        if issubclass(table, Owned):
            visible = false() if viewer is None else _visible(table, viewer)
            yield with_loader_criteria(table, visible, include_aliases=True)


def _visible(table: type[Owned], viewer: Viewer) -> ColumnElement[bool]:
    own = table.organisation_id == viewer.organisation_id
    if not viewer.sees_others:
        return own
    if issubclass(table, Submission):
        return or_(own, table.regulator_id == viewer.organisation_id)
    if issubclass(table, Dataset):
        return _visible_datasets(viewer)
    if issubclass(table, Run):
        # Who holds a report on a check sees that check, and the one it compares with.
        held = select(IssuedReport.id).where(
            IssuedReport.organisation_id == viewer.organisation_id,
            or_(IssuedReport.run_id == Run.id, IssuedReport.against_id == Run.id),
        )
        seen = select(Dataset.id).where(_visible_datasets(viewer))
        return and_(or_(own, held.exists()), Run.dataset_id.in_(seen))
    if issubclass(table, Case):
        # A case tells what its last check found: it is seen as long as that is.
        seen = select(Dataset.id).where(_visible_datasets(viewer))
        runs = select(Run.id).where(Run.dataset_id.in_(seen))
        return and_(own, table.last_run_id.in_(runs))
    return own


def _visible_datasets(viewer: Viewer) -> ColumnElement[bool]:
    """What a regulator took in itself, and what was submitted to it by who is in its remit."""
    submitted = select(Submission.dataset_id).where(
        Submission.regulator_id == viewer.organisation_id
    )
    covered = select(Organisation.id).where(viewer.remit.clause())
    return or_(
        Dataset.organisation_id == viewer.organisation_id,
        and_(Dataset.id.in_(submitted), Dataset.organisation_id.in_(covered)),
    )
