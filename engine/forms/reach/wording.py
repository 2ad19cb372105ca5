"""Words of `reach`."""

from __future__ import annotations

from engine.forms.defaults.wording import criterion
from engine.forms.reach.demand import Reach, Sum
from engine.rulebook import ALWAYS, Text
from engine.wording.labels import Labels
from engine.wording.ratios import bound_words
from engine.wording.rules.conditions import condition_words, name_of
from engine.wording.rules.phrases import both, joined

_SO_FAR = Text(
    "{wanted_zh}为{ratio}（{numerator}÷{denominator}，据{records_zh}）",
    "{wanted_en} is {ratio} ({numerator} / {denominator}, of {records_en})",
)
SENTENCES: dict[str, Text] = {
    "year_open": both(
        Text(
            "{year}年度尚未结束（评估至{judged_on}）；到目前为止，",
            "The year {year} is not over (judged on {judged_on}); so far ",
        ),
        _SO_FAR,
        Text("，要求{bound_zh}。", "; demanded is {bound_en}."),
    ),
    "reached": both(
        Text("{year}年度，", "In {year}, "),
        _SO_FAR,
        Text("，要求{bound_zh}；符合要求。", "; demanded is {bound_en}. As demanded."),
    ),
    "below_bound": both(
        Text("{year}年度，", "In {year}, "),
        _SO_FAR,
        Text(
            "，要求{bound_zh}；不符合要求。",
            "; demanded is {bound_en}. Not as demanded.",
        ),
    ),
    "unmeasured": Text(
        "{year}年度，因“{missing_zh}”未知或为零，{wanted_zh}无法计算，无法判定（要求{bound_zh}；"
        "据{records_zh}）。",
        'In {year}, "{missing_en}" is unknown or nil, so {wanted_en} cannot be said '
        "(demanded is {bound_en}; of {records_en}).",
    ),
    "year_cut_short": Text(
        "记录止于{complete_until}，未含{year}年度全年，{wanted_zh}无法判定（要求{bound_zh}）。",
        "The records end on {complete_until}, before {year} did, so {wanted_en} cannot be "
        "said (demanded is {bound_en}).",
    ),
    "year_rejected": both(
        Text("{year}年度，", "In {year}, "),
        _SO_FAR,
        Text(
            "，但有记录表（records）的行未能读取，可能计入其中，无法判定（要求{bound_zh}）。",
            "; rows of records that could not be read may belong to it, so it cannot be "
            "said (demanded is {bound_en}).",
        ),
    ),
}
COUNTERFACTUALS: dict[str, Text] = {
    "year_open": Text(
        "年度终了时合计{bound_zh}，即为合规。",
        "With {bound_en} at the year's end it is compliant.",
    ),
    "reached": Text(
        "已合规；要求为{bound_zh}。", "It is compliant; the bound is {bound_en}."
    ),
    "below_bound": Text(
        "如{year}年度合计{bound_zh}，则为合规。",
        "With {bound_en} in {year}, it would have been compliant.",
    ),
    "unmeasured": Text(
        "补齐“{missing_zh}”后即可判定；{bound_zh}则为合规。",
        "It can be judged once this is known: {missing_en}; {bound_en} is compliant.",
    ),
    "year_cut_short": Text(
        "补充{complete_until}之后至年末的完整记录后即可判定；{bound_zh}则为合规。",
        "It can be judged once the records are complete from {complete_until} to the "
        "year's end; {bound_en} is compliant.",
    ),
    "year_rejected": Text(
        "改正未能读取的数据行后即可判定；{bound_zh}则为合规。",
        "It can be judged once the rows that could not be read are put right; "
        "{bound_en} is compliant.",
    ),
}


def clause(form: Reach, negated: bool, labels: Labels, /) -> Text:
    """Word the ratio of the two sums and its bounds."""
    above, below = _sum(form.numerator, labels), _sum(form.denominator, labels)
    bounds = joined(_bounds(form), "且", " and ")
    return Text(
        f"{above.zh}除以{below.zh}，应当{bounds.zh}",
        f"{above.en}, divided by {below.en}, must be {bounds.en}",
    )


def wanted(form: Reach, labels: Labels, /) -> Text:
    """Name the ratio of the two sums, with the units that the fields' names have."""
    above, below = _sum(form.numerator, labels), _sum(form.denominator, labels)
    return Text(f"{above.zh}除以{below.zh}", f"{above.en} divided by {below.en}")


def bound(form: Reach, /) -> Text:
    """Word the bounds of the ratio."""
    return joined(_bounds(form), "、", " and ")


def _sum(part: Sum, labels: Labels) -> Text:
    name = name_of(part.field, labels)
    if part.where == ALWAYS:
        return Text(f"{name.zh}的合计", f"the sum of {name.en}")
    where = condition_words(part.where, labels)
    return Text(f"{where.zh}的{name.zh}合计", f"the sum of {name.en} where {where.en}")


def _bounds(form: Reach) -> list[Text]:
    found = []
    if form.at_least is not None:
        share = bound_words(form.at_least)
        found.append(Text(f"不低于{share}", f"at least {share}"))
    if form.at_most is not None:
        share = bound_words(form.at_most)
        found.append(Text(f"不高于{share}", f"at most {share}"))
    return found


__all__ = [
    "COUNTERFACTUALS",
    "SENTENCES",
    "bound",
    "clause",
    "criterion",
    "wanted",
]
