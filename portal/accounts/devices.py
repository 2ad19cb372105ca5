"""Remembers the browsers that a person signed in from, by a signed cookie."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256

from itsdangerous import BadData, URLSafeTimedSerializer

from portal.database.models import User
from portal.settings import Settings
from portal.storage.secret_key import secret_key

REMEMBERED_FOR = timedelta(days=180)


def remember(settings: Settings, user: User) -> str:
    """Return the value of a cookie that tells this person's browser from others."""
    return _signer(settings).dumps([user.id, secrets.token_urlsafe(9), mark_of(user)])


def device_of(settings: Settings, user: User, cookie: str) -> str:
    """Return the name of the browser where its cookie is this person's, else "".

    A cookie from before the password was changed is nobody's.
    """
    try:
        user_id, name, mark = _signer(settings).loads(
            cookie, max_age=int(REMEMBERED_FOR.total_seconds())
        )
    except (BadData, ValueError, TypeError):
        return ""
    return str(name) if [user_id, mark] == [user.id, mark_of(user)] else ""


def mark_of(user: User) -> str:
    """Return what changes with the password of an account."""
    return sha256(user.password_hash.encode()).hexdigest()[:16]


def _signer(settings: Settings) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret_key(settings.data), salt="device")
