"""The portal: sign in, hand in a dataset, watch it checked, read what was found."""

from __future__ import annotations

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from portal import faults, language, pages, security, visitor
from portal.database import open_database, sessions_of
from portal.secret_key import secret_key
from portal.settings import Settings


def create_app(settings: Settings) -> Flask:
    """Build the portal, step by step; the order of the last three matters."""
    app = Flask(__name__)
    _configure(app, settings)
    _open_database(app, settings)
    language.speak(app)
    pages.register(app, settings)
    faults.answer_faults(app)
    # A form's token is looked at only once we know who sends it.
    visitor.stand_at_the_door(app)
    CSRFProtect(app)
    security.send_headers(app, settings)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=secret_key(settings.data),
        TRUSTED_HOSTS=settings.hosts,
        MAX_CONTENT_LENGTH=settings.max_upload_mb * 1_000_000,
        MAX_FORM_MEMORY_SIZE=100_000,
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
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count)  # type: ignore[method-assign]


def _cookie(settings: Settings, name: str) -> str:
    return f"__Host-{name}" if settings.is_https else name


def _open_database(app: Flask, settings: Settings) -> None:
    engine = open_database(settings.database)
    app.extensions["packlaw_sessions"] = sessions_of(engine)
