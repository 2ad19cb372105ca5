"""Working on cases: moves, words, files, owners and days, one by one or many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.cases import listing
from portal.cases.listing import Facets, Neighbours, Wanted
from portal.cases.moves import MOVES, REASONS, Move, is_own_decision
from portal.clock import now, today
from portal.database.cases import Case, CaseEntry, CaseFile
from portal.database.models import Membership, User
from portal.database.paging import ListPage, paged
from portal.database.session import take_turn
from portal.errors import MissingError, RefusalError
from portal.services.room import refuse_when_full
from portal.services.work import Work
from portal.storage.attachments import Attachment

MOST_TEXT = 4_000
MOST_AT_ONCE = 500
MOST_NAME = 200


@dataclass(frozen=True)
class CaseInput:
    """What a person gives with a move or a comment; "" where nothing was given."""

    text: str = ""
    reason: str = ""
    corrector: str = ""
    day: date | None = None
    file: Attachment | None = None


@dataclass(frozen=True)
class CaseList:
    """One page of a list of cases, and the counts by which it can be narrowed."""

    page: ListPage[Case]
    facets: Facets


def listed(work: Work, wanted: Wanted, number: int) -> CaseList:
    """List one page of the organisation's cases."""
    work.authorise("case.read")
    wanted = _by_name(work, wanted)
    return CaseList(
        listing.listed(work.db, wanted, number), listing.facets(work.db, wanted)
    )


def neighbours(work: Work, wanted: Wanted, case: Case) -> Neighbours:
    """Return the keys of the cases before and after one in a list; None for none."""
    return listing.neighbours(work.db, _by_name(work, wanted), case)


def case_of(work: Work, key: str) -> Case:
    """Return a case by its key; MissingError where the person sees none."""
    work.authorise("case.read")
    return work.find(Case, key)


def cases_of(work: Work, keys: Sequence[str]) -> list[Case]:
    """Return cases in the order of their keys, each once; MissingError as of `case_of`."""
    work.authorise("case.read")
    wanted = list(dict.fromkeys(keys))
    rows = select(Case).where(Case.key.in_(wanted))
    rows = rows.options(selectinload(Case.enterprise))
    found = {case.key: case for case in work.db.scalars(rows)}
    if len(found) < len(wanted):
        raise MissingError
    return [found[key] for key in wanted]


def entries_of(work: Work, case: Case, number: int) -> ListPage[CaseEntry]:
    """List one page of what was said of a case and done with it, the newest first."""
    rows = (
        select(CaseEntry)
        .where(CaseEntry.case_id == case.id)
        .options(
            selectinload(CaseEntry.user),
            selectinload(CaseEntry.run),
            selectinload(CaseEntry.from_organisation),
            selectinload(CaseEntry.files),
        )
        .order_by(CaseEntry.id.desc())
    )
    return paged(work.db, rows, number)


def owners_in(work: Work, entries: Sequence[CaseEntry]) -> Mapping[str, str]:
    """Return the addresses of those whom entries made owners, by what the entries hold."""
    texts = {entry.text for entry in entries if entry.act == "assigned"}
    ids = [int(text) for text in texts if text.isdecimal()]
    rows = work.db.execute(select(User.id, User.email).where(User.id.in_(ids)))
    return {str(user_id): email for user_id, email in rows}


def take_file(work: Work, case_key: str, key: str) -> CaseFile:
    """Return a file of a case, and enter that it was taken; MissingError for none.

    NotAllowedError for who may not see personal data: anything may stand in a file.
    """
    work.authorise("personal.read")
    case = case_of(work, case_key)
    found = work.db.scalar(
        select(CaseFile)
        .join(CaseEntry, CaseEntry.id == CaseFile.entry_id)
        .where(CaseFile.key == key, CaseEntry.case_id == case.id)
    )
    if found is None:
        raise MissingError
    with work.transaction():
        work.note("case-file-downloaded", f"{case.key} {found.key}")
    return found


def move(work: Work, key: str, name: str, given: CaseInput) -> Case:
    """Make one move with a case.

    NotAllowedError where the person may not, RefusalError where the case is in another
    state, the person has decided it already, or something is not given.
    """
    wanted = _known(name)
    with work.transaction():
        take_turn(work.db, work.viewer.organisation_id)
        case = case_of(work, key)
        _move(work, case, wanted, given)
        _keep_in_bounds(work, given)
    return case


def move_many(work: Work, keys: Sequence[str], name: str, given: CaseInput) -> int:
    """Make one move with many cases, all or none; return how many.

    Each has an entry of its own. Errors as of `move`, where any of them is refused.
    """
    if not keys or len(keys) > MOST_AT_ONCE:
        raise RefusalError("cases.many", most=MOST_AT_ONCE)
    wanted = _known(name)
    with work.transaction():
        take_turn(work.db, work.viewer.organisation_id)
        chosen = cases_of(work, keys)
        for case in chosen:
            _move(work, case, wanted, given)
        _keep_in_bounds(work, given)
    return len(chosen)


def comment(work: Work, key: str, given: CaseInput) -> None:
    """Add words, or a file, to a case; they stay in the organisation."""
    case = case_of(work, key)
    work.authorise("case.comment", case)
    if not given.text.strip() and given.file is None:
        raise RefusalError("cases.text_needed")
    with work.transaction():
        _enter(work, case, "comment", CaseInput(text=given.text, file=given.file))
        _keep_in_bounds(work, given)
        work.note("case-commented", case.key)


def assign(work: Work, key: str, person: str) -> None:
    """Give a case an owner: the id of a person of the organisation, or "" for nobody."""
    case = case_of(work, key)
    work.authorise("case.comment", case)
    owner = next((p for p in people(work) if str(p.id) == person), None)
    if person and owner is None:
        raise RefusalError("cases.person_form")
    with work.transaction():
        case.owner_id = owner.id if owner else None
        # By number, so that who is forgotten is so here.
        _enter(work, case, "assigned", CaseInput(text=str(owner.id) if owner else ""))
        work.note("case-assigned", f"{case.key} {person}")


def set_day(work: Work, key: str, day: date | None) -> None:
    """Set the day until which the organisation wants a case done; None for none."""
    case = case_of(work, key)
    work.authorise("case.comment", case)
    with work.transaction():
        case.own_due_on = day
        _enter(work, case, "due-day", CaseInput(day=day))
        work.note("case-due-day", f"{case.key} {day or ''}")


def people(work: Work) -> Sequence[User]:
    """List the people of the organisation who may work on cases, by address."""
    return work.db.scalars(
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.organisation_id == work.viewer.organisation_id,
            Membership.role.not_in(("reader", "auditor")),
        )
        .order_by(User.email)
    ).all()


def _by_name(work: Work, wanted: Wanted) -> Wanted:
    """Look for no name where the person may not see names: looking would find them out."""
    return wanted if work.allows("personal.read") else replace(wanted, by_name=False)


def _known(name: str) -> Move:
    if name not in MOVES:
        raise MissingError
    return MOVES[name]


def _move(work: Work, case: Case, wanted: Move, given: CaseInput) -> None:
    """Make a move, and enter it with the case and on the trail."""
    work.authorise(wanted.action, case)
    if case.state not in wanted.sources:
        raise RefusalError("cases.state_form", state=case.state)
    if is_own_decision(work.viewer, wanted, case):
        raise RefusalError("cases.another_person")
    given = _asked(wanted, given)
    _require(wanted, given)
    entry = _enter(work, case, wanted.name, given, wanted.target)
    case.state, case.moved_at = wanted.target, entry.at
    if wanted.action == "case.judge":
        case.decided_by_id = work.viewer.user_id
    if "corrector" in wanted.asks:
        case.corrector, case.correct_by = given.corrector.strip(), given.day
    work.note("case-moved", f"{case.key} {wanted.name}")


def _asked(wanted: Move, given: CaseInput) -> CaseInput:
    """Keep of what was given what a move asks for; words and a file go with every move."""
    return CaseInput(
        text=given.text,
        reason=given.reason if "reason" in wanted.asks else "",
        corrector=given.corrector if "corrector" in wanted.asks else "",
        day=given.day if "day" in wanted.asks else None,
        file=given.file,
    )


def _require(wanted: Move, given: CaseInput) -> None:
    """Raise RefusalError where a move asks for something that is not given."""
    if "text" in wanted.asks and not given.text.strip():
        raise RefusalError("cases.text_needed")
    if "reason" in wanted.asks and given.reason not in REASONS:
        raise RefusalError("cases.reason_form")
    if "corrector" in wanted.asks and not 0 < len(given.corrector.strip()) <= MOST_NAME:
        raise RefusalError("cases.corrector_needed")
    if "day" in wanted.asks and (given.day is None or given.day < today()):
        raise RefusalError("cases.day_needed")


def _enter(
    work: Work, case: Case, act: str, given: CaseInput, after: str | None = None
) -> CaseEntry:
    """Add an entry to a case, with its file, if there is one."""
    if len(given.text) > MOST_TEXT:
        raise RefusalError("cases.text_long", most=MOST_TEXT)
    entry = CaseEntry(
        organisation_id=case.organisation_id,
        case_id=case.id,
        act=act,
        at=now(),
        user_id=work.viewer.user_id,
        state_before=case.state,
        state_after=after or case.state,
        reason=given.reason or None,
        text=_words(given),
        day=given.day,
    )
    if given.file is not None:
        entry.files = [
            CaseFile(
                organisation_id=case.organisation_id,
                name=given.file.name,
                media_type=given.file.media_type,
                content_hash=given.file.content_hash,
                size_bytes=given.file.size_bytes,
            )
        ]
    work.db.add(entry)
    return entry


def _keep_in_bounds(work: Work, given: CaseInput) -> None:
    """Raise RefusalError where files that an act added exceed what may be kept."""
    if given.file is not None:
        work.db.flush()
        refuse_when_full(work, 0)


def _words(given: CaseInput) -> str:
    parts = (given.corrector.strip(), given.text.strip())
    return "\n".join(part for part in parts if part)
