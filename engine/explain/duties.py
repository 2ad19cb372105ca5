"""From a judged row to a duty in words, and to what it was before a correction."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from engine.explain.counterfactuals import counterfactual
from engine.explain.demands import asked, limit
from engine.explain.explanation import Duty, Earlier, Shown
from engine.explain.wording import Wording, article_words, basis_words
from engine.outcomes import OUTCOMES
from engine.rulebook import Reach, Rule, Rulebook, Text
from engine.rulebook.columns import RECORD_COLUMNS, column_of

_AS_JUDGED = (
    "finding_id", "verdict", "record_id", "battery_code", "occurred_on", "due_on",
    "done_on", "days", "missing_field", "witness_id",
)  # fmt: skip


def duty_of(row: dict[str, Any], rulebook: Rulebook, wording: Wording) -> Duty:
    """Put a judged row, joined with its record, in words."""
    rule = rulebook.rule(row["rule_id"])
    values = {**row, **_rule_words(rule, row, wording)}
    return Duty(
        rule=rule,
        instrument=rulebook.instrument_of(rule),
        article=article_words(rule),
        basis=basis_words(rule),
        shows=_shows(rule, row, wording),
        reason=Text(row["reason_zh"], row["reason_en"]),
        evidence=tuple(wording.shown(c, row.get(column_of(c))) for c in rule.evidence),
        counterfactual=counterfactual(OUTCOMES[row["outcome"]], values),
        actor=wording.party(row["actor_id"]),
        owed_by=wording.party(row["owed_by"]),
        **{name: row[name] for name in _AS_JUDGED},
    )


def _shows(rule: Rule, row: dict[str, Any], wording: Wording) -> tuple[Shown, ...]:
    """Show every filled column of the record; of a yearly duty, its two sums."""
    if isinstance(rule.demand.form, Reach):
        return _sums(row)
    columns = (*RECORD_COLUMNS, *wording.words.types)
    return tuple(
        wording.shown(column, value)
        for column in columns
        if column != "record_id" and (value := row[column_of(column)]) is not None
    )


def _rule_words(rule: Rule, row: dict[str, Any], wording: Wording) -> dict[str, str]:
    wanted, within = asked(rule, wording), limit(rule)
    missing = wording.label(row["missing_field"] or "")
    return {
        "asked_zh": wanted.zh, "asked_en": wanted.en,
        "limit_zh": within.zh, "limit_en": within.en,
        "missing_zh": missing.zh, "missing_en": missing.en,
    }  # fmt: skip


def looking_back(
    duty: Duty, before: dict[str, dict[str, Any]], correction_id: str
) -> Duty:
    """Add what the duty was before a correction that touched it."""
    row = before.get(duty.finding_id)
    if row is None:
        return replace(duty, earlier=(*duty.earlier, Earlier(correction_id)))
    was = (row["record_id"], row["witness_id"], row["reason_en"])
    if was == (duty.record_id, duty.witness_id, duty.reason.en):
        return duty
    return replace(duty, earlier=(*duty.earlier, earlier_of(row, correction_id)))


def earlier_of(row: dict[str, Any], correction_id: str) -> Earlier:
    """Keep what was found before the correction."""
    reason = Text(row["reason_zh"], row["reason_en"])
    return Earlier(correction_id, row["record_id"], row["verdict"], reason)


def _sums(row: dict[str, Any]) -> tuple[Shown, ...]:
    """Show the two sums that a yearly duty compares."""
    return (
        Shown("numerator", Text("分子合计", "sum measured"), _same(row["numerator"])),
        Shown(
            "denominator", Text("分母合计", "sum divided by"), _same(row["denominator"])
        ),
    )


def _same(value: str | None) -> Text | None:
    return None if value is None else Text(value, value)
