"""Bounds: what checks and reports may take, and what waits, for those who run the portal."""

from __future__ import annotations

from flask import Blueprint, render_template

from portal.services import waiting
from portal.settings.bounds import BOUNDS
from portal.web import visitor

pages = Blueprint("bounds", __name__, url_prefix="/bounds")


@pages.get("")
def index() -> str:
    """List the bounds with their values, and how many jobs each organisation has."""
    settings = visitor.settings()
    return render_template(
        "bounds.html",
        bounds=[(bound, getattr(settings, bound.name)) for bound in BOUNDS],
        jobs=waiting.jobs_by_organisation(visitor.work()),
    )
