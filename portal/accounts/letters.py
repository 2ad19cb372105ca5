"""The mails that carry one-time links, in both languages."""

from __future__ import annotations

from concurrent.futures import Future

from engine.errors import fill
from portal.accounts import mail
from portal.accounts.links import Matter
from portal.settings import Settings
from portal.wording.language import LANGUAGES, catalogue_of


def send_link(
    settings: Settings, matter: Matter, email: str, **values: object
) -> Future[bool]:
    """Mail a link; `values` are those of the letter, `link` among them.

    The answer comes to whether the mail server took it.
    """
    texts = [
        fill(catalogue_of(language)[f"letters.{matter}"], values)
        for language in LANGUAGES
    ]
    subjects = [
        catalogue_of(language)[f"letters.{matter}_subject"] for language in LANGUAGES
    ]
    return mail.send(settings, email, " / ".join(subjects), "\n\n".join(texts))
