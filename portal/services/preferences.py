"""What people choose for themselves."""

from __future__ import annotations

from engine.errors import Language
from portal.database.models import User
from portal.services.work import Work


def choose_language(work: Work, language: Language) -> None:
    """Keep the language in which a person reads; it is no matter of the trail."""
    with work.transaction():
        work.db.get_one(User, work.viewer.user_id).language = language
