"""Findings: list those of a run, filter them, read one with its article and remedy."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from portal import checks, visitor
from portal.pages.runs import folder_of, page_number
from portal.rule_page import heading_of
from portal.run_folder import PER_PAGE, Wanted
from portal.words_of_law import FORCES

pages = Blueprint("findings", __name__, url_prefix="/runs/<key>/findings")

LISTED = ("breach", "undetermined", "pending")


@pages.get("")
def index(key: str) -> str:
    run = checks.run(visitor.database(), key)
    folder = folder_of(run)
    wanted, page = _wanted(), page_number()
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
    )


@pages.get("/<finding_id>")
def show(key: str, finding_id: str) -> str:
    run = checks.run(visitor.database(), key)
    folder = folder_of(run)
    finding = folder.finding(finding_id)
    rule = folder.rulebook.rule(finding["rule_id"])
    instrument = folder.rulebook.instrument_of(rule)
    return render_template(
        "finding.html",
        run=run,
        finding=finding,
        rule=rule,
        instrument=instrument,
        heading=heading_of(instrument, rule),
        sanctions=[s for s in instrument.sanctions if s.id in rule.sanction],
        vocabulary=folder.rulebook.vocabularies[instrument.vocabulary],
    )


def _wanted() -> Wanted:
    asked = request.args
    verdict, force = asked.get("verdict", ""), asked.get("force", "")
    return Wanted(
        verdict=verdict if verdict in LISTED else "",
        rule_id=asked.get("rule", "")[:200],
        force=force if force in FORCES else "",
        text=asked.get("text", "").strip()[:100],
    )
