"""Words a rule as one paragraph in each language."""

from __future__ import annotations

from datetime import timedelta

from engine.rulebook import Instrument, Period, Review, Rule, Text
from engine.wording.citations import citation
from engine.wording.labels import Labels
from engine.wording.rules.conditions import condition_words, name_of
from engine.wording.rules.demands import demand_words, event_names
from engine.wording.rules.phrases import (
    NOTHING,
    both,
    day,
    one_of,
    with_article,
)
from engine.wording.terms import FORCES, SEVERITIES, basis_words

ANYONE = Text("任何主体", "anyone")
_NOT_ADDED = Text("，不与约束性规则合计", ", never added to the binding ones")
_ROLLS_OVER = Text(
    "最后一日不是工作日的，顺延至其后第一个工作日。",
    "A last day that is no working day moves to the next one. ",
)


def paragraph(rule: Rule, instrument: Instrument, labels: Labels) -> Text:
    """Word the duty, who owes it, the days in force, its weight, source and sign-off."""
    weighed = both(_weight(rule), _basis(rule, instrument), _sign_off(rule.review))
    asked = demand_paragraph(rule, instrument, labels)
    return Text(asked.zh + weighed.zh, f"{asked.en} {weighed.en}".rstrip())


def demand_paragraph(rule: Rule, instrument: Instrument, labels: Labels) -> Text:
    """Word what the rule asks: the duty, who owes it, and the days in force."""
    parts = [
        _duty(rule, labels),
        _owner(rule, labels),
        _rolling(rule, instrument),
        _days(rule.effective),
    ]
    text = both(*parts)
    return Text(text.zh, text.en.rstrip())


def who_words(rule: Rule, labels: Labels) -> Text:
    """Name the roles of the actor, one or the other, or anyone."""
    if rule.who is None:
        return ANYONE
    return one_of(with_article(labels.words.roles[role]) for role in rule.who)


def when_words(rule: Rule, labels: Labels) -> Text:
    """Name the trigger events, one or the other, or anything."""
    if rule.when is None:
        return Text("任何事件", "anything")
    return event_names(rule.when, labels)


def period_words(period: Period) -> Text:
    """Name the first and the last day on which acts fall under the rule."""
    start = day(period.start)
    if period.until is None:
        return Text(f"{start.zh}起", f"from {start.en} on")
    last = day(period.until - timedelta(days=1))
    return Text(
        f"{start.zh}至{last.zh}（含首尾两日）",
        f"from {start.en} to {last.en}, both days included",
    )


def _duty(rule: Rule, labels: Labels) -> Text:
    who, when = who_words(rule, labels), when_words(rule, labels)
    demand = demand_words(rule.demand, labels)
    where = condition_words(rule.where, labels) if rule.where.parts else None
    if rule.demand.form.is_of_a_year:
        kind = Text(f"，{where.zh}的", f" where {where.en}") if where else NOTHING
        return Text(
            f"{who.zh}在每一自然年内的{when.zh}记录{kind.zh}，{demand.zh}。",
            f"Over each calendar year, in the records of {when.en} of {who.en}"
            f"{kind.en}, {demand.en}. ",
        )
    kind = Text(f"，且{where.zh}", f", and {where.en}") if where else NOTHING
    return Text(
        f"{who.zh}有{when.zh}记录{kind.zh}的，{demand.zh}。",
        f"Whenever {when.en} is recorded for {who.en}{kind.en}, {demand.en}. ",
    )


def _owner(rule: Rule, labels: Labels) -> Text:
    if rule.owed_by is None:
        return NOTHING
    owner = name_of(rule.owed_by, labels)
    return Text(f"该义务由{owner.zh}承担。", f"The duty is owed by {owner.en}. ")


def _rolling(rule: Rule, instrument: Instrument) -> Text:
    form = rule.demand.form
    # A time counted from the witness is never moved (rule language, be_preceded_by).
    has_days = form.within is not None and not form.counts_from_witness
    return _ROLLS_OVER if has_days and instrument.roll_over else NOTHING


def _days(period: Period) -> Text:
    words = period_words(period)
    return Text(
        f"适用于{words.zh}发生的事件。", f"It applies to what happens {words.en}. "
    )


def _weight(rule: Rule) -> Text:
    force, severity = FORCES[rule.force], SEVERITIES[rule.severity]
    kind = with_article(Text(f"{force.zh}规则", f"{force.en} rule"))
    not_added = NOTHING if rule.force == "binding" else _NOT_ADDED
    return Text(
        f"属{kind.zh}{not_added.zh}；违规程度为{severity.zh}。",
        f"It is {kind.en}{not_added.en}; a breach is {severity.en}. ",
    )


def _basis(rule: Rule, instrument: Instrument) -> Text:
    cited = citation(rule.source.article, instrument)
    basis = basis_words(rule.source.confidence)
    return Text(
        f"依据{cited.zh}；可信度{basis.zh}。",
        f"Source: {cited.en}; confidence {basis.en}. ",
    )


def _sign_off(review: Review) -> Text:
    if review.state == "draft" or review.on is None:
        return Text("尚未经法律人员签署。", "No lawyer has signed it yet.")
    on = day(review.on)
    return Text(f"由{review.by}于{on.zh}签署。", f"Signed by {review.by} on {on.en}.")
