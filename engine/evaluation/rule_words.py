"""The words of a rule that every finding of it carries."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa

from engine.forms import BeFollowedBy, BePrecededBy, Reach
from engine.rulebook import Rule, Text, Vocabulary
from engine.wording.sentences import span_words

RULE_SCHEMA = {
    "rule": pa.int32(),
    **dict.fromkeys(
        (
            "rule_id", "first_rule_id", "rule_version", "instrument", "article",
            "confidence", "force", "severity", "within_zh", "within_en", "wanted_zh", "wanted_en",
            "bound_zh", "bound_en",
        ),
        pa.string(),
    ),
}  # fmt: skip


def rule_row(number: int, rule: Rule, words: Vocabulary) -> tuple[object, ...]:
    """Return the words of a rule that its findings carry, as a row of RULE_SCHEMA."""
    within = span_words(getattr(rule.demand.form, "within", None))
    wanted, bound = _wanted(rule, words), _bound(rule)
    source = rule.source
    return (
        number, rule.id, rule.first_id, rule.version, source.instrument, source.article,
        source.confidence, rule.force, rule.severity, within.zh, within.en,
        wanted.zh, wanted.en, bound.zh, bound.en,
    )  # fmt: skip


def _wanted(rule: Rule, words: Vocabulary) -> Text:
    form = rule.demand.form
    if not isinstance(form, BeFollowedBy | BePrecededBy):
        return Text("", "")
    names = [words.events[event] for event in form.event]
    return Text("或".join(n.zh for n in names), " or ".join(n.en for n in names))


def _bound(rule: Rule) -> Text:
    form = rule.demand.form
    if not isinstance(form, Reach):
        return Text("", "")
    zh, en = [], []
    if form.at_least is not None:
        zh.append(f"不低于{_plain(form.at_least)}")
        en.append(f"at least {_plain(form.at_least)}")
    if form.at_most is not None:
        zh.append(f"不高于{_plain(form.at_most)}")
        en.append(f"at most {_plain(form.at_most)}")
    return Text("、".join(zh), " and ".join(en))


def _plain(bound: Decimal) -> str:
    """Write a bound as rules are read: shares as per cent, amounts as they are."""
    return f"{(bound * 100).normalize():f} %" if bound <= 1 else f"{bound:f}"
