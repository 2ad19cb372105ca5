"""Sessions, kept on the server so that they can be ended there."""

from __future__ import annotations

import logging
import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import selectinload

from portal.clock import now
from portal.database.admission import Session
from portal.database.models import Membership, Organisation, User
from portal.database.remit import remit_of
from portal.database.session import PortalSession
from portal.database.tenancy import Viewer
from portal.settings import Settings

log = logging.getLogger("packlaw.portal")

# `seen_at` is written at most this often, to spare the database a write a request.
SIGHT_INTERVAL = timedelta(minutes=1)
# Sessions that are over tell from which addresses a person signs in (sign_in.py).
KEPT_FOR = timedelta(days=90)
# In this order: most browsers claim to be others as well.
BROWSERS = (
    ("MicroMessenger", "WeChat"), ("Edg", "Edge"), ("Firefox", "Firefox"),
    ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iOS"), ("Windows", "Windows"),
    ("Mac OS", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


def hash_token(token: str) -> str:
    """Return the hash under which a token is stored."""
    return sha256(token.encode()).hexdigest()


def begin(
    db: PortalSession,
    settings: Settings,
    membership: Membership,
    address: str = "",
    browser: str = "",
    *,
    provider_factor: bool = False,
) -> str:
    """Add a session and return the token for its cookie.

    `address` is that of the network, `browser` what the browser says that it is;
    `provider_factor`: the provider has asked for a second factor. Ends that are too old
    to tell of a known address are cleared away.
    """
    token = secrets.token_urlsafe(32)
    moment = now()
    db.execute(delete(Session).where(Session.expires_at < moment - KEPT_FOR))
    db.add(
        Session(
            address=address,
            browser=browser_name(browser),
            token_hash=hash_token(token),
            membership_id=membership.id,
            seen_at=moment,
            provider_factor=provider_factor,
            expires_at=moment + timedelta(hours=settings.session_hours),
        )
    )
    return token


def viewer_of_open(db: PortalSession, settings: Settings, token: str) -> Viewer | None:
    """Return the viewer of a token's session, if it has not ended; writes nothing."""
    session = _find(db, settings, token)
    return viewer_of(session) if session else None


def find(db: PortalSession, settings: Settings, token: str) -> Session | None:
    """Return the session of a token and write `seen_at`; None where it has ended."""
    session, moment = _find(db, settings, token), now()
    if session is None:
        return None
    if moment - session.seen_at > SIGHT_INTERVAL:
        _note_sight(db, session, moment)
    return session


def _note_sight(db: PortalSession, session: Session, moment: datetime) -> None:
    """Write when a session was last used; a page is shown even where that cannot be."""
    try:
        session.seen_at = moment
        db.commit()
    except OperationalError:
        log.warning("The sight of a session could not be written.", exc_info=True)
        db.rollback()


def end(session: Session) -> None:
    """End a session."""
    session.revoked_at = now()


def end_all(db: PortalSession, user: User) -> None:
    """End every session of a person, on every device."""
    memberships = select(Membership.id).where(Membership.user_id == user.id)
    db.execute(
        update(Session)
        .where(Session.membership_id.in_(memberships), Session.revoked_at.is_(None))
        .values(revoked_at=now())
    )


def open_ones(db: PortalSession, settings: Settings, user: User) -> list[Session]:
    """Return the sessions of a person that have not ended, the one seen last first."""
    found = db.scalars(
        select(Session)
        .join(Membership)
        .where(Membership.user_id == user.id, Session.revoked_at.is_(None))
        .options(selectinload(Session.membership).selectinload(Membership.organisation))
        .order_by(Session.seen_at.desc())
    )
    return [session for session in found if _is_alive(session, settings, now())]


def browser_name(text: str) -> str:
    """Return browser and system of a User-Agent header as people name them, or ""."""
    names = (
        next((name for sign, name in known if sign in text), "")
        for known in (BROWSERS, SYSTEMS)
    )
    return ", ".join(filter(None, names))


def viewer_of(session: Session) -> Viewer:
    """Return the viewer of a session, with the role its membership has now."""
    membership = session.membership
    organisation: Organisation = membership.organisation
    return Viewer(
        user_id=membership.user_id,
        organisation_id=organisation.id,
        kind=organisation.kind,
        role=membership.role,
        is_operator=membership.user.is_operator,
        remit=remit_of(organisation),
    )


def _find(db: PortalSession, settings: Settings, token: str) -> Session | None:
    session = db.scalar(select(Session).where(Session.token_hash == hash_token(token)))
    is_alive = session is not None and _is_alive(session, settings, now())
    return session if is_alive else None


def _is_alive(session: Session, settings: Settings, moment: datetime) -> bool:
    idle_until = session.seen_at + timedelta(minutes=settings.session_idle_minutes)
    return session.revoked_at is None and moment < min(session.expires_at, idle_until)
