"""Reports on a run: ask for one, see what became of it, download it."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.database.models import IssuedReport, Run
from portal.errors import MissingError, RefusalError
from portal.pages.runs import desk_address, desk_for, folder_of, hand_out, page_of
from portal.services import checks, issuing
from portal.services.issuing import Asked
from portal.storage.downloads import PDF, Download
from portal.web import visitor

pages = Blueprint("reports", __name__, url_prefix="/runs/<key>/reports")


@pages.get("")
def index(key: str) -> AnyResponse:
    """Lead to the page of the run: a form that was refused leaves this address behind."""
    return _to_list(checks.run(visitor.work(), key))


@pages.get("/list")
def listed(key: str) -> str:
    """Show the list of a run's reports alone, for the script of its page."""
    run = checks.run(visitor.work(), key)
    desk = desk_for(run, folder_of(run))
    return render_template(
        "reports-list.html", run=run, desk=desk, desk_address=desk_address(run)
    )


@pages.post("")
def issue(key: str) -> AnyResponse | tuple[str, int]:
    """Queue the report that is asked for, unless there is one such already."""
    db, viewer = visitor.database(), visitor.viewer()
    run = checks.run(visitor.work(), key)
    folder, asked = folder_of(run), _asked()
    if made := issuing.made_with_check(folder, asked):
        return _to_list(run, made)
    try:
        report, is_new = issuing.issue(db, viewer, run, folder, asked)
    except RefusalError as refusal:
        db.rollback()
        return page_of(run, folder, asked, refusal), refusal.status
    if is_new:
        visitor.note("report-issued", _described(run, report))
    db.commit()
    return _to_list(run, "" if is_new else report.key)


@pages.get("/<report_key>.pdf")
def download(key: str, report_key: str) -> Response:
    """Send a report that was issued."""
    db = visitor.database()
    run = checks.run(visitor.work(), key)
    report = issuing.report(db, run, report_key)
    if report.file is None:
        raise MissingError
    visitor.sees_people(run)
    file = visitor.work().store.path_of(report.file)
    name = f"{report.kind} {report.number} {report.language}.pdf"
    return hand_out(run, file.parent, Download(file.name, PDF), name)


def _asked() -> Asked:
    form = request.form
    return Asked(
        kind=form.get("kind", ""),
        language=form.get("language", ""),
        party=form.get("party", "").strip(),
        against=form.get("against", ""),
    )


def _to_list(run: Run, existing: str = "") -> AnyResponse:
    """Lead back to the list; `existing` is what was there already."""
    shown = existing or None
    return redirect(
        url_for("runs.show", key=run.key, existing=shown, _anchor="reports")
    )


def _described(run: Run, report: IssuedReport) -> str:
    against = report.against.key if report.against else ""
    parts = run.key, report.key, report.kind, report.language, report.entity, against
    return " ".join(filter(None, parts))
