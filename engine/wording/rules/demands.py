"""A rule's demand read aloud: what must be, or must not, as the clause it is."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from engine.forms import (
    BeAlone,
    BeCoveredBy,
    BeFollowedBy,
    BePrecededBy,
    BeReported,
    Hold,
    Reach,
    Sum,
)
from engine.rulebook import ALWAYS, AnyOf, Condition, Demand, Span, Text
from engine.wording.labels import Labels, plain
from engine.wording.rules.conditions import condition_words, name_of
from engine.wording.rules.phrases import (
    NOTHING,
    all_of,
    both,
    joined,
    numbered,
    one_of,
    quoted,
    spelled,
)

_LEVELS = {
    "province": Text("省级", "province"),
    "prefecture": Text("地市级", "prefecture"),
}
_WITH, _AND_WITH = Text("同一", " with the same "), Text("且", " and ")


def demand_words(demand: Demand, labels: Labels) -> Text:
    """Word the demand as a main clause; its subject is the record or the act."""
    form, negated = demand.form, demand.negated
    match form:
        case BeReported():
            return _reported(form.within)
        case Hold():
            return _held(form.condition, negated, labels)
        case BeFollowedBy():
            return _followed(form, negated, labels)
        case BePrecededBy():
            return _preceded(form, labels)
        case BeAlone():
            return _alone(form, labels)
        case Reach():
            return _reached(form, labels)
        case BeCoveredBy():
            return _covered(form, labels)
    raise TypeError(f"no words for the form {form.key}")


def event_names(events: Iterable[str], labels: Labels) -> Text:
    """Name events by the words of the vocabulary, one or the other."""
    return one_of(quoted(labels.event(event)) for event in events)


def _counted(span: Span) -> Text:
    """A span with the day it begins on, which is where people miscount."""
    words = spelled(span)
    return Text(
        f"自次日起{words.zh}内", f"within {words.en} (counted from the day after)"
    )


def _reported(within: Span | None) -> Text:
    if within is None:
        return Text(
            "应当报送，但来源未见期限，尚未报送的不计违规",
            "it must be reported; no deadline is known, so one not yet reported is "
            "no breach",
        )
    counted = _counted(within)
    return Text(f"应当{counted.zh}报送", f"it must be reported {counted.en}")


def _held(condition: Condition, negated: bool, labels: Labels) -> Text:
    (part, *others) = condition.parts or (None,)
    if isinstance(part, AnyOf) and not others and len(part.alternatives) > 1:
        head = (
            Text("不得有下列任何一项：", "the record must show none of these: ")
            if negated
            else Text(
                "应当满足下列至少一项：", "the record must show at least one of these: "
            )
        )
        inner = [condition_words(c, labels, 1) for c in part.alternatives]
        return both(head, numbered(inner))
    told = condition_words(condition, labels)
    if negated:
        return both(Text("不得有下列情形：", "the record must not show that "), told)
    return both(Text("应当满足：", "the record must show that "), told)


def _followed(form: BeFollowedBy, negated: bool, labels: Labels) -> Text:
    witness = _witness(form, labels)
    counted = _counted(form.within) if form.within else None
    if negated:
        span = Text(counted.zh, f" and {counted.en}") if counted else Text("此后", "")
        return Text(
            f"{span.zh}不得有{witness.zh}",
            f"it must not be followed, on a later day{span.en}, by {witness.en}",
        )
    if counted is None:
        return Text(
            f"应当在当日或者此后有{witness.zh}，但来源未见期限，尚未完成的不计违规",
            f"it must be followed, on the same or a later day, by {witness.en}; no "
            "deadline is known, so one not yet done is no breach",
        )
    return Text(
        f"应当在当日或者{counted.zh}有{witness.zh}",
        f"it must be followed, on the same day or {counted.en}, by {witness.en}",
    )


def _preceded(form: BePrecededBy, labels: Labels) -> Text:
    witness = _witness(form, labels)
    text = Text(
        f"应当在当日或者此前已有{witness.zh}",
        f"it must be preceded, on the same or an earlier day, by {witness.en}",
    )
    if form.within is None:
        return text
    words = spelled(form.within)
    return both(text, Text(
        f"，且距该记录不超过{words.zh}（该记录当日不计）",
        f", and come no later than {words.en} after that record, whose own day is "
        "not counted",
    ))  # fmt: skip


def _witness(form: BeFollowedBy | BePrecededBy, labels: Labels) -> Text:
    """Word the other record: what it is, what it shares, and what it must show."""
    events = event_names(form.event, labels)
    alike = [name_of(mine, labels) for mine, theirs in form.same if mine == theirs]
    shared = _shared(alike)
    crossed = [
        Text(
            f"其{name_of(theirs, labels).zh}为本记录的{name_of(mine, labels).zh}",
            f"{name_of(theirs, labels).en} of which is {name_of(mine, labels).en} "
            "of this record",
        )
        for mine, theirs in form.same
        if mine != theirs
    ]
    shows = [condition_words(form.where, labels)] if form.where.parts else []
    zh = "、".join(t.zh for t in [*crossed, *shows])
    en = [t.en for t in crossed] + [f"of which {t.en}" for t in shows]
    return Text(
        (f"{shared.zh}的" if shared.zh else "")
        + f"{events.zh}记录"
        + (f"（{zh}）" if zh else ""),
        events.en + shared.en + "".join(f", {clause}" for clause in en),
    )


def _shared(names: list[Text]) -> Text:
    """Say in which columns two records agree; empty where in none."""
    if not names:
        return NOTHING
    listed = all_of(Text(n.zh, n.en.removeprefix("the ")) for n in names)
    return both(_WITH, listed)


def _alone(form: BeAlone, labels: Labels) -> Text:
    shared = _shared([name_of(column, labels) for column in form.same])
    # Two records of one battery are two of the same; else those of another count.
    other = form.same != ("battery_code",)
    of_another = Text("另一电池的", " of another battery") if other else NOTHING
    if not form.until:
        return Text(
            f"此前不得已有{shared.zh}的{of_another.zh}同类记录",
            f"there must be no earlier record of the kind{shared.en}{of_another.en}",
        )
    until = event_names(form.until, labels)
    return Text(
        f"此前{shared.zh}的{of_another.zh}同类记录，应当已因{until.zh}而解除",
        f"every earlier record of the kind{shared.en}{of_another.en} must have been "
        f"ended by {until.en}",
    )


def _reached(form: Reach, labels: Labels) -> Text:
    above, below = _sum(form.numerator, labels), _sum(form.denominator, labels)
    bounds = []
    if form.at_least is not None:
        bounds.append(Text(f"不低于{share(form.at_least)}",
                           f"at least {share(form.at_least)}"))  # fmt: skip
    if form.at_most is not None:
        bounds.append(Text(f"不高于{share(form.at_most)}",
                           f"at most {share(form.at_most)}"))  # fmt: skip
    told = joined(bounds, "且", " and ")
    return Text(
        f"{above.zh}除以{below.zh}，应当{told.zh}",
        f"{above.en}, divided by {below.en}, must be {told.en}",
    )


def _sum(part: Sum, labels: Labels) -> Text:
    name = name_of(part.field, labels)
    if part.where == ALWAYS:
        return Text(f"{name.zh}的合计", f"the sum of {name.en}")
    where = condition_words(part.where, labels)
    return Text(f"{where.zh}的{name.zh}合计", f"the sum of {name.en} where {where.en}")


def share(bound: Decimal) -> str:
    """Write a bound as rules are read: shares as per cent, amounts as they are."""
    return f"{plain(bound * 100)} %" if bound <= 1 else plain(bound)


def _covered(form: BeCoveredBy, labels: Labels) -> Text:
    level, operator = _LEVELS[form.level], name_of(form.operator, labels)
    return Text(
        f"{operator.zh}应当在事件所在的{level.zh}行政区域设有当日开放的网点"
        "（每一地区每一自然年计一次）",
        f"{operator.en} must have an outlet, open that day, in the {level.en} where "
        "it happened (counted once for each region and calendar year)",
    )
