"""Makes an account anonymous: who it was is gone, what it did keeps its number."""

from __future__ import annotations

import re
import secrets
from typing import Any, Final

from sqlalchemy import delete, func, select

from portal.accounts import links
from portal.accounts.passwords import hash_password
from portal.database.admission import (
    Errand,
    Identity,
    Invitation,
    Proposal,
    RecoveryCode,
    Session,
)
from portal.database.cases import Case, CaseEntry, CaseFile
from portal.database.models import AuditEntry, Membership, User
from portal.database.session import PortalSession
from portal.trail import record

_ADDRESS: Final = "forgotten-{}@portal.invalid"
# What people wrote into cases, and how much each column holds.
_WORDS: Final = (
    (CaseEntry, CaseEntry.text, 1_000_000),
    (Case, Case.corrector, 200),
    (CaseFile, CaseFile.name, 200),
)


def forget(db: PortalSession, user: User) -> int:
    """Replace the e-mail by the number of the account, and end all that it could do.

    In the words of cases the e-mail gives way as well, but in organisations where another
    account has the same. Returns how many entries of the trail hold the e-mail in their
    words: the trail is a chain, in which nothing is changed. Entries name their author
    by number.
    """
    email, members = user.email, list(user.memberships)
    for membership in members:
        links.void(db, membership.organisation_id, user)
    links.void_resets(db, user)
    by_member = Session.membership_id.in_([membership.id for membership in members])
    for gone in (
        delete(Session).where(by_member),
        delete(RecoveryCode).where(RecoveryCode.user_id == user.id),
        delete(Identity).where(Identity.user_id == user.id),
        delete(Errand).where(Errand.user_id == user.id),
        delete(Membership).where(Membership.user_id == user.id),
    ):
        db.execute(gone.execution_options(synchronize_session=False))
    if _accounts(db, email) == 1:
        # Nobody else here has this address.
        for table in (Invitation, Proposal):
            db.execute(delete(table).where(table.email == email))
    _empty(user)
    _reword(db, user, email)
    record(db, "person-forgotten", str(user.id))
    named = AuditEntry.subject.contains(email, autoescape=True)
    return db.scalar(select(func.count(AuditEntry.id)).where(named)) or 0


def _accounts(db: PortalSession, email: str) -> int:
    return db.scalar(select(func.count(User.id)).where(User.email == email)) or 0


def _empty(user: User) -> None:
    user.email = _ADDRESS.format(user.id)
    user.password_hash = hash_password(secrets.token_hex(32))
    user.is_operator = False
    user.language = user.factor_secret = None
    user.factor_since = user.factor_step = None


def _reword(db: PortalSession, user: User, email: str) -> None:
    """Replace the e-mail in what people wrote into cases, in any case of its letters."""
    others = (
        select(Membership.organisation_id)
        .join(User, Membership.user_id == User.id)
        .where(User.email == email)
    )
    alone = re.compile(rf"(?<![\w.+-]){re.escape(email)}(?![\w-]|\.\w)", re.IGNORECASE)
    tables: tuple[tuple[Any, Any, int], ...] = _WORDS
    for table, column, most in tables:
        rows = select(table).where(
            column.icontains(email, autoescape=True),
            table.organisation_id.not_in(others),
        )
        for row in db.scalars(rows):
            words = alone.sub(user.email, getattr(row, column.key))
            setattr(row, column.key, words[:most])
