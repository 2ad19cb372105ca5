"""What a rule asks for, in words: its conditions, its events, its deadline."""

from __future__ import annotations

from engine.forms import BeAlone, BeFollowedBy, BePrecededBy, Hold
from engine.rulebook import Rule, Text
from engine.wording.labels import Labels
from engine.wording.rules.conditions import condition_words
from engine.wording.sentences import span_words

_NOTHING = Text("", "")


def asked(rule: Rule, labels: Labels) -> Text:
    """Word what the demand wants to see, or not to see; empty for days and sums."""
    form = rule.demand.form
    if isinstance(form, Hold):
        text = condition_words(form.condition, labels)
        return (
            Text(f"并非{text.zh}", f"it is not so that {text.en}")
            if rule.demand.negated
            else text
        )
    if isinstance(form, BeFollowedBy | BePrecededBy):
        events = _listed([labels.event(event) for event in form.event], "或", " or ")
        where = condition_words(form.where, labels)
        if not form.where.parts:
            return events
        return Text(f"{events.zh}（{where.zh}）", f"{events.en} ({where.en})")
    if isinstance(form, BeAlone) and form.until:
        events = _listed([labels.event(event) for event in form.until], "或", " or ")
        return Text(f"（{events.zh}）", f" ({events.en})")
    return _NOTHING


def limit(rule: Rule) -> Text:
    """Word the deadline of a rule as the end of a phrase; empty where it has none."""
    within = getattr(rule.demand.form, "within", None)
    if within is None:
        return _NOTHING
    words = span_words(within)
    return Text(f"，且在{words.zh}", f", within {words.en}")


def _listed(texts: list[Text], zh: str, en: str) -> Text:
    return Text(zh.join(t.zh for t in texts), en.join(t.en for t in texts))
