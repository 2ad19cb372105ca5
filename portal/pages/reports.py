"""Reports on a run: ask for one, see what became of it, download it."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.errors import RefusalError
from portal.pages.numbers import page_number
from portal.pages.runs import desk_address, page_of, result_of, send
from portal.services import checks, downloads, reports
from portal.services.report_desk import desk_of
from portal.services.reports import IssueReport
from portal.web import visitor

pages = Blueprint("reports", __name__, url_prefix="/runs/<key>/reports")


@pages.get("")
def index(key: str) -> AnyResponse:
    """Lead to the page of the run: a form that was refused leaves this address behind."""
    return _to_list(checks.run(visitor.work(), key).key)


@pages.get("/list")
def listed(key: str) -> str:
    """Show the list of a run's reports alone, for the script of its page."""
    found = result_of(key)
    desk = desk_of(visitor.work(), found, page=page_number())
    return render_template(
        "reports-list.html", run=found.run, desk=desk, desk_address=desk_address(key)
    )


@pages.post("")
def issue(key: str) -> AnyResponse | tuple[str, int]:
    """Queue the report that is asked for, unless there is one such already."""
    asked = _asked(key)
    try:
        issued = reports.issue(visitor.work(), asked)
    except RefusalError as refusal:
        return page_of(result_of(key), asked, refusal), refusal.status
    known = issued.report.key if issued.report and not issued.is_new else ""
    return _to_list(key, known or issued.with_check)


@pages.get("/<report_key>.pdf")
def download(key: str, report_key: str) -> Response:
    """Send a report that was issued."""
    return send(downloads.of_report(visitor.work(), key, report_key))


def _asked(key: str) -> IssueReport:
    form = request.form
    return IssueReport(
        key,
        kind=form.get("kind", ""),
        language=form.get("language", ""),
        party=form.get("party", "").strip(),
        against=form.get("against", ""),
    )


def _to_list(key: str, existing: str = "") -> AnyResponse:
    """Lead back to the list; `existing` is what was there already."""
    shown = existing or None
    return redirect(url_for("runs.show", key=key, existing=shown, _anchor="reports"))
