"""The remit of a regulator: for which companies it is competent."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, String, and_, or_, true, type_coerce

from portal.database.models import Organisation


@dataclass(frozen=True)
class Remit:
    """Regions and roles of enterprises; none stands for all.

    `regions` are beginnings of codes of GB/T 2260: 42 covers 4201. A company that says
    no region is in the remit of those alone that are competent for the whole country,
    and so with roles.
    """

    regions: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()

    def covers(self, company: Organisation) -> bool:
        """Return whether a company is in the remit."""
        in_region = not self.regions or any(
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
        return and_(
            true(),
            *(
                or_(*alternatives)
                for alternatives in (beginnings, words)
                if alternatives
            ),
        )


WHOLE_COUNTRY = Remit()
"""The remit of who is competent everywhere and for every role."""


def remit_of(organisation: Organisation) -> Remit:
    """Return the remit of a regulator."""
    return Remit(organisation.regions, organisation.roles)
