"""Adds organisations; a regulator needs two operators, since it sees what others hand in."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import selectinload

from portal.accounts.sessions import hash_token
from portal.accounts.sign_in import tidy_email
from portal.database.admission import Proposal
from portal.database.models import Organisation, User
from portal.database.parts import KINDS, ROLES_OF, Kind, Role
from portal.database.session import PortalSession
from portal.errors import MissingError, NotAllowedError, RefusalError


def found(db: PortalSession, name: str, kind: str) -> Organisation:
    """Add an organisation; RefusalError where its name is taken or not allowed."""
    organisation = Organisation(name=_free_name(db, name), kind=_kind(kind))
    db.add(organisation)
    db.flush()
    return organisation


def refuse_unfit(organisation: Organisation, role: Role) -> None:
    """Raise RefusalError where organisations of this kind have no such role."""
    if role not in ROLES_OF[organisation.kind]:
        raise RefusalError("people.role_form")


def propose(
    db: PortalSession, name: str, email: str, operator_id: int
) -> tuple[Proposal, str]:
    """Propose a regulator; return the proposal, and the code for its administrator.

    The code goes to him from who proposes, the link later from who confirms: neither
    operator can open the regulator alone.
    """
    email = tidy_email(email)
    if _is_an_operators(db, email):
        raise RefusalError("people.not_an_operator")
    code = secrets.token_urlsafe(9)
    proposal = Proposal(
        name=_free_name(db, name),
        email=email,
        code_hash=hash_token(code),
        proposed_by_id=operator_id,
    )
    db.add(proposal)
    db.flush()
    return proposal, code


def confirm(
    db: PortalSession, proposal_id: int, operator_id: int
) -> tuple[Organisation, Proposal]:
    """Add the regulator of a proposal, which goes; not by the operator who made it.

    Another account of the same address is the same operator.
    """
    proposal = find(db, proposal_id)
    operator = db.get_one(User, operator_id)
    if proposal.proposed_by.email == operator.email or proposal.email == operator.email:
        raise NotAllowedError
    db.delete(proposal)
    db.flush()
    return found(db, proposal.name, "regulator"), proposal


def find(db: PortalSession, proposal_id: int) -> Proposal:
    """Return a proposal; MissingError where there is none."""
    proposal = db.get(Proposal, proposal_id)
    if proposal is None:
        raise MissingError
    return proposal


def proposals(db: PortalSession) -> Sequence[Proposal]:
    """Return the proposals that wait for a second operator, oldest first."""
    asked = select(Proposal).options(selectinload(Proposal.proposed_by))
    return db.scalars(asked.order_by(Proposal.id)).all()


def _is_an_operators(db: PortalSession, email: str) -> bool:
    return bool(
        db.scalar(select(exists().where(User.email == email, User.is_operator)))
    )


def _kind(text: str) -> Kind:
    for kind in KINDS:
        if kind == text:
            return kind
    raise RefusalError("people.organisation_form")


def _free_name(db: PortalSession, text: str) -> str:
    name = " ".join(text.split())
    if not 1 <= len(name) <= 200 or not name.isprintable():
        raise RefusalError("people.organisation_form")
    if db.scalar(select(exists().where(Organisation.name == name))):
        raise RefusalError("people.organisation_taken", name=name)
    return name
