"""Reads and queues the reports on a run that people ask for; queueing asks the policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from portal.database.models import IssuedReport, Run
from portal.database.paging import ListPage, paged
from portal.database.parts import OPEN
from portal.database.session import PortalSession, take_turn
from portal.database.tenancy import Viewer
from portal.errors import MissingError, RefusalError
from portal.policy import authorise
from portal.storage.run_folder import RunFolder
from reports.choices import ReportLanguage
from reports.kinds import KINDS

LANGUAGES: tuple[str, ...] = get_args(ReportLanguage)
# The kind that the worker prints with a check.
WITH_CHECK = "inspection"
MOST_WAITING = 20


@dataclass(frozen=True)
class Asked:
    """What a person asks for in the form; "" where nothing was given.

    `party` is the id of a party or its name, `against` the key of an earlier run.
    """

    kind: str = ""
    language: str = ""
    party: str = ""
    against: str = ""


def reports(db: PortalSession, run: Run, page: int) -> ListPage[IssuedReport]:
    """List one page of the reports of a run that the viewer sees, the newest first."""
    listed = (
        select(IssuedReport)
        .where(IssuedReport.run_id == run.id, _compares_with_what_is_seen())
        .options(
            selectinload(IssuedReport.asked_by), selectinload(IssuedReport.against)
        )
        .order_by(IssuedReport.id.desc())
    )
    return paged(db, listed, page)


def report(db: PortalSession, run: Run, key: str) -> IssuedReport:
    """Return a report of a run by its key; MissingError where the viewer sees none."""
    found = db.scalar(
        select(IssuedReport).where(
            IssuedReport.key == key,
            IssuedReport.run_id == run.id,
            _compares_with_what_is_seen(),
        )
    )
    if found is None:
        raise MissingError
    return found


def _compares_with_what_is_seen() -> ColumnElement[bool]:
    """A report tells of the run that it compares with, so the viewer must see both."""
    alone = IssuedReport.against_id.is_(None)
    return or_(alone, IssuedReport.against_id.in_(select(Run.id)))


def earlier_runs(db: PortalSession, run: Run) -> Sequence[Run]:
    """List the runs that a report can compare with, the newest first.

    They are finished, of the same organisation, and for no later day.
    """
    return db.scalars(
        select(Run)
        .where(
            Run.organisation_id == run.organisation_id,
            Run.state == "done",
            Run.id != run.id,
            Run.as_of <= run.as_of,
        )
        .options(selectinload(Run.dataset))
        .order_by(Run.as_of.desc(), Run.id.desc())
    ).all()


def made_with_check(folder: RunFolder, asked: Asked) -> str:
    """Return which file of the check is the report that is asked for; "" for none."""
    is_plain = asked.kind == WITH_CHECK and not (asked.party or asked.against)
    name = f"report-{asked.language}"
    return name if is_plain and name in folder.downloads() else ""


def issue(
    db: PortalSession, viewer: Viewer, run: Run, folder: RunFolder, asked: Asked
) -> tuple[IssuedReport, bool]:
    """Queue a report, and return it with whether it is new.

    The one that was asked for before is returned instead of a second one, unless it
    has failed. NotAllowedError where the viewer may not issue reports, RefusalError
    where the run can give no such report, or too many of the organisation wait.
    """
    authorise(viewer, "report.issue", run)
    wanted = _wanted(db, viewer, run, folder, asked)
    if (found := _same(db, wanted)) is not None:
        return found, False
    _refuse_when_many_wait(db, viewer)
    db.add(added := IssuedReport(**wanted, asked_by_id=viewer.user_id))
    try:
        db.flush()
    except IntegrityError:
        # Somebody asked for it between the two statements.
        db.rollback()
        if (found := _same(db, wanted)) is None:
            raise
        return found, False
    return added, True


def _wanted(
    db: PortalSession, viewer: Viewer, run: Run, folder: RunFolder, asked: Asked
) -> dict[str, object]:
    """Return the columns of what is asked for; RefusalError where that is not to be had."""
    if asked.kind not in KINDS:
        raise RefusalError("reports.kind_form")
    if asked.language not in LANGUAGES:
        raise RefusalError("reports.language_form")
    entity = _party(folder.debtors, asked.party) if asked.party else ""
    if KINDS[asked.kind].of_one_party and not entity:
        raise RefusalError(
            "reports.party_needed" if folder.debtors else "reports.no_party"
        )
    earlier = {one.key: one.id for one in earlier_runs(db, run)}
    if asked.against and asked.against not in earlier:
        raise RefusalError("reports.against_form")
    return {
        "organisation_id": viewer.organisation_id,
        "run_id": run.id,
        "kind": asked.kind,
        "entity": entity,
        "language": asked.language,
        "against_id": earlier.get(asked.against),
    }


def _party(debtors: Mapping[str, Mapping[str, object]], given: str) -> str:
    """Return the id of the party that is meant by an id or a name."""
    if given in debtors:
        return given
    if not debtors:
        raise RefusalError("reports.no_party")
    named = [
        party
        for party, row in debtors.items()
        if given in (row["name"], row["name_en"])
    ]
    if not named:
        raise RefusalError("reports.party_unknown", value=given[:80])
    if len(named) > 1:
        raise RefusalError(
            "reports.party_twice", value=given[:80], ids=", ".join(named)
        )
    return named[0]


def _same(db: PortalSession, wanted: Mapping[str, object]) -> IssuedReport | None:
    return db.scalar(
        select(IssuedReport).filter_by(**wanted).where(IssuedReport.state != "failed")
    )


def _refuse_when_many_wait(db: PortalSession, viewer: Viewer) -> None:
    take_turn(db, viewer.organisation_id)
    waiting = db.scalar(
        select(func.count(IssuedReport.id)).where(
            IssuedReport.organisation_id == viewer.organisation_id,
            IssuedReport.state.in_(OPEN),
        )
    )
    if (waiting or 0) >= MOST_WAITING:
        raise RefusalError("reports.many_wait", most=MOST_WAITING)
