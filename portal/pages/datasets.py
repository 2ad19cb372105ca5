"""Datasets: list, upload, show, and check again for another day."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.errors import DatasetError
from engine.files.names import one_line
from engine.rulebook.model import Completeness
from portal.clock import today
from portal.database.models import Dataset
from portal.errors import RefusalError
from portal.mapping.days import complete_of
from portal.mapping.kept import use_fitting
from portal.pages.numbers import page_number
from portal.services import checks, submissions
from portal.services.checking import StartCheck, start_check
from portal.services.submissions import Submit
from portal.storage.intake import store_upload
from portal.web import visitor
from portal.wording.error_text import error_text

pages = Blueprint("datasets", __name__, url_prefix="/datasets")


@pages.get("")
def index() -> str:
    """List the datasets."""
    page = checks.datasets(visitor.database(), page_number())
    return render_template("datasets.html", page=page)


@pages.get("/new")
def new() -> str:
    """Show the form of an upload."""
    return render_template("dataset-new.html", as_of=today(), today=today())


@pages.post("")
def add() -> Response | tuple[str, int]:
    """Add an upload and queue its first check, both or neither."""
    viewer, db, settings = visitor.viewer(), visitor.database(), visitor.settings()
    files = request.files.getlist("files")
    try:
        as_of = read_day(request.form.get("as_of", ""))
        checks.refuse_when_full(db, viewer, settings, request.content_length or 0)
        upload = store_upload(settings.data, files)
        title = _title(files[0].filename or "", upload.is_source)
        kept = checks.add_dataset(db, viewer, upload, title)
        complete = complete_of(request.form)
    except RefusalError as refusal:
        return _refused(refusal)
    except DatasetError as fault:
        why = error_text(fault, settings.data)
        return _refused(RefusalError("datasets.unreadable", why=why))
    visitor.note("dataset-uploaded", kept.key)
    if kept.is_source and kept.mapping is None:
        if not use_fitting(db, viewer, settings, kept, complete):
            db.commit()
            return _ask_for_mapping(kept, as_of, complete)
        visitor.note("mapping-applied", f"{kept.mapping['key']} {kept.key}")
    try:
        started = checks.queue_check(db, viewer, settings, kept, as_of)
    except RefusalError as refusal:
        return _refused(refusal)
    visitor.note("check-started", started.key)
    db.commit()
    return redirect(url_for("runs.show", key=started.key))


def _refused(refusal: RefusalError) -> tuple[str, int]:
    """Show the form of an upload again, with why it is refused."""
    visitor.database().rollback()
    page = render_template(
        "dataset-new.html",
        as_of=request.form.get("as_of", ""),
        today=today(),
        refusal=refusal,
    )
    return page, refusal.status


def _ask_for_mapping(dataset: Dataset, as_of: date, complete: Completeness) -> Response:
    """Lead to the mapping of an upload, with the days of its form."""
    given = {"as_of": as_of, "from": complete.start, "until": complete.until}
    days = {name: str(day) for name, day in given.items() if day}
    return redirect(url_for("mappings.edit", key=dataset.key, **days))


@pages.get("/<key>")
def show(key: str) -> str:
    """Show a dataset, whom it was submitted to, and its runs."""
    return _page(key)


def _page(key: str, refusal: RefusalError | None = None) -> str:
    db = visitor.database()
    found = checks.dataset(db, key)
    may_submit = visitor.allows("dataset.submit", found)
    return render_template(
        "dataset.html",
        dataset=found,
        today=today(),
        submitted=submissions.submissions(db, found),
        competent=submissions.competent(db, found) if may_submit else (),
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


def _title(filename: str, is_source: bool) -> str:
    """Return the title of an upload until its check reads that of dataset.yaml."""
    name = one_line(filename.replace("\\", "/").rsplit("/", 1)[-1])
    if is_source:
        return name.rpartition(".")[0]
    return name if name.lower().endswith(".zip") else f"dataset {today()}"
