"""Rule files: one obligation with its source, demand and examples."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import cast

from engine.rulebook import keys
from engine.rulebook.condition import ConditionReader
from engine.rulebook.demand import DemandReader
from engine.rulebook.examples import ExampleReader
from engine.rulebook.instrument import CONFIDENCE, texts
from engine.rulebook.lexicon import ANY_EVENT, ANYONE, Lexicon, fixed
from engine.rulebook.model import (
    ALWAYS,
    Confidence,
    Demand,
    Force,
    Hold,
    Period,
    Review,
    Rule,
    Severity,
    Source,
)
from engine.rulebook.page import NO_TEXT, Given, Page, Words
from engine.rulebook.tree import Node, Tree
from engine.rulebook.version import rule_version

_FORCES = fixed("force", "a force", "Forces")
_SEVERITIES = fixed("severity", "a severity", "Severities")
_STATES = fixed("review state", "a state of review", "States")
_NOTHING = Demand(Hold(ALWAYS))


def read_rule(page: Page, root: Tree, file: str, lexicon: Lexicon) -> Rule:
    """Read one rule file by its instrument's vocabulary; faults are noted."""
    given = page.shaped(root, keys.RULE)
    conditions = ConditionReader(page, lexicon)
    demands = DemandReader(conditions)
    who = given.maybe("who", lambda n: _unless(page, n, ANYONE, lexicon.who))
    examples = ExampleReader(page, lexicon, role=who[0] if who else None)
    rule = Rule(
        id=given.read("id", page.text, ""),
        title=given.read("title", page.both, NO_TEXT),
        source=given.read("source", lambda n: _source(page, n), Source("", "", "D")),
        effective=given.read("effective", lambda n: _period(page, n), Period(date.min)),
        review=given.read("review", lambda n: _review(page, n), Review()),
        force=cast(Force, given.read("force", lambda n: page.choice(n, _FORCES), "")),
        severity=cast(
            Severity, given.read("severity", lambda n: page.choice(n, _SEVERITIES), "")
        ),
        who=who,
        owed_by=given.maybe("owed_by", demands.party),
        when=given.maybe("when", lambda n: _unless(page, n, ANY_EVENT, lexicon.when)),
        where=given.read("where", conditions.read, ALWAYS),
        demand=_demand(given, demands),
        evidence=given.read("evidence", lambda n: _evidence(page, n, lexicon), ()),
        remedy=given.read("remedy", page.both, NO_TEXT),
        sanction=given.read("sanction", lambda n: texts(page, n), ()),
        examples=given.read("examples", examples.read, ()),
        version="",
        file=file,
    )
    _agrees_with_its_place(page, given, rule)
    return replace(rule, version=rule_version(rule))


def _unless(page: Page, node: Node, whole: str, words: Words) -> tuple[str, ...] | None:
    """The words named, or None where the word for all of them stands alone."""
    found = page.choices(node, words)
    if whole in found and len(found) > 1:
        page.fault(node, f"{whole} stands alone.  Remove it or the other words.")
    return None if whole in found else found


def _demand(given: Given, demands: DemandReader) -> Demand:
    must = given.maybe("must", lambda n: demands.read(n, negated=False))
    must_not = given.maybe("must_not", lambda n: demands.read(n, negated=True))
    return must or must_not or _NOTHING


def _source(page: Page, node: Node) -> Source:
    given = page.shaped(node, keys.SOURCE)
    confidence = given.read("confidence", lambda n: page.choice(n, CONFIDENCE), "D")
    return Source(
        instrument=given.read("instrument", page.text, ""),
        article=given.read("article", page.text, ""),
        confidence=cast(Confidence, confidence),
    )


def _period(page: Page, node: Node) -> Period:
    given = page.shaped(node, keys.EFFECTIVE)
    period = Period(
        given.read("from", page.date, date.min), given.maybe("until", page.date)
    )
    if period.until is not None and date.min < period.until <= period.start:
        page.fault(
            given["until"],
            f"{period.until} is not after {period.start}; no day is left.",
        )
    return period


def _review(page: Page, node: Node) -> Review:
    given = page.shaped(node, keys.REVIEW)
    state = given.read("state", lambda n: page.choice(n, _STATES), "draft")
    for key in ("by", "on"):
        if state == "reviewed" and key not in given:
            page.fault(node, f"{key} is missing.  Say who reviewed it and when.")
    return Review(
        state="reviewed" if state == "reviewed" else "draft",
        by=given.maybe("by", page.text),
        on=given.maybe("on", page.date),
    )


def _evidence(page: Page, node: Node, lexicon: Lexicon) -> tuple[str, ...]:
    columns = tuple(
        page.choice(item, lexicon.record_columns) for item in page.items(node)
    )
    page.no_repeats(node, columns)
    return columns


def _agrees_with_its_place(page: Page, given: Given, rule: Rule) -> None:
    place = rule.file.removesuffix(".yaml")
    if "id" in given and rule.id and rule.id != place:
        page.fault(
            given["id"], f"{rule.id} is not where the file stands.  Write {place}."
        )
    folder = place.split("/", maxsplit=1)[0]
    named = rule.source.instrument
    if named and named != folder:
        page.fault(
            given["source"],
            f"The instrument {named} is not the folder.  Write {folder}.",
        )
