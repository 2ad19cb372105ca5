"""The pages: one blueprint for each noun in an address."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask, g, request, url_for

from portal.pages import (
    account,
    auth,
    bounds,
    cases,
    custody,
    datasets,
    findings,
    health,
    invitations,
    mappings,
    openid,
    organisations,
    people,
    personal,
    reports,
    rules,
    runs,
    start,
    trail,
)
from portal.pages.numbers import RowNumber
from portal.settings import Settings
from portal.web import visitor
from portal.wording.finding_labels import LABELS


def register(app: Flask, settings: Settings) -> None:
    """Register every blueprint, and what all templates use."""
    nouns = (
        start, cases, auth, openid, invitations, account, people, organisations, datasets,
        mappings,
        runs, reports, findings, custody, rules, trail, bounds, health,
        personal,
    )  # fmt: skip
    app.url_map.converters["int"] = RowNumber
    for noun in nouns:
        app.register_blueprint(noun.pages)

    @app.context_processor
    def _in_templates() -> dict[str, Any]:
        session = g.get("session")
        return {
            **LABELS,
            "viewer": g.get("viewer"),
            "may": visitor.allows,
            "organisation": session and session.membership.organisation.name,
            "max_upload_mb": settings.max_upload_mb,
            "provider": settings.provider,
            "asset": asset,
            "here": start.here,
            "page_address": page_address,
            "refusal": None,
        }


def asset(name: str) -> str:
    """Return the address of a static file, which changes when its content does."""
    return url_for("static", filename=name, v=_mark_of(name))


@cache
def _mark_of(name: str) -> str:
    file = Path(__file__).parents[1] / "static" / name
    return sha256(file.read_bytes()).hexdigest()[:12]


def page_address(page: int) -> str:
    """Return this list's address with another page of it, its filter kept."""
    return f"{request.path}?{urlencode({**request.args, 'page': page})}"
