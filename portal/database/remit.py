"""The remit of a regulator: for which companies it is competent."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, String, and_, false, or_, true, type_coerce

from portal.database.models import Organisation


@dataclass(frozen=True)
class Remit:
    """Regions and roles of enterprises; no roles stand for all, no regions for none.

    `regions` are beginnings of codes of GB/T 2260: 42 covers 4201. Whoever is competent
    for the whole country is so because it was said: `is_nationwide`. A company that says
    no region is in the remit of those alone; one that says no role is in the remit of
    those who have every role.
    """

    regions: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    is_nationwide: bool = False

    @property
    def is_said(self) -> bool:
        """Whether there are companies that may be in the remit."""
        return self.is_nationwide or bool(self.regions)

    def covers(self, company: Organisation) -> bool:
        """Return whether a company is in the remit."""
        in_region = self.is_nationwide or any(
            code.startswith(prefix)
            for code in company.regions
            for prefix in self.regions
        )
        return in_region and (not self.roles or bool(self.roles & company.roles))

    def clause(self) -> ColumnElement[bool]:
        """Return the condition on `Organisation` that says the same."""
        regions = type_coerce(Organisation.regions, String)
        roles = type_coerce(Organisation.roles, String)
        beginnings = [regions.contains(f" {code}") for code in sorted(self.regions)]
        words = [
            roles.contains(f" {role} ", autoescape=True) for role in sorted(self.roles)
        ]
        in_region = true() if self.is_nationwide else or_(false(), *beginnings)
        return and_(in_region, or_(*words)) if words else in_region


NOTHING = Remit()
"""The remit of a regulator before anybody has said what it is."""


def remit_of(organisation: Organisation) -> Remit:
    """Return the remit of a regulator."""
    return Remit(
        organisation.regions, organisation.roles, bool(organisation.is_nationwide)
    )
