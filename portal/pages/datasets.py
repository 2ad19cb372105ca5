"""Datasets: list, upload, show, submit, and check again for another day."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.errors import DatasetError
from portal.clock import today
from portal.errors import RefusalError
from portal.mapping.days import complete_of
from portal.pages.numbers import page_number
from portal.services import checks, datasets, submissions
from portal.services.checks import StartCheck, start_check
from portal.services.submissions import Submit
from portal.services.uploads import TakeIn, take_in
from portal.web import visitor
from portal.wording.error_text import error_text

pages = Blueprint("datasets", __name__, url_prefix="/datasets")


@pages.get("")
def index() -> str:
    """List the datasets, each with its newest check."""
    work = visitor.work()
    page = datasets.listed(work, page_number())
    return render_template(
        "datasets.html", page=page, latest=checks.latest_of(work, page.rows)
    )


@pages.get("/new")
def new() -> str:
    """Show the form of an upload."""
    return render_template("dataset-new.html", as_of=today(), today=today())


@pages.post("")
def add() -> Response | tuple[str, int]:
    """Take an upload in, and lead to its check or to its mapping."""
    form = request.form
    try:
        asked = TakeIn(
            request.files.getlist("files"),
            read_day(form.get("as_of", "")),
            complete_of(form),
            request.content_length or 0,
        )
        taken = take_in(visitor.work(), asked)
    except RefusalError as refusal:
        return _refused(refusal)
    except DatasetError as fault:
        why = error_text(fault, visitor.settings().data)
        return _refused(RefusalError("datasets.unreadable", why=why))
    if taken.run is None:
        return _ask_for_mapping(taken.dataset.key, asked)
    return redirect(url_for("runs.show", key=taken.run.key))


def _refused(refusal: RefusalError) -> tuple[str, int]:
    """Show the form of an upload again, with why it is refused."""
    page = render_template(
        "dataset-new.html",
        as_of=request.form.get("as_of", ""),
        today=today(),
        refusal=refusal,
    )
    return page, refusal.status


def _ask_for_mapping(key: str, asked: TakeIn) -> Response:
    """Lead to the mapping of an upload, with the days of its form."""
    complete = asked.complete
    given = {"as_of": asked.as_of, "from": complete.start, "until": complete.until}
    days = {name: str(day) for name, day in given.items() if day}
    return redirect(url_for("mappings.edit", key=key, **days))


@pages.get("/<key>")
def show(key: str) -> str:
    """Show a dataset, whom it was submitted to, and its checks."""
    return _page(key)


def _page(key: str, refusal: RefusalError | None = None) -> str:
    work = visitor.work()
    found = datasets.dataset(work, key)
    may_submit = visitor.allows("dataset.submit", found)
    return render_template(
        "dataset.html",
        dataset=found,
        page=checks.of_dataset(work, found, page_number()),
        page_of_checks=lambda page: url_for("datasets.show", key=key, page=page),
        today=today(),
        erasures=datasets.erasures(work, found),
        submitted=submissions.submissions(work, found),
        competent=submissions.competent(work, found) if may_submit else (),
        refusal=refusal,
    )


@pages.post("/<key>/submissions")
def submit(key: str) -> Response | tuple[str, int]:
    """Submit a dataset to a regulator, or show it again with what is wrong."""
    form = request.form
    asked = Submit(key, form.get("regulator", ""), form.get("sure") == "yes")
    try:
        submissions.submit(visitor.work(), asked)
    except RefusalError as refusal:
        if refusal.status != RefusalError.status:
            raise
        return _page(key, refusal), refusal.status
    return redirect(url_for("datasets.show", key=key))


@pages.post("/<key>/runs")
def check(key: str) -> Response:
    """Queue a check of a dataset for a day."""
    asked = StartCheck(key, read_day(request.form.get("as_of", "")))
    started = start_check(visitor.work(), asked)
    return redirect(url_for("runs.show", key=started.key))


def read_day(text: str) -> date:
    """Return a day as forms send it; RefusalError where it is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise RefusalError("datasets.day_form", value=text[:40]) from None
