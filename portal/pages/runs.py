"""Runs: the progress of a check, its summary and its files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import (
    Blueprint,
    Response,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from engine.dataset.origin_words import mapping_words, source_words
from engine.mapping.accounts import OUTCOMES
from engine.runs.notices import (
    HEADING,
    gaps_of,
    is_nothing_judged,
    rejected_rows,
)
from engine.wording.terms import FORCES, VERDICTS
from portal.errors import RefusalError
from portal.pages.numbers import page_number
from portal.personal.masked import masks
from portal.policy import OfOrganisation
from portal.services import checks, downloads, results, waiting
from portal.services.checks import cancel_check
from portal.services.downloads import HandedOut
from portal.services.report_desk import desk_of
from portal.services.reports import IssueReport
from portal.services.results import Result
from portal.web import visitor
from portal.wording.language import say

pages = Blueprint("runs", __name__, url_prefix="/runs")

PHASES = (
    "queued",
    "starting",
    "mapping",
    "reading",
    "facts",
    "rules",
    "findings",
    "writing",
    "printing",
    "custody",
)


@pages.get("")
def index() -> str:
    """List the runs."""
    page = checks.listed(visitor.work(), page_number())
    return render_template("runs.html", page=page)


@pages.get("/<key>")
def show(key: str) -> str:
    """Show the summary of a run, or how far its check is."""
    run = checks.run(visitor.work(), key)
    if run.state != "done":
        return render_template("run-underway.html", run=run, phase=phase_name(run))
    return page_of(result_of(key))


def result_of(key: str) -> Result:
    """Open what a check found, and remember whether personal data of it is shown."""
    found = results.result(visitor.work(), key)
    visitor.sees_people(found.run)
    return found


def page_of(
    found: Result,
    asked: IssueReport | None = None,
    refusal: RefusalError | None = None,
) -> str:
    """Render the page of a run that is done; `asked`: a report was, and is refused."""
    run, folder = found.run, found.folder
    origin = folder.summary["dataset"].get("origin")
    return render_template(
        "run.html",
        run=run,
        folder=folder,
        summary=folder.summary,
        rulebook=folder.rulebook,
        forces=by_force(folder.summary["rules"]),
        nothing_judged=is_nothing_judged(folder.summary["rules"]),
        gaps=gaps_of(folder.summary),
        gaps_heading=HEADING,
        mapping=mapping_words(origin) if origin else None,
        sources=source_words(origin) if origin else (),
        rejected_rows=rejected_rows(folder.summary),
        desk=desk_of(visitor.work(), found, asked, page_number()),
        desk_address=desk_address(run.key),
        existing=request.args.get("existing", ""),
        refusal=refusal,
    )


def desk_address(key: str) -> Callable[[int], str]:
    """Return what gives the address of a page of a run's reports."""
    return lambda page: url_for("runs.show", key=key, page=page, _anchor="reports")


@pages.get("/<key>/progress")
def progress(key: str) -> dict[str, Any]:
    """Return how far a check is, for the script of its page."""
    run = checks.run(visitor.work(), key)
    return {
        "over": run.is_over,
        "phase": phase_name(run),
        "done": run.done,
        "total": run.total,
    }


@pages.post("/<key>/cancel")
def cancel(key: str) -> AnyResponse:
    """Cancel a check that is queued or running."""
    cancel_check(visitor.work(), key)
    return redirect(url_for("runs.show", key=key))


@pages.get("/<key>/files/<name>")
def download(key: str, name: str) -> Response:
    """Send a file of the run."""
    return send(downloads.of_run(visitor.work(), key, name))


def send(handed: HandedOut) -> Response:
    """Send a file that is handed out."""
    visitor.sees_people(handed.run)
    return send_file(
        handed.path,
        mimetype=handed.media_type,
        as_attachment=True,
        download_name=handed.name,
    )


@pages.app_template_filter("rejected_cell")
def rejected_cell(value: str, column: str, run: OfOrganisation) -> str:
    """Mask a rejected cell, where the viewer may not see personal data."""
    if visitor.sees_people(run):
        return value
    return masks(visitor.settings().data).rejected(column, value)


def by_force(rules: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Group the rules by force, with sums; the counts of two forces are never added."""
    summed = {}
    for force in FORCES:
        of_force = [rule for rule in rules if rule["force"] == force]
        if of_force:
            counts = {v: sum(rule[v] for rule in of_force) for v in VERDICTS}
            summed[force] = {"rules": of_force, "counts": counts}
    return summed


@pages.app_template_filter("groupby_place")
def by_place(accounts: list[dict[str, Any]]) -> list[tuple[tuple[Any, ...], Any]]:
    """Group what became of rows by the place and the table that they are counted for."""
    found: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for each in accounts:
        place = each["file"], each["sheet"], each["table"]
        found.setdefault(place, []).append(each)
    for listed in found.values():
        listed.sort(key=lambda each: OUTCOMES.index(each["outcome"]))
    return list(found.items())


def phase_name(run: Any) -> str:
    """Name the phase that the check is in, with the table the engine names, if any.

    While it is queued, how many jobs are before it.
    """
    if run.state == "queued":
        before = waiting.jobs_before(visitor.work(), run)
        return say("runs.before", count=before) if before else say("runs.next")
    phase, _, subject = run.phase.partition(" ")
    name = say(f"phases.{phase}") if phase in PHASES else phase
    return f"{name} {subject}".strip()
