"""The words of a rule that every finding of it carries."""

from __future__ import annotations

import pyarrow as pa

from engine.rulebook import Rule
from engine.wording.demands import criterion, wanted
from engine.wording.forms import wording_part
from engine.wording.labels import Labels
from engine.wording.sentences import span_words

RULE_SCHEMA = {
    "rule": pa.int32(),
    **dict.fromkeys(
        (
            "rule_id", "first_rule_id", "rule_version", "instrument", "article",
            "confidence", "force", "severity", "within_zh", "within_en", "wanted_zh", "wanted_en",
            "bound_zh", "bound_en", "criterion_zh", "criterion_en",
        ),
        pa.string(),
    ),
}  # fmt: skip


def rule_row(number: int, rule: Rule, labels: Labels) -> tuple[object, ...]:
    """Return the words of a numbered rule as a row of RULE_SCHEMA."""
    form, source = rule.demand.form, rule.source
    within = span_words(form.within)
    sought, demanded = wanted(rule, labels), criterion(rule, labels)
    bound = wording_part(form).bound(form)
    return (
        number, rule.id, rule.first_id, rule.version, source.instrument, source.article,
        source.confidence, rule.force, rule.severity, within.zh, within.en,
        sought.zh, sought.en, bound.zh, bound.en, demanded.zh, demanded.en,
    )  # fmt: skip
