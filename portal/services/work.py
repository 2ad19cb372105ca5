"""Who works: what every service is given."""

from __future__ import annotations

from dataclasses import dataclass

from portal import policy, trail
from portal.database.session import PortalSession
from portal.database.tenancy import Viewer
from portal.policy import Action, OfOrganisation
from portal.settings import Settings


@dataclass(frozen=True)
class Work:
    """A person at work: rights, the fenced session of the database, the network address."""

    viewer: Viewer
    db: PortalSession
    settings: Settings
    address: str

    def authorise(self, action: Action, thing: OfOrganisation | None = None) -> None:
        """Raise NotAllowedError or MissingError where the person may not do an action."""
        policy.authorise(self.viewer, action, thing)

    def note(self, action: str, subject: str = "") -> None:
        """Add what is done to the audit trail, in the transaction of the act."""
        trail.record(
            self.db,
            action,
            subject,
            user_id=self.viewer.user_id,
            organisation_id=self.viewer.organisation_id,
            address=self.address,
        )
