"""What a rule demands, as phrases within the sentences on its findings."""

from __future__ import annotations

from engine.rulebook import Rule, Text
from engine.wording.forms import wording_part
from engine.wording.labels import Labels
from engine.wording.rules.conditions import condition_words
from engine.wording.rules.phrases import NOTHING
from engine.wording.sentences import span_words


def criterion(rule: Rule, labels: Labels) -> Text:
    """Word what the demand wants to see, or not to see; empty for days and sums."""
    form = rule.demand.form
    return wording_part(form).criterion(form, rule.demand.negated, labels)


def wanted(rule: Rule, labels: Labels) -> Text:
    """Name what the demand looks at: other records, or the ratio of a year's."""
    form = rule.demand.form
    words = wording_part(form).wanted(form, labels)
    if not form.is_of_a_year or not rule.where.parts:
        return words
    where = condition_words(rule.where, labels)
    return Text(
        f"{where.zh}的记录中{words.zh}", f"{words.en}, in records where {where.en},"
    )


def time_limit(rule: Rule) -> Text:
    """Word the deadline of a rule as the end of a phrase; empty where it has none."""
    within = rule.demand.form.within
    if within is None:
        return NOTHING
    words = span_words(within)
    return Text(f"，且在{words.zh}内", f", within {words.en}")
