"""Adds organisations and sets their remit, for who works on the machine."""

from __future__ import annotations

from dataclasses import dataclass

from engine.errors import Language
from portal.accounts import invitations, organisations
from portal.accounts.sign_in import tidy_email
from portal.admin import handing_out
from portal.admin.opening import open_portal, open_settings
from portal.mapping.proposing import words_of
from portal.services.organisations import Reach, set_reach
from portal.trail import record


@dataclass(frozen=True)
class Asked:
    """The organisation that is asked for; `consent`: the operator who says yes."""

    name: str
    kind: str
    administrator: str
    reach: Reach
    consent: str | None


def add(asked: Asked, language: Language) -> None:
    """Add an organisation and hand out the link of its first administrator.

    A regulator needs an operator's consent, by password: whoever has this machine could
    write to the tables as well, so that the rule of two keeps nobody out here who is
    set on it; it keeps one person from doing it by mistake or unseen. UsageError where
    something is wrong; then nothing is added.
    """
    settings = open_settings()
    with open_portal(settings) as (_, db), handing_out.in_words():
        email = tidy_email(asked.administrator)
        operator = None
        if asked.kind == "regulator":
            operator = handing_out.consent(db, settings, asked.consent, email)
        added = organisations.found(db, asked.name, asked.kind)
        known = words_of(settings).vocabulary.roles
        reach = set_reach(added, asked.reach, known)
        maker = operator.id if operator else None
        token = invitations.invite(db, added, email, "administrator", maker)
        record(db, "organisation-added", added.name, user_id=maker)
        record(db, "organisation-changed", reach, user_id=maker)
        record(db, "invited", email, user_id=maker, organisation_id=added.id)
        db.commit()
        handing_out.hand_out(settings, "join", email, token, added.name, language)


def change(organisation_id: int, reach: Reach) -> str:
    """Set the remit of an organisation; return what the trail says of it."""
    settings = open_settings()
    with open_portal(settings) as (_, db), handing_out.in_words():
        found = handing_out.organisation(db, organisation_id)
        said = set_reach(found, reach, words_of(settings).vocabulary.roles)
        record(db, "organisation-changed", said)
        db.commit()
        return said
