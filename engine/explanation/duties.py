"""Words judged rows as duties, and compares them with those without a correction."""

from __future__ import annotations

from dataclasses import replace

from engine.explanation.model import Duty, EarlierFinding, Row
from engine.explanation.records import evidence_values, record_values
from engine.rulebook import Rule, Rulebook, Text, questions_of
from engine.rulebook.outcomes import outcomes
from engine.wording.citations import citation
from engine.wording.counterfactuals import counterfactual
from engine.wording.demands import criterion, time_limit
from engine.wording.labels import Labels
from engine.wording.terms import basis_words

_OF_THE_FINDING = (
    "finding_id", "verdict", "record_id", "battery_code", "occurred_on", "due_on",
    "done_on", "days", "missing_field", "witness_id",
)  # fmt: skip


def duty_of(row: Row, rulebook: Rulebook, labels: Labels) -> Duty:
    """Word a judged row as a duty.

    The row has the columns of `duties`, of its record in `facts` and of `rule_words`.
    """
    rule = rulebook.rule(row["rule_id"])
    instrument = rulebook.instrument_of(rule)
    values = {**row, **_rule_words(rule, row, labels)}
    return Duty(
        rule=rule,
        instrument=instrument,
        article=citation(rule.source.article, instrument),
        basis=basis_words(rule.source.confidence),
        record=record_values(rule, row, labels),
        reason=Text(row["reason_zh"], row["reason_en"]),
        evidence=evidence_values(rule, row, labels),
        counterfactual=counterfactual(outcomes()[row["outcome"]], values),
        actor=labels.party(row["actor_id"]),
        owed_by=labels.party(row["owed_by"]),
        questions=questions_of(rulebook, rule, row["verdict"]),
        **{name: row[name] for name in _OF_THE_FINDING},
    )


def _rule_words(rule: Rule, row: Row, labels: Labels) -> dict[str, str]:
    named, limit = criterion(rule, labels), time_limit(rule)
    missing = labels.label(row["missing_field"] or "")
    return {
        "criterion_zh": named.zh, "criterion_en": named.en,
        "time_limit_zh": limit.zh, "time_limit_en": limit.en,
        "missing_zh": missing.zh, "missing_en": missing.en,
    }  # fmt: skip


def with_earlier(duty: Duty, before: dict[str, Row], correction_id: str) -> Duty:
    """Add what was found without a correction, where that differs from the duty.

    `before`: the rows judged without it, by finding_id.
    """
    row = before.get(duty.finding_id)
    if row is None:
        return replace(duty, earlier=(*duty.earlier, EarlierFinding(correction_id)))
    found = (row["record_id"], row["witness_id"], row["reason_en"])
    if found == (duty.record_id, duty.witness_id, duty.reason.en):
        return duty
    return replace(duty, earlier=(*duty.earlier, earlier_of(row, correction_id)))


def earlier_of(row: Row, correction_id: str) -> EarlierFinding:
    """Word a row that was judged without a correction."""
    reason = Text(row["reason_zh"], row["reason_en"])
    return EarlierFinding(correction_id, row["record_id"], row["verdict"], reason)
