"""Entering, joining and linking by a provider of OpenID Connect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hmac import compare_digest

from portal import trail
from portal.accounts import identities, invitations, links, provider
from portal.accounts.provider import Known
from portal.accounts.sign_in import Knock, prove
from portal.database.admission import Errand, Invitation
from portal.database.models import Membership, User
from portal.database.session import PortalSession
from portal.errors import RefusalError
from portal.settings import Settings


@dataclass(frozen=True)
class Door:
    """Who stands at the door, signed in or not; `back` is where the provider sends to."""

    db: PortalSession
    settings: Settings
    knock: Knock
    back: str
    member: Membership | None

    @property
    def person(self) -> User | None:
        """The person who is signed in."""
        return self.member.user if self.member else None

    def note(self, action: str, subject: str) -> None:
        """Add what is done to the audit trail, in the transaction of the act."""
        trail.record(
            self.db,
            action,
            subject,
            user_id=self.member.user_id if self.member else None,
            organisation_id=self.member.organisation_id if self.member else None,
            address=self.knock.address,
        )


@dataclass(frozen=True)
class Away:
    """The address at the provider that a browser goes to, and the state it comes with."""

    address: str
    state: str


@dataclass(frozen=True)
class Came:
    """Whom the provider let in; `membership` is None where an account was linked."""

    membership: Membership | None
    known: Known


def to_enter(door: Door) -> Away:
    """Begin a sign-in; RefusalError where the provider does not answer."""
    return _away(door)


def to_join(door: Door, token: str, code: str) -> Away:
    """Begin to accept an invitation; LinkOverError where it is over."""
    with _undone(door):
        link = links.find(door.db, token)
        invitations.refuse_wrong_code(link, code)
        return _away(door, link=link)


def to_link(door: Door, password: str) -> Away:
    """Begin to link the account of who gives its password, where it has one."""
    person = door.person
    assert person is not None
    with _undone(door):
        if person.password_hash:
            prove(door.db, door.settings, person, password, door.knock)
        return _away(door, user=person)


def come_back(door: Door, state: str, answer: Mapping[str, str]) -> Came:
    """Take up what the provider sends a browser back with, whose errand had `state`.

    RefusalError where it is not this browser's, or was used, or opens nothing.
    """
    with _undone(door):
        came = answer.get("state", "")
        if not state or not compare_digest(state.encode(), came.encode()):
            raise RefusalError("openid.stale")
        errand = identities.finish(door.db, state)
        known = provider.who_came(door.settings, errand, answer, door.back)
        if errand.user_id is not None:
            return _link(door, errand, known)
        if errand.link_hash is not None:
            return _join(door, errand.link_hash, known)
        return _enter(door, known)


def part(door: Door, identity_id: int) -> None:
    """Part the account of the person from an identity."""
    person = door.person
    assert person is not None
    gone = identities.unlink(door.db, person, identity_id)
    door.note("identity-unlinked", gone.issuer)
    door.db.commit()


def _away(
    door: Door, *, user: User | None = None, link: Invitation | None = None
) -> Away:
    address = door.knock.address
    errand, state = identities.begin(door.db, address, user=user, link=link)
    return Away(provider.way_to(door.settings, errand, state, door.back), state)


def _link(door: Door, errand: Errand, known: Known) -> Came:
    person = door.person
    if person is None or person.id != errand.user_id:
        raise RefusalError("openid.stale")
    identities.link(door.db, person, known)
    door.note("identity-linked", known.issuer)
    door.db.commit()
    return Came(None, known)


def _join(door: Door, link_hash: str, known: Known) -> Came:
    if not known.email:
        raise RefusalError("openid.unverified", name=door.settings.provider)
    invitation = links.of_hash(door.db, link_hash)
    membership = invitations.accept_known(door.db, invitation, known)
    door.note("invitation-accepted", membership.organisation.name)
    return Came(membership, known)


def _enter(door: Door, known: Known) -> Came:
    user = identities.account_of(door.db, known)
    if user is None:
        raise RefusalError("openid.unknown", name=door.settings.provider)
    if not user.memberships:
        raise RefusalError("accounts.no_organisation")
    return Came(user.memberships[0], known)


@contextmanager
def _undone(door: Door) -> Iterator[None]:
    """Leave nothing of what is refused, so that others can write meanwhile."""
    try:
        yield
    except RefusalError:
        door.db.rollback()
        raise
