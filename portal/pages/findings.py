"""Findings: the filtered list of a run's, and one with its article and remedy."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from flask import Blueprint, render_template, request

from engine.errors import Text
from engine.explanation.records import values_of
from engine.rulebook import Rulebook, official_text, questions_of, sanctions_of
from engine.runs.notices import absent_from_records
from engine.wording.citations import citation
from engine.wording.labels import Labels
from engine.wording.remedies import remedy_words
from engine.wording.rules import heading_of, quotation
from engine.wording.terms import FORCES
from portal.errors import MissingError
from portal.pages.numbers import page_number
from portal.pages.runs import result_of
from portal.services.results import Result
from portal.storage.parquet import PER_PAGE, Row
from portal.storage.rulebooks import current_rulebook, rule_in
from portal.storage.run_folder import Wanted
from portal.web import visitor

pages = Blueprint("findings", __name__, url_prefix="/runs/<key>/findings")

LISTED = ("breach", "undetermined", "pending")


@pages.get("")
def index(key: str) -> str:
    """List the findings of a run, filtered."""
    found = result_of(key)
    run, folder = found.run, found.folder
    wanted, page = _wanted(folder.rulebook), page_number()
    rows, total = folder.findings(wanted, page)
    return render_template(
        "findings.html",
        run=run,
        rulebook=folder.rulebook,
        rules=[rule["rule_id"] for rule in folder.summary["rules"]],
        wanted=wanted,
        findings=rows,
        total=total,
        page=page,
        per_page=PER_PAGE,
        listed=LISTED,
        why=_why_open(folder.summary, wanted.missing),
    )


@pages.get("/<finding_id>")
def show(key: str, finding_id: str) -> str:
    """Show a finding with its article, evidence and remedy."""
    return render_template("finding.html", **five_of(result_of(key), finding_id))


def five_of(found: Result, finding_id: str) -> dict[str, Any]:
    """Return what the five parts of a finding are shown from; MissingError for none."""
    folder = found.folder
    finding = folder.finding(finding_id)
    rule = folder.rulebook.rule(finding["rule_id"])
    instrument = folder.rulebook.instrument_of(rule)
    evidence = folder.evidence_of(finding)
    vocabulary = folder.rulebook.vocabularies[instrument.vocabulary]
    names = evidence.names if evidence else {}
    labels = Labels(vocabulary, names, absent_from_records(folder.summary))
    text = official_text(folder.rulebook, instrument)
    return {
        "run": found.run,
        "finding": finding,
        "rule": rule,
        "instrument": instrument,
        "heading": heading_of(instrument, rule),
        "quoted": quotation(rule, instrument, text),
        "sanctions": sanctions_of(rule, finding["verdict"], finding["occurred_on"]),
        "questions": questions_of(folder.rulebook, rule, finding["verdict"]),
        "values": values_of(finding, rule, evidence, labels),
        "remedy": remedy_words(finding, rule, labels),
        "cited": citation(finding["article"], instrument),
        "has_view": found.view is not None,
    }


def _why_open(summary: Row, cause: str) -> Text | None:
    """Word the cause that the list is narrowed to; None where it is to none known."""
    causes = summary.get("undetermined_by_cause", ())
    found = (Text(each["zh"], each["en"]) for each in causes if each["cause"] == cause)
    return next(found, None)


def _wanted(rulebook: Rulebook) -> Wanted:
    """Read the filter; a rule may be named by any id that it has or had."""
    query = request.args
    rule_id = query.get("rule", "")[:200]
    with suppress(MissingError):
        current = current_rulebook(visitor.settings())
        rule_id = rule_in(rulebook, rule_id, current).id if rule_id else ""
    verdict, force = query.get("verdict", ""), query.get("force", "")
    return Wanted(
        verdict=verdict if verdict in LISTED else "",
        rule_id=rule_id,
        force=force if force in FORCES else "",
        missing=query.get("missing", "")[:200],
        text=query.get("text", "").strip()[:100],
    )
