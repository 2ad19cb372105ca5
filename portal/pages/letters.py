"""One-time links as people elsewhere open them, and their mails."""

from __future__ import annotations

from flask import url_for

from portal.accounts import letters
from portal.accounts.links import Matter
from portal.web import visitor


def address_of(token: str) -> str:
    """Return the address that a one-time link has for people elsewhere."""
    path = url_for("invitations.show", token=token)
    return visitor.settings().public_url + path


def send_link(matter: Matter, email: str, token: str, **values: object) -> None:
    """Mail the link of a token; `values` are those of the letter."""
    link = address_of(token)
    letters.send_link(visitor.settings(), matter, email, link=link, **values)
