"""Rules: each rule file laid out in both languages, each instrument's coverage."""

from __future__ import annotations

from flask import Blueprint, render_template

from engine.rulebook import Rulebook, coverage_of
from portal import checks, visitor
from portal.errors import MissingError
from portal.models import Run
from portal.pages.runs import folder_of
from portal.rule_page import heading_of, lay_out, tell_example
from portal.rule_words import Reader
from portal.rulebooks import current_rulebook

pages = Blueprint("rules", __name__)


@pages.get("/rules")
@visitor.is_public
def index() -> str:
    rulebook = current_rulebook(visitor.settings())
    return render_template(
        "rules.html", rulebook=rulebook, instruments=coverage_of(rulebook)
    )


@pages.get("/rules/<instrument_id>")
@visitor.is_public
def instrument(instrument_id: str) -> str:
    rulebook = current_rulebook(visitor.settings())
    for coverage in coverage_of(rulebook):
        if coverage.instrument.id == instrument_id:
            return render_template(
                "instrument.html", rulebook=rulebook, coverage=coverage
            )
    raise MissingError


@pages.get("/rules/<instrument_id>/<name>")
@visitor.is_public
def show(instrument_id: str, name: str) -> str:
    """Lay a rule out as it stands today; its address is a citation."""
    rulebook = current_rulebook(visitor.settings())
    return _rule(rulebook, f"{instrument_id}/{name}")


@pages.get("/runs/<key>/rules/<instrument_id>/<name>")
def of_run(key: str, instrument_id: str, name: str) -> str:
    """Lay a rule out as it stood when the run was made."""
    run = checks.run(visitor.database(), key)
    return _rule(folder_of(run).rulebook, f"{instrument_id}/{name}", run=run)


def _rule(rulebook: Rulebook, rule_id: str, run: Run | None = None) -> str:
    try:
        rule = rulebook.rule(rule_id)
    except KeyError:
        raise MissingError from None
    instrument = rulebook.instrument_of(rule)
    vocabulary = rulebook.vocabularies[instrument.vocabulary]
    reader = Reader(vocabulary)
    return render_template(
        "rule.html",
        rule=rule,
        instrument=instrument,
        source=rulebook.files[rule.file],
        heading=heading_of(instrument, rule),
        lines=lay_out(rule, instrument, reader),
        examples=[(one, tell_example(one, reader)) for one in rule.examples],
        run=run,
    )
