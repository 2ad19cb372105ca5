"""Rules: each rule in both languages, and the coverage of each instrument."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, url_for
from werkzeug import Response

from engine.rulebook import Rule, Rulebook, coverage_of, official_text
from engine.wording.rules import Reader, heading_of, lay_out, quotation
from portal.errors import MissingError
from portal.pages.runs import result_of
from portal.services.results import Result
from portal.storage.rulebooks import current_rulebook, rule_in
from portal.web import visitor
from portal.wording.rule_page import example_records

pages = Blueprint("rules", __name__)


@pages.get("/rules")
def index() -> str:
    """List the instruments with their rules."""
    rulebook = current_rulebook(visitor.settings())
    return render_template(
        "rules.html", rulebook=rulebook, instruments=coverage_of(rulebook)
    )


@pages.get("/rules/<instrument_id>")
def instrument(instrument_id: str) -> str:
    """Show the coverage of an instrument, article by article."""
    rulebook = current_rulebook(visitor.settings())
    for coverage in coverage_of(rulebook):
        if coverage.instrument.id == instrument_id:
            return render_template(
                "instrument.html", rulebook=rulebook, coverage=coverage
            )
    raise MissingError


@pages.get("/rules/<instrument_id>/<name>")
def show(instrument_id: str, name: str) -> str | Response:
    """Show a rule as it is today; its address serves as a citation.

    An address with an id that the rule had before redirects to that of today.
    """
    rulebook = current_rulebook(visitor.settings())
    rule = rule_in(rulebook, f"{instrument_id}/{name}", rulebook)
    if rule.id != f"{instrument_id}/{name}":
        folder, _, today = rule.id.partition("/")
        address = url_for("rules.show", instrument_id=folder, name=today)
        return redirect(address, HTTPStatus.MOVED_PERMANENTLY)
    return _page(rulebook, rule)


@pages.get("/runs/<key>/rules/<instrument_id>/<name>")
def of_run(key: str, instrument_id: str, name: str) -> str:
    """Show a rule as it was when the run was made, by any id it had or has."""
    found = result_of(key)
    rulebook, current = found.folder.rulebook, current_rulebook(visitor.settings())
    rule = rule_in(rulebook, f"{instrument_id}/{name}", current)
    return _page(rulebook, rule, found)


def _page(rulebook: Rulebook, rule: Rule, found: Result | None = None) -> str:
    instrument = rulebook.instrument_of(rule)
    reader = Reader(rulebook.vocabularies[instrument.vocabulary])
    return render_template(
        "rule.html",
        rule=rule,
        instrument=instrument,
        source=rulebook.files[rule.file],
        heading=heading_of(instrument, rule),
        paragraph=reader.paragraph(rule, instrument),
        quoted=quotation(rule, instrument, official_text(rulebook, instrument)),
        lines=lay_out(rule, instrument, reader),
        examples=[(one, example_records(one, reader)) for one in rule.examples],
        run=found and found.run,
    )
