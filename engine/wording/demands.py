"""What a rule demands, as phrases within the sentences on its findings."""

from __future__ import annotations

from engine.rulebook import Rule, Text
from engine.wording.forms import wording_part
from engine.wording.labels import Labels
from engine.wording.rules.phrases import NOTHING
from engine.wording.sentences import span_words


def criterion(rule: Rule, labels: Labels) -> Text:
    """Word what the demand wants to see, or not to see; empty for days and sums."""
    form = rule.demand.form
    return wording_part(form).criterion(form, rule.demand.negated, labels)


def time_limit(rule: Rule) -> Text:
    """Word the deadline of a rule as the end of a phrase; empty where it has none."""
    within = rule.demand.form.within
    if within is None:
        return NOTHING
    words = span_words(within)
    return Text(f"，且在{words.zh}内", f", within {words.en}")
