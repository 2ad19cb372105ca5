"""The working list of cases: filtered, sorted, counted by facets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    cast,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import selectinload

from portal.database.cases import OPEN_STATES, Case, CaseEntry, Enterprise
from portal.database.models import Run
from portal.database.paging import ListPage, paged
from portal.database.session import PortalSession

PER_PAGE = 50
MOST_OF_A_FACET = 12

# What a list can be sorted by; the id makes the order whole.
SORTS: Final[Mapping[str, Sequence[ColumnElement[Any]]]] = {
    "severity": (Case.severity_rank, Case.due_on.asc().nulls_last()),
    "due": (Case.due_on.asc().nulls_last(), Case.severity_rank),
    "own-due": (Case.own_due_on.asc().nulls_last(), Case.severity_rank),
    "moved": (Case.moved_at.desc(),),
    "party": (Case.enterprise_id.asc().nulls_last(), Case.severity_rank),
    "rule": (Case.rule_id, Case.severity_rank),
}


Facets: TypeAlias = Mapping[str, Sequence[tuple[str, int]]]
Neighbours: TypeAlias = tuple[str | None, str | None]


@dataclass(frozen=True)
class Wanted:
    """Which cases to list; "" means any.

    `state` is one, or `work` for those that are open in any way. `owner` is the id of a
    person, or `none`. `run` and `act`: moved by that check in that way. `until`: with
    a day of one's own, or of correction, on that day at the latest. `by_name`: `text` is also
    looked for in what parties are called.
    """

    state: str = ""
    verdict: str = ""
    force: str = ""
    rule: str = ""
    enterprise: str = ""
    battery: str = ""
    owner: str = ""
    run: str = ""
    act: str = ""
    text: str = ""
    until: date | None = None
    by_name: bool = True
    sort: str = "severity"


def listed(db: PortalSession, wanted: Wanted, number: int) -> ListPage[Case]:
    """List one page of the viewer's cases."""
    rows = (
        select(Case)
        .where(*conditions(wanted))
        .options(selectinload(Case.enterprise), selectinload(Case.owner))
        .order_by(*_order(wanted))
    )
    return paged(db, rows, number, PER_PAGE)


def count(db: PortalSession, wanted: Wanted) -> int:
    """Count the viewer's cases of a list."""
    rows = select(func.count()).select_from(Case).where(*conditions(wanted))
    return db.scalar(rows) or 0


def by_state(db: PortalSession) -> Mapping[str, int]:
    """Count the viewer's cases by state."""
    return dict(_counted(db, Case.state, Wanted()))


def facets(db: PortalSession, wanted: Wanted) -> Facets:
    """Count the cases of a list by state, verdict and rule.

    Each facet is counted without its own filter, so that one may change it.
    """
    return {
        "state": _counted(db, Case.state, _without(wanted, "state")),
        "verdict": _counted(db, Case.verdict, _without(wanted, "verdict")),
        "rule": _counted(db, Case.rule_id, _without(wanted, "rule")),
    }


def neighbours(db: PortalSession, wanted: Wanted, case: Case) -> Neighbours:
    """Return the keys of the cases before and after one in a list; None for none."""
    window = {"order_by": _order(wanted)}
    placed = (
        select(
            Case.id,
            func.lag(Case.key).over(**window).label("before"),
            func.lead(Case.key).over(**window).label("after"),
        )
        .where(or_(Case.id == case.id, and_(true(), *conditions(wanted))))
        .subquery()
    )
    row = db.execute(
        select(placed.c.before, placed.c.after).where(placed.c.id == case.id)
    ).one_or_none()
    return (row.before, row.after) if row else (None, None)


def conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Return the conditions on the cases of a list."""
    found: list[ColumnElement[bool]] = []
    if wanted.state == "work":
        found.append(Case.state.in_(OPEN_STATES))
    elif wanted.state:
        found.append(Case.state == wanted.state)
    for column, value in (
        (Case.verdict, wanted.verdict),
        (Case.force, wanted.force),
        (Case.rule_id, wanted.rule),
        (Case.battery_code, wanted.battery),
    ):
        if value:
            found.append(column == value)
    if wanted.enterprise:
        of_it = select(Enterprise.id).where(Enterprise.key == wanted.enterprise)
        found.append(Case.enterprise_id.in_(of_it))
    if wanted.owner == "none":
        found.append(Case.owner_id.is_(None))
    elif wanted.owner:
        # As text: what is no number, or one that no row has, is nobody's.
        found.append(cast(Case.owner_id, String) == wanted.owner)
    if wanted.until:
        found.append(
            or_(Case.correct_by <= wanted.until, Case.own_due_on <= wanted.until)
        )
    if wanted.run:
        found.append(Case.id.in_(_moved_by(wanted.run, wanted.act)))
    if wanted.text:
        found.append(_holds(wanted.text, wanted.by_name))
    return found


def _order(wanted: Wanted) -> tuple[ColumnElement[Any], ...]:
    return (*SORTS.get(wanted.sort, SORTS["severity"]), Case.id.asc())


def _moved_by(run_key: str, act: str) -> Select[tuple[int]]:
    entries = (
        select(CaseEntry.case_id)
        .join(Run, CaseEntry.run_id == Run.id)
        .where(Run.key == run_key)
    )
    return entries.where(CaseEntry.act == act) if act else entries


def _holds(text: str, by_name: bool) -> ColumnElement[bool]:
    """Return the condition that an id or the name of the party holds a text."""
    of_name = select(Enterprise.id).where(
        or_(
            Enterprise.name.icontains(text, autoescape=True),
            Enterprise.name_en.icontains(text, autoescape=True),
            Enterprise.entity_id.icontains(text, autoescape=True),
        )
    )
    return or_(
        Case.battery_code.icontains(text, autoescape=True),
        Case.record_id.icontains(text, autoescape=True),
        Case.finding_id == text.lower(),
        *([Case.enterprise_id.in_(of_name)] if by_name else []),
    )


def _counted(db: PortalSession, column: Any, wanted: Wanted) -> list[tuple[str, int]]:
    rows = (
        select(column, func.count())
        .select_from(Case)
        .where(*conditions(wanted))
        .group_by(column)
        .order_by(func.count().desc(), column)
        .limit(MOST_OF_A_FACET)
    )
    return [(value, count) for value, count in db.execute(rows)]


def _without(wanted: Wanted, name: str) -> Wanted:
    return replace(wanted, **{name: ""})
