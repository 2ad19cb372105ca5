"""Asks for reports on a check, and reads those that people asked for."""

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
from portal.database.session import take_turn
from portal.errors import MissingError, RefusalError
from portal.services.results import Result, result
from portal.services.work import Work
from reports.choices import ReportLanguage
from reports.kinds import KINDS

LANGUAGES: tuple[str, ...] = get_args(ReportLanguage)
# The kind that the worker prints with a check.
WITH_CHECK = "inspection"
MOST_WAITING = 20


@dataclass(frozen=True)
class IssueReport:
    """What is asked for, on a check by its key; "" where nothing was given.

    `party` is the id of a party or its name, `against` the key of an earlier check.
    """

    run: str
    kind: str = ""
    language: str = ""
    party: str = ""
    against: str = ""


@dataclass(frozen=True)
class Issued:
    """What there is now: a report, or the file that was printed with the check.

    `with_check` is the name of that file, "" where it is none. `is_new`: the report was
    not there before.
    """

    run: Run
    report: IssuedReport | None
    is_new: bool = False
    with_check: str = ""


def reports(work: Work, run: Run, page: int) -> ListPage[IssuedReport]:
    """List one page of the reports of a check that the person sees, the newest first."""
    listed = (
        select(IssuedReport)
        .where(IssuedReport.run_id == run.id, _compares_with_what_is_seen())
        .options(
            selectinload(IssuedReport.asked_by), selectinload(IssuedReport.against)
        )
        .order_by(IssuedReport.id.desc())
    )
    return paged(work.db, listed, page)


def report(work: Work, run: Run, key: str) -> IssuedReport:
    """Return a report of a run by its key; MissingError where the viewer sees none."""
    found = work.db.scalar(
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


def earlier_runs(work: Work, run: Run) -> Sequence[Run]:
    """List the runs that a report can compare with, the newest first.

    They are finished, of the same organisation, and for no later day.
    """
    return work.db.scalars(
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


def issue(work: Work, asked: IssueReport) -> Issued:
    """Queue a report, unless there is such a one already, or the check has printed it.

    One that has failed does not count. NotAllowedError where the person may not issue
    reports, RefusalError where the check can give no such report, or too many of the
    organisation wait.
    """
    found = result(work, asked.run)
    work.authorise("report.issue", found.run)
    if made := _made_with_check(found, asked):
        return Issued(found.run, None, with_check=made)
    with work.transaction():
        wanted = _wanted(work, found, asked)
        if (same := _same(work, wanted)) is not None:
            return Issued(found.run, same)
        _refuse_when_many_wait(work)
        return _add(work, found.run, wanted)


def _made_with_check(found: Result, asked: IssueReport) -> str:
    """Return which file of the check is the report that is asked for; "" for none."""
    is_plain = asked.kind == WITH_CHECK and not (asked.party or asked.against)
    name = f"report-{asked.language}"
    return name if is_plain and name in found.folder.downloads() else ""


def _add(work: Work, run: Run, wanted: Mapping[str, object]) -> Issued:
    added = IssuedReport(**wanted, asked_by_id=work.viewer.user_id)
    work.db.add(added)
    try:
        work.db.flush()
    except IntegrityError:
        # Somebody asked for it between the two statements.
        work.db.rollback()
        if (same := _same(work, wanted)) is None:
            raise
        return Issued(run, same)
    work.note("report-issued", _described(run, added))
    return Issued(run, added, is_new=True)


def _described(run: Run, report: IssuedReport) -> str:
    against = report.against.key if report.against else ""
    parts = run.key, report.key, report.kind, report.language, report.entity, against
    return " ".join(filter(None, parts))


def _wanted(work: Work, found: Result, asked: IssueReport) -> dict[str, object]:
    """Return the columns of what is asked for; RefusalError where that is not to be had."""
    if asked.kind not in KINDS:
        raise RefusalError("reports.kind_form")
    if asked.language not in LANGUAGES:
        raise RefusalError("reports.language_form")
    debtors = found.folder.debtors
    entity = _party(debtors, asked.party) if asked.party else ""
    if KINDS[asked.kind].of_one_party and not entity:
        raise RefusalError("reports.party_needed" if debtors else "reports.no_party")
    earlier = {one.key: one.id for one in earlier_runs(work, found.run)}
    if asked.against and asked.against not in earlier:
        raise RefusalError("reports.against_form")
    return {
        "organisation_id": work.viewer.organisation_id,
        "run_id": found.run.id,
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


def _same(work: Work, wanted: Mapping[str, object]) -> IssuedReport | None:
    return work.db.scalar(
        select(IssuedReport).filter_by(**wanted).where(IssuedReport.state != "failed")
    )


def _refuse_when_many_wait(work: Work) -> None:
    mine = work.viewer.organisation_id
    take_turn(work.db, mine)
    waiting = work.db.scalar(
        select(func.count(IssuedReport.id)).where(
            IssuedReport.organisation_id == mine,
            IssuedReport.state.in_(OPEN),
        )
    )
    if (waiting or 0) >= MOST_WAITING:
        raise RefusalError("reports.many_wait", most=MOST_WAITING)
