"""Reads rule files: one obligation with its source, demand and examples."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import cast

from engine.errors import Text
from engine.rulebook import keys
from engine.rulebook.allowed_values import AllowedValues
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
    Form,
    Period,
    Review,
    Rule,
    Severity,
    Source,
)
from engine.rulebook.page import NO_TEXT, FieldReader, Fields
from engine.rulebook.tree import Node, Tree
from engine.rulebook.version import rule_version

_FORCES = fixed("force", Text("约束力", "a force"), Text("约束力", "Forces"))
_SEVERITIES = fixed(
    "severity", Text("严重程度", "a severity"), Text("严重程度", "Severities")
)
_STATES = fixed(
    "review state", Text("签署状态", "a state of review"), Text("状态", "States")
)
_NOTHING = Demand(Form())  # the stand-in for a demand at fault


def read_rule(reader: FieldReader, root: Tree, file: str, lexicon: Lexicon) -> Rule:
    """Read one rule file with the words of its instrument's vocabulary."""
    fields = reader.shaped(root, keys.RULE)
    conditions = ConditionReader(reader, lexicon)
    demands = DemandReader(conditions)
    who = fields.maybe("who", lambda n: _unless(reader, n, ANYONE, lexicon.who))
    examples = ExampleReader(reader, lexicon, role=who[0] if who else None)
    rule = Rule(
        id=fields.read("id", reader.text, ""),
        title=fields.read("title", reader.both, NO_TEXT),
        source=fields.read("source", lambda n: _source(reader, n), Source("", "", "D")),
        effective=fields.read(
            "effective", lambda n: _period(reader, n), Period(date.min)
        ),
        review=fields.read("review", lambda n: _review(reader, n), Review()),
        force=cast(
            Force, fields.read("force", lambda n: reader.choice(n, _FORCES), "")
        ),
        severity=cast(
            Severity,
            fields.read("severity", lambda n: reader.choice(n, _SEVERITIES), ""),
        ),
        who=who,
        owed_by=fields.maybe("owed_by", demands.party),
        when=fields.maybe(
            "when", lambda n: _unless(reader, n, ANY_EVENT, lexicon.when)
        ),
        where=fields.read("where", conditions.read, ALWAYS),
        demand=_demand(fields, demands),
        evidence=fields.read("evidence", lambda n: _evidence(reader, n, lexicon), ()),
        remedy=fields.read("remedy", reader.both, NO_TEXT),
        sanction=fields.read("sanction", lambda n: texts(reader, n), ()),
        examples=fields.read("examples", examples.read, ()),
        version="",
        file=file,
    )
    _check_place(reader, fields, rule)
    return replace(rule, version=rule_version(rule))


def _unless(
    reader: FieldReader, node: Node, whole: str, allowed: AllowedValues
) -> tuple[str, ...] | None:
    """Read the words named; None for the one word that stands for all of them."""
    found = reader.choices(node, allowed)
    if whole in found and len(found) > 1:
        reader.fault(node, "rulebook.stands-alone", word=whole)
    return None if whole in found else found


def _demand(fields: Fields, demands: DemandReader) -> Demand:
    must = fields.maybe("must", lambda n: demands.read(n, negated=False))
    must_not = fields.maybe("must_not", lambda n: demands.read(n, negated=True))
    return must or must_not or _NOTHING


def _source(reader: FieldReader, node: Node) -> Source:
    fields = reader.shaped(node, keys.SOURCE)
    confidence = fields.read("confidence", lambda n: reader.choice(n, CONFIDENCE), "D")
    return Source(
        instrument=fields.read("instrument", reader.text, ""),
        article=fields.read("article", reader.text, ""),
        confidence=cast(Confidence, confidence),
    )


def _period(reader: FieldReader, node: Node) -> Period:
    fields = reader.shaped(node, keys.EFFECTIVE)
    period = Period(
        fields.read("from", reader.date, date.min), fields.maybe("until", reader.date)
    )
    if period.until is not None and date.min < period.until <= period.start:
        reader.fault(
            fields["until"],
            "rulebook.no-day-left",
            until=period.until,
            start=period.start,
        )
    return period


def _review(reader: FieldReader, node: Node) -> Review:
    fields = reader.shaped(node, keys.REVIEW)
    state = fields.read("state", lambda n: reader.choice(n, _STATES), "draft")
    for key in ("by", "on"):
        if state == "reviewed" and key not in fields:
            reader.fault(node, "rulebook.review-incomplete", key=key)
    return Review(
        state="reviewed" if state == "reviewed" else "draft",
        by=fields.maybe("by", reader.text),
        on=fields.maybe("on", reader.date),
    )


def _evidence(reader: FieldReader, node: Node, lexicon: Lexicon) -> tuple[str, ...]:
    columns = tuple(
        reader.choice(item, lexicon.record_columns) for item in reader.items(node)
    )
    reader.no_repeats(node, columns)
    return columns


def _check_place(reader: FieldReader, fields: Fields, rule: Rule) -> None:
    """Record a fault where id or instrument differ from folder and file name."""
    place = rule.file.removesuffix(".yaml")
    if "id" in fields and rule.id and rule.id != place:
        reader.fault(fields["id"], "rulebook.id-misplaced", id=rule.id, place=place)
    folder = place.split("/", maxsplit=1)[0]
    named = rule.source.instrument
    if named and named != folder:
        reader.fault(
            fields["source"],
            "rulebook.instrument-misplaced",
            instrument=named,
            folder=folder,
        )
