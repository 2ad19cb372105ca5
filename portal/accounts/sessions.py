"""Keep who is signed in on the server, so that a session can be ended from here."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import select, update

from portal.clock import now
from portal.database import PortalSession
from portal.models import Membership, Organisation, Session, User
from portal.settings import Settings
from portal.tenancy import Viewer

# Writing the last sight of every single request would only wear the database.
SIGHT_INTERVAL = timedelta(minutes=1)


def hash_token(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def begin(db: PortalSession, settings: Settings, membership: Membership) -> str:
    """Begin a session and return the token for its cookie."""
    token = secrets.token_urlsafe(32)
    moment = now()
    db.add(
        Session(
            token_hash=hash_token(token),
            membership_id=membership.id,
            seen_at=moment,
            expires_at=moment + timedelta(hours=settings.session_hours),
        )
    )
    return token


def find(db: PortalSession, settings: Settings, token: str) -> Session | None:
    """Find the living session of a token and note that it was seen."""
    session = db.scalar(select(Session).where(Session.token_hash == hash_token(token)))
    moment = now()
    if session is None or not _is_alive(session, settings, moment):
        return None
    if moment - session.seen_at > SIGHT_INTERVAL:
        session.seen_at = moment
        db.commit()
    return session


def end(session: Session) -> None:
    session.revoked_at = now()


def end_all(db: PortalSession, user: User) -> None:
    """End every session of a person, on every device."""
    memberships = select(Membership.id).where(Membership.user_id == user.id)
    db.execute(
        update(Session)
        .where(Session.membership_id.in_(memberships), Session.revoked_at.is_(None))
        .values(revoked_at=now())
    )


def viewer_of(session: Session) -> Viewer:
    """Say what the person of this session may see, as things stand this moment."""
    membership = session.membership
    organisation: Organisation = membership.organisation
    return Viewer(
        user_id=membership.user_id,
        organisation_id=organisation.id,
        role=membership.role,
        sees_all=organisation.kind == "regulator",
        is_operator=membership.user.is_operator,
    )


def _is_alive(session: Session, settings: Settings, moment: datetime) -> bool:
    idle_until = session.seen_at + timedelta(minutes=settings.session_idle_minutes)
    return session.revoked_at is None and moment < min(session.expires_at, idle_until)
