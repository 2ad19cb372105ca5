"""What a rule asks for, in words: its conditions, its events, its deadline."""

from __future__ import annotations

from engine.explain.sentences import span_words
from engine.explain.wording import Wording, plain
from engine.questions import Part
from engine.rulebook import (
    AnyOf,
    BeAlone,
    BeFollowedBy,
    BePrecededBy,
    Condition,
    Hold,
    Path,
    Rule,
    Test,
    Text,
    Value,
)

_NOTHING = Text("", "")
_COMPARISONS = {
    "at_least": Text("不低于", "at least"), "at_most": Text("不高于", "at most"),
    "over": Text("高于", "over"), "under": Text("低于", "under"),
}  # fmt: skip
_DAY_COMPARISONS = {
    "at_least": Text("不早于", "on or after"),
    "at_most": Text("不晚于", "on or before"),
    "over": Text("晚于", "after"), "under": Text("早于", "before"),
}  # fmt: skip


def asked(rule: Rule, wording: Wording) -> Text:
    """Word what the demand wants to see, or not to see; empty for days and sums."""
    form = rule.demand.form
    if isinstance(form, Hold):
        text = condition_words(form.condition, wording)
        return (
            Text(f"并非“{text.zh}”", f"not “{text.en}”")
            if rule.demand.negated
            else text
        )
    if isinstance(form, BeFollowedBy | BePrecededBy):
        events = _listed([wording.event(event) for event in form.event], "或", " or ")
        where = condition_words(form.where, wording)
        if not form.where.parts:
            return events
        return Text(f"{events.zh}（{where.zh}）", f"{events.en} ({where.en})")
    if isinstance(form, BeAlone) and form.until:
        events = _listed([wording.event(event) for event in form.until], "或", " or ")
        return Text(f"（{events.zh}）", f" ({events.en})")
    return _NOTHING


def limit(rule: Rule) -> Text:
    """Word the deadline of a rule as the end of a phrase; empty where it has none."""
    within = getattr(rule.demand.form, "within", None)
    if within is None:
        return _NOTHING
    words = span_words(within)
    return Text(f"，且在{words.zh}", f", within {words.en}")


def condition_words(condition: Condition, wording: Wording) -> Text:
    """Word a conjunction of tests."""
    return _listed([_part(part, wording) for part in condition.parts], "，且", " and ")


def _part(part: Part, wording: Wording) -> Text:
    if isinstance(part, Test):
        return _test(part, wording)
    inner = [condition_words(c, wording) for c in part.alternatives]
    text = _listed(inner, "；或", "; or ")
    if isinstance(part, AnyOf):
        return Text(f"（{text.zh}）", f"({text.en})")
    return Text(f"以下均不成立（{text.zh}）", f"none of these ({text.en})")


def _test(test: Test, wording: Wording) -> Text:
    if test.operator in ("holds", "holds_any", "runs_outlet_for"):
        return _party_test(test, wording)
    label = wording.label(test.path)
    values = _listed([_value(test.path, v, wording) for v in test.values], "或", " or ")
    days = wording.is_date(test.path)
    comparison = (_DAY_COMPARISONS if days else _COMPARISONS).get(test.operator)
    if comparison:
        verb = Text(comparison.zh, f" {comparison.en} ")
    elif test.operator == "known":
        filled = test.values == (True,)
        return Text(
            f"{label.zh}{'已填写' if filled else '为空'}",
            f"{label.en} {'filled in' if filled else 'empty'}",
        )
    elif test.operator == "format":
        names = wording.words.formats
        form = names.get(str(test.values[0]), values)
        return Text(f"{label.zh}符合{form.zh}", f"{label.en} in the form {form.en}")
    else:
        negated = test.operator == "not"
        verb = Text("不为" if negated else "为", " is not " if negated else " is ")
    return Text(label.zh + verb.zh + values.zh, label.en + verb.en + values.en)


def _party_test(test: Test, wording: Wording) -> Text:
    party = wording.label(
        "counterparty_id" if test.path == "counterparty" else "actor_id"
    )
    words = wording.words
    if test.operator == "runs_outlet_for":
        names = _listed([words.roles[str(r)] for r in test.values], "或", " or ")
        return Text(
            f"{party.zh}经营{names.zh}的网点",
            f"{party.en} runs an outlet for {names.en}",
        )
    every = test.operator == "holds"
    names = _listed(
        [words.credentials[str(kind)] for kind in test.values],
        "、" if every else "或",
        " and " if every else " or ",
    )
    return Text(
        f"{party.zh}当日持有{names.zh}", f"{party.en} holds {names.en} that day"
    )


def _value(path: str, value: Value, wording: Wording) -> Text:
    if isinstance(value, Path):
        return wording.label(value.name)
    return wording.value(path, value) or Text(plain(value), plain(value))


def _listed(texts: list[Text], zh: str, en: str) -> Text:
    return Text(zh.join(t.zh for t in texts), en.join(t.en for t in texts))
