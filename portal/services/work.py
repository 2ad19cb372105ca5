"""Who works: what every service is given."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select

from portal import policy, trail
from portal.database.parts import Keyed
from portal.database.session import PortalSession
from portal.database.tenancy import Viewer
from portal.errors import MissingError
from portal.policy import Action, OfOrganisation
from portal.settings import Settings
from portal.storage.store import Store

Row = TypeVar("Row", bound=Keyed)


@dataclass(frozen=True)
class Work:
    """A person at work: rights, the fenced session of the database, the network address."""

    viewer: Viewer
    db: PortalSession
    settings: Settings
    address: str

    @property
    def store(self) -> Store:
        """The state folder."""
        return Store(self.settings.data)

    def authorise(self, action: Action, thing: OfOrganisation | None = None) -> None:
        """Raise NotAllowedError or MissingError where the person may not do an action."""
        policy.authorise(self.viewer, action, thing)

    def allows(self, action: Action, thing: OfOrganisation | None = None) -> bool:
        """Return whether the person may do an action."""
        return policy.allows(self.viewer, action, thing)

    def find(self, table: type[Row], key: str) -> Row:
        """Return a row by its key; MissingError where the person sees none."""
        found = self.db.scalar(select(table).where(table.key == key))
        if found is None:
            raise MissingError
        return found

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit an act at the end; undo all of it where an error leaves the context."""
        try:
            yield
        except BaseException:
            self.db.rollback()
            raise
        self.db.commit()

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
