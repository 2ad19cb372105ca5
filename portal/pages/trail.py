"""The trail: who did what, for administrators and auditors."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from flask import Blueprint, render_template, request

from portal.pages.numbers import page_number
from portal.personal.masked import masks
from portal.services.trail import WantedEntries, actions, entries, people
from portal.trail.tables import AuditEntry
from portal.web import visitor
from portal.wording.language import catalogue_of, say

IDS = range(1, 2**31)
"""The numbers that a person may have: what a column of the database holds."""

pages = Blueprint("trail", __name__, url_prefix="/trail")


@pages.get("")
def index() -> str:
    """List the entries that the viewer may see, filtered."""
    work, wanted = visitor.work(), _wanted()
    return render_template(
        "trail.html",
        page=entries(work, wanted, page_number()),
        wanted=wanted,
        people=people(work),
        actions=actions(work),
    )


@pages.app_template_filter("action_words")
def words_of(action: str) -> str:
    """Say an action in words; one that has none is shown as it is."""
    key = f"actions.{action}"
    return say(key) if key in catalogue_of("en") else action


@pages.app_template_filter("told_subject")
def subject_of(entry: AuditEntry) -> str:
    """Return what an entry is about, masked where it names a party that is a person."""
    is_told = visitor.allows("personal.read") or entry.action != "report-issued"
    if is_told:
        return entry.subject
    *named, last = entry.subject.split(" ")
    words = (
        *named[:4],
        *map(masks(visitor.settings().data).stranger, (*named[4:], last)),
    )
    return " ".join(words)


def _wanted() -> WantedEntries:
    day, person = None, request.args.get("person", 0, type=int)
    with suppress(ValueError):
        day = date.fromisoformat(request.args.get("day", ""))
    # The first and the last day there is begin or end outside of time elsewhere.
    is_whole = day is not None and date.min < day < date.max
    return WantedEntries(
        day if is_whole else None,
        person if person in IDS else None,
        request.args.get("action", "")[:60] or None,
    )
