"""Words of `hold`."""

from __future__ import annotations

from dataclasses import replace

from engine.forms.defaults.wording import bound, wanted
from engine.forms.hold.demand import Hold
from engine.rulebook import AnyOf, Condition, Operator, Test, Text
from engine.wording.labels import Labels
from engine.wording.rules.conditions import condition_words
from engine.wording.rules.phrases import both, numbered
from engine.wording.sentences import RECORD

_OPPOSITES: dict[str, Operator] = {
    "is": "not", "not": "is", "at_least": "under", "under": "at_least",
    "at_most": "over", "over": "at_most",
}  # fmt: skip
SENTENCES: dict[str, Text] = {
    "holds": both(
        RECORD,
        Text(
            "；记录显示{shows_zh}；要求是{criterion_zh}。符合要求。",
            "; the record shows {shows_en}; demanded is that {criterion_en}. "
            "It is as demanded.",
        ),
    ),
    "fails": both(
        RECORD,
        Text(
            "；记录显示{shows_zh}；要求是{criterion_zh}。不符合要求。",
            "; the record shows {shows_en}; demanded is that {criterion_en}. "
            "It is not as demanded.",
        ),
    ),
    "unclear": both(
        RECORD,
        Text(
            "；“{missing_zh}”不明，无法判定。记录显示{shows_zh}；要求是{criterion_zh}。",
            '; "{missing_en}" leaves it open. The record shows {shows_en}. '
            "Demanded: {criterion_en}.",
        ),
    ),
}
COUNTERFACTUALS: dict[str, Text] = {
    "holds": Text(
        "已合规；要求为：{criterion_zh}。",
        "It is compliant; the demand is: {criterion_en}.",
    ),
    "fails": Text(
        "如记录显示{criterion_zh}，则为合规。",
        "Had the record shown this, it would have been compliant: {criterion_en}.",
    ),
    "unclear": Text(
        "补齐“{missing_zh}”后即可判定；如显示{criterion_zh}，则为合规。",
        "It can be judged once this is known: {missing_en}; compliant is: {criterion_en}.",
    ),
}


def clause(form: Hold, negated: bool, labels: Labels, /) -> Text:
    """Word the conditions; alternatives that stand alone become a numbered list."""
    (part, *others) = form.condition.parts or (None,)
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
    words = condition_words(form.condition, labels)
    if negated:
        return both(Text("不得有下列情形：", "the record must not show that "), words)
    return both(Text("应当满足：", "the record must show that "), words)


def criterion(form: Hold, negated: bool, labels: Labels, /) -> Text:
    """Word the conditions, or that they are not so."""
    condition = form.condition
    opposite = _opposite(condition) if negated else condition
    if opposite is not None:
        return condition_words(opposite, labels)
    words = condition_words(condition, labels)
    return Text(f"并非{words.zh}", f"it is not so that {words.en}")


def _opposite(condition: Condition) -> Condition | None:
    """Return what is so where a single test is not; None where no test says it."""
    (part, *others) = condition.parts or (None,)
    if others or not isinstance(part, Test) or part.operator not in _OPPOSITES:
        return None
    return Condition((replace(part, operator=_OPPOSITES[part.operator]),))


__all__ = [
    "COUNTERFACTUALS",
    "SENTENCES",
    "bound",
    "clause",
    "criterion",
    "wanted",
]
