"""The tables by which people are let in: links, sessions, codes, and the lanes of sign-in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Double, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.clock import now
from portal.database.models import Membership, Organisation, User
from portal.database.parts import ROLES, Base, Role, one_of


class Invitation(Base):
    """A one-time link: to join, or for the account of `person` to a new password.

    Without organisation and person it sets the portal up; without an organisation it was
    mailed to the person. `code_hash`: a code is asked for that another person was given.
    `drops_factor`: the person's second factor goes, too.
    """

    __tablename__ = "invitation"
    __table_args__ = (one_of("role", ROLES),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    email: Mapped[str | None] = mapped_column(String(254))
    role: Mapped[Role]
    expires_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    code_hash: Mapped[str | None] = mapped_column(String(64))
    drops_factor: Mapped[bool] = mapped_column(default=False, server_default=false())

    organisation: Mapped[Organisation | None] = relationship()
    made_by: Mapped[User | None] = relationship(foreign_keys=made_by_id)


class Proposal(Base):
    """A regulator that an operator proposes; another operator adds it, or nobody."""

    __tablename__ = "proposal"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    code_hash: Mapped[str] = mapped_column(String(64))
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    proposed_at: Mapped[datetime] = mapped_column(default=now)

    proposed_by: Mapped[User] = relationship()


class Session(Base):
    """A signed-in browser; of the cookie's token only the hash is stored.

    `provider_factor`: the provider has asked for a second factor.
    """

    __tablename__ = "session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    membership_id: Mapped[int] = mapped_column(
        ForeignKey("membership.id", ondelete="CASCADE"), index=True
    )
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    address: Mapped[str] = mapped_column(String(45), default="", server_default="")
    browser: Mapped[str] = mapped_column(String(60), default="", server_default="")
    # None: from before this was written down.
    began_at: Mapped[datetime | None] = mapped_column(default=now)
    provider_factor: Mapped[bool] = mapped_column(default=False, server_default=false())

    membership: Mapped[Membership] = relationship()


class Lane(Base):
    """What sign-ins have used up of a lane's patience (accounts/lanes.py).

    `until`: the second of the epoch at which it has all of it again; then the row goes.
    """

    __tablename__ = "lane"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    until: Mapped[float] = mapped_column(Double, index=True)


class RecoveryCode(Base):
    """A code that stands in for the second factor; the row goes when it is used."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))


class Identity(Base):
    """Whom a provider of OpenID Connect knows, linked with an account here.

    `subject` is the provider's own name for the person; it never changes hands, as
    addresses do.
    """

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    issuer: Mapped[str] = mapped_column(String(500))
    subject: Mapped[str] = mapped_column(String(255))
    linked_at: Mapped[datetime] = mapped_column(default=now)

    user: Mapped[User] = relationship()


class Errand(Base):
    """A way to the provider and back, of one browser, once; the row goes on return.

    `user_id`: who is signed in and wants to link an identity. `link_hash`: the
    invitation that is to be accepted. Neither: somebody wants to sign in.
    """

    __tablename__ = "errand"

    state_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    nonce: Mapped[str] = mapped_column(String(64))
    verifier: Mapped[str] = mapped_column(String(64))
    expires_at: Mapped[datetime] = mapped_column(index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    link_hash: Mapped[str | None] = mapped_column(String(64))
