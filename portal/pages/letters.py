"""The mails that carry one-time links, in both languages."""

from __future__ import annotations

from flask import url_for

from engine.errors import fill
from portal.accounts import mail
from portal.accounts.links import Matter
from portal.web import visitor
from portal.wording.language import LANGUAGES, catalogue_of


def address_of(token: str) -> str:
    """Return the address that a one-time link has for people elsewhere."""
    path = url_for("invitations.show", token=token)
    return visitor.settings().public_url + path


def send_link(matter: Matter, email: str, token: str, **values: object) -> None:
    """Mail the link of a token; `values` are those of the letter."""
    values = {**values, "link": address_of(token)}
    texts = [
        fill(catalogue_of(language)[f"letters.{matter}"], values)
        for language in LANGUAGES
    ]
    subjects = [
        catalogue_of(language)[f"letters.{matter}_subject"] for language in LANGUAGES
    ]
    mail.send(visitor.settings(), email, " / ".join(subjects), "\n\n".join(texts))
