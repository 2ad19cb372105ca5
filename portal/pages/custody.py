"""Custody: where the batteries of a run are, and the gaps in the records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, render_template, request

from engine.custody import (
    GAPS,
    PARTIES,
    RECORD_SUMS,
    STATES,
    WITHOUT_DAYS,
    WITHOUT_RECORD,
)
from engine.wording.terms import COLUMNS
from portal.pages.numbers import page_number
from portal.pages.runs import result_of, send
from portal.services import downloads
from portal.services.results import Result
from portal.storage.custody_folder import (
    FIGURES,
    FIRST_SHOWN,
    CustodyFolder,
    WantedBatteries,
    WantedGaps,
)
from portal.storage.parquet import PER_PAGE, Row
from portal.web import visitor
from portal.wording.custody_labels import LABELS, figure_label, gap_label, label

pages = Blueprint("custody", __name__, url_prefix="/runs/<key>/custody")

SURE = ("sure", "unsure")
_HOLDERS = ("last_holder_id", "to_id")


@pages.context_processor
def _in_templates() -> dict[str, Any]:
    return {**LABELS, "states": STATES, "kinds": GAPS, "COLUMNS": COLUMNS}


@pages.get("")
def index(key: str) -> str:
    """Show the overview of a view, or why there is none."""
    found = result_of(key)
    run, view = found.run, found.view
    if view is None:
        return render_template("custody-none.html", run=run)
    enterprises, _ = view.enterprises("on_hand", "", 1)
    flows, _ = view.flows(1)
    return render_template(
        "custody.html",
        run=run,
        view=view,
        summary=view.summary,
        sums=RECORD_SUMS,
        enterprises=enterprises[:FIRST_SHOWN],
        flows=flows[:FIRST_SHOWN],
        first_shown=FIRST_SHOWN,
    )


@pages.get("/batteries")
def batteries(key: str) -> str:
    """List the batteries, filtered, each with its gaps and findings."""
    found = result_of(key)
    view = found.require_view()
    wanted = WantedBatteries(
        state=_choice("state", STATES),
        gap=_choice("gap", GAPS),
        holder=_text("holder"),
        text=_text("text"),
    )
    rows, total = view.batteries(wanted, page_number())
    codes = [row["battery_code"] for row in rows]
    ids = [wanted.holder, *(row[of] for row in rows for of in _HOLDERS)]
    return _list(
        "custody-batteries.html", found, view, rows, total, wanted,
        gaps_of=view.gaps_of(codes),
        findings_of=found.folder.findings_of(codes),
        parties=view.parties(ids),
    )  # fmt: skip


@pages.get("/gaps")
def gaps(key: str) -> str:
    """List the gaps, filtered."""
    found = result_of(key)
    view = found.require_view()
    wanted = WantedGaps(
        gap=_choice("gap", GAPS),
        sure=_choice("sure", SURE),
        to=_text("to"),
        text=_text("text"),
    )
    rows, total = view.gaps(wanted, page_number())
    ids = [wanted.to, *(row[f"{of}_id"] for row in rows for of in PARTIES[row["gap"]])]
    return _list(
        "custody-gaps.html", found, view, rows, total, wanted,
        parties=view.parties(ids),
        parties_of=PARTIES,
        without_record=WITHOUT_RECORD,
        without_days=WITHOUT_DAYS,
    )  # fmt: skip


@pages.get("/enterprises")
def enterprises(key: str) -> str:
    """List the enterprises, sorted by a figure."""
    found = result_of(key)
    view = found.require_view()
    by, text = _choice("by", FIGURES) or FIGURES[0], _text("text")
    rows, total = view.enterprises(by, text, page_number())
    return _list("custody-enterprises.html", found, view, rows, total, text, by=by)


@pages.get("/flows")
def flows(key: str) -> str:
    """List the flows between provinces."""
    found = result_of(key)
    view = found.require_view()
    rows, total = view.flows(page_number())
    return _list("custody-flows.html", found, view, rows, total, None)


@pages.get("/files/<name>")
def download(key: str, name: str) -> Response:
    """Send a file of the view."""
    return send(downloads.of_view(visitor.work(), key, name))


def _list(
    template: str,
    found: Result,
    view: CustodyFolder,
    rows: Sequence[Row],
    total: int,
    wanted: object,
    **more: object,
) -> str:
    return render_template(
        template,
        run=found.run,
        view=view,
        summary=view.summary,
        rows=rows,
        total=total,
        wanted=wanted,
        page=page_number(),
        per_page=PER_PAGE,
        choices=_choices(view.summary),
        **more,
    )


def _choices(summary: Row) -> dict[str, list[tuple[str, str]]]:
    """Return the values that each filter offers, each with its label."""
    return {
        "state": [(state, label(state)) for state in STATES],
        "gap": [(gap, gap_label(gap, summary)) for gap in GAPS],
        "sure": [(sure, label(sure)) for sure in SURE],
        "by": [(figure, figure_label(figure)) for figure in FIGURES],
    }


def _choice(name: str, allowed: Sequence[str]) -> str:
    """Read a value of the filter; "" where it is none of those allowed."""
    value = request.args.get(name, "")
    return value if value in allowed else ""


def _text(name: str) -> str:
    return request.args.get(name, "").strip()[:300]
