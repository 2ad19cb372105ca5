"""What the commands about people and organisations have in common: links, consent, words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy import select

from engine.errors import Language, Text, UsageError, fill, message
from portal.accounts import letters, mail, second_factor
from portal.accounts.links import Matter
from portal.accounts.sign_in import Knock, authenticate, tidy_email
from portal.database.models import Membership, Organisation, User
from portal.database.session import PortalSession
from portal.errors import RefusalError
from portal.settings import Settings
from portal.wording.language import catalogue_of


@contextmanager
def in_words() -> Iterator[None]:
    """Tell a refusal as a page would, in the language of the command, and end with 2."""
    try:
        yield
    except RefusalError as refusal:
        zh, en = (
            fill(catalogue_of(language)[refusal.key], refusal.values)
            for language in ("zh", "en")
        )
        raise UsageError("admin.refused", words=Text(zh, en)) from None


def organisation(db: PortalSession, organisation_id: int) -> Organisation:
    """Return an organisation; UsageError where there is none."""
    found = db.get(Organisation, organisation_id)
    if found is None:
        raise UsageError("admin.no-organisation", id=organisation_id)
    return found


def consent(
    db: PortalSession, settings: Settings, email: str | None, new: str
) -> User | None:
    """Ask an operator for the password that says yes to a regulator; return him.

    `new` is the address that is to be let in: never an operator's. UsageError where no
    operator is named, RefusalError where it is none or the password is wrong.
    """
    if email is None:
        raise UsageError("admin.consent-needed")
    refuse_an_operators(db, new)
    password = click.prompt(f"{email}: password", hide_input=True, err=True)
    operator = authenticate(db, settings, email, password, Knock(""))
    if not (operator.is_operator and operator.memberships):
        raise UsageError("admin.no-operator", email=operator.email)
    if second_factor.is_on(operator):
        code = click.prompt(f"{email}: code", err=True)
        second_factor.check(db, settings, operator, code)
    return operator


def refuse_an_operators(db: PortalSession, email: str) -> None:
    """Refuse to let an operator into a regulator: he would read what others hand in."""
    operators = select(User.id).where(User.email == tidy_email(email), User.is_operator)
    if db.scalars(operators).first() is not None:
        raise RefusalError("people.not_an_operator")


def hand_out(
    settings: Settings,
    matter: Matter,
    email: str,
    token: str,
    name: str,
    language: Language,
) -> None:
    """Mail the link of a token where mail is set up, else print it, once it is committed.

    UsageError where the mail server did not take it.
    """
    link = f"{settings.public_url}/invitations/{token}"
    if not mail.is_set(settings):
        said = message(_PRINTED[matter], email=email, organisation=name, link=link)
        click.echo(said.in_language(language))
        return
    sent = letters.send_link(settings, matter, email, link=link, organisation=name)
    if not sent.result():
        raise UsageError("admin.not-mailed", email=email)
    click.echo(message("admin.mailed", email=email).in_language(language))


_PRINTED = {"join": "admin.join-link", "reset": "admin.reset-link"}


def only_membership(
    db: PortalSession, email: str, organisation_id: int | None
) -> Membership:
    """Return a membership of the one account of an e-mail; UsageError for none or several."""
    held = select(Membership).join(User).where(User.email == email)
    if organisation_id is not None:
        held = held.where(Membership.organisation_id == organisation_id)
    members = db.scalars(held.order_by(Membership.organisation_id)).all()
    if not members:
        raise UsageError("admin.nobody", email=email)
    if len({member.user_id for member in members}) > 1:
        organisations = [f"{m.organisation_id} {m.organisation.name}" for m in members]
        raise UsageError("admin.several", email=email, organisations=organisations)
    return members[0]
