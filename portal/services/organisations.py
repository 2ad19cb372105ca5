"""Organisations as operators see them: the remit of regulators, where companies are."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from engine.wording.provinces import PROVINCES
from portal.database.models import Organisation
from portal.database.paging import ListPage, paged
from portal.errors import MissingError, RefusalError
from portal.services.work import Work

MOST_REGIONS = 100
# What the trail says of a remit without bounds.
NATIONWIDE = "CN"
_CODE = re.compile(r"\d\d(\d\d(\d\d)?)?")
_PLACE_OF_ALL = re.compile(r"(?<=\d\d)(00)+$")


@dataclass(frozen=True)
class Reach:
    """The regions, as they were typed, and the roles that an organisation shall have.

    Of a regulator they are its remit, which may be the whole country; of a company,
    where it is and what it does.
    """

    regions: str
    roles: Collection[str]
    is_nationwide: bool = False


def listed(work: Work, number: int) -> ListPage[Organisation]:
    """List one page of all organisations, by name."""
    work.authorise("organisation.change")
    return paged(work.db, select(Organisation).order_by(Organisation.name), number)


def organisation(work: Work, organisation_id: int) -> Organisation:
    """Return an organisation; MissingError where there is none."""
    work.authorise("organisation.change")
    found = work.db.get(Organisation, organisation_id)
    if found is None:
        raise MissingError
    return found


def change_reach(
    work: Work, organisation_id: int, reach: Reach, known: Collection[str]
) -> Organisation:
    """Set regions and roles; `known` are the roles of the vocabulary.

    RefusalError where a region is no code or a role is not known.
    """
    found = organisation(work, organisation_id)
    with work.transaction():
        work.note("organisation-changed", set_reach(found, reach, known))
    return found


def set_reach(found: Organisation, reach: Reach, known: Collection[str]) -> str:
    """Set regions and roles of an organisation; return what the trail says of it.

    RefusalError where a region is no code, a role is not known, or both regions and the
    whole country are named.
    """
    regions = _codes(reach.regions)
    if not set(reach.roles) <= set(known):
        raise RefusalError("organisations.role_form")
    if regions and reach.is_nationwide:
        raise RefusalError("organisations.whole_or_regions")
    found.is_nationwide = reach.is_nationwide and found.kind == "regulator"
    found.regions, found.roles = regions, frozenset(reach.roles)
    whole = [NATIONWIDE] if found.is_nationwide else []
    words = (*whole, *sorted(found.regions), *sorted(found.roles))
    return f"{found.name}: {' '.join(words)}"


def _codes(text: str) -> frozenset[str]:
    """Read codes of regions that stand between blanks or commas of any sort.

    420000 is all of 42, and 420100 all of 4201: they are kept as what they begin.
    """
    codes = frozenset(filter(None, re.split(r"[\s,;，、；]+", text)))
    for code in sorted(codes):
        if not _CODE.fullmatch(code) or code[:2] not in PROVINCES:
            raise RefusalError("organisations.region_form", value=code[:20])
    if len(codes) > MOST_REGIONS:
        raise RefusalError("organisations.regions_many", most=MOST_REGIONS)
    return frozenset(_PLACE_OF_ALL.sub("", code) for code in codes)
