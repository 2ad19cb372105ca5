"""The portal: people upload datasets, have them checked and read the findings."""

from __future__ import annotations

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined

from portal import pages
from portal.database.session import open_database, sessions_of
from portal.settings import Settings
from portal.storage.secret_key import secret_key
from portal.trail import access as access_trail
from portal.web import bodies, faults, logs, security, visitor
from portal.wording import language


def create_app(settings: Settings) -> Flask:
    """Build the portal; the order of the last steps matters."""
    app = Flask(__name__)
    _configure(app, settings)
    _open_database(app, settings)
    logs.init_app(app)
    language.init_app(app)
    pages.register(app, settings)
    faults.init_app(app)
    # Registered before the check of form tokens, so that the session is known to it.
    visitor.init_app(app)
    access_trail.init_app(app)
    # Of those who are signed in, before their form is read.
    bodies.init_app(app)
    CSRFProtect(app)
    bodies.require_text(app)
    security.init_app(app, settings)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=secret_key(settings.data),
        TRUSTED_HOSTS=settings.hosts,
        MAX_CONTENT_LENGTH=settings.max_upload_mb * 1_000_000,
        MAX_FORM_MEMORY_SIZE=bodies.MOST_FORM,
        MAX_FORM_PARTS=100,
        SESSION_COOKIE_NAME=_cookie(settings, "packlaw-form"),
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        SEND_FILE_MAX_AGE_DEFAULT=31_536_000,
    )
    app.jinja_options = {
        "trim_blocks": True,
        "lstrip_blocks": True,
        "undefined": StrictUndefined,
    }
    app.extensions["packlaw_settings"] = settings


def _cookie(settings: Settings, name: str) -> str:
    return f"__Host-{name}" if settings.is_https else name


def _open_database(app: Flask, settings: Settings) -> None:
    engine = open_database(settings.database)
    app.extensions["packlaw_sessions"] = sessions_of(engine)
