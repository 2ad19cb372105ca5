"""Words of `be_preceded_by`."""

from __future__ import annotations

from engine.forms.be_preceded_by.demand import BePrecededBy
from engine.forms.defaults.wording import bound
from engine.forms.matching.wording import criterion, wanted, witness_words
from engine.rulebook import Text
from engine.wording.labels import Labels
from engine.wording.rules.phrases import both, spelled
from engine.wording.sentences import RECORD, WITNESS

_EARLIER = "当日或之前有“{criterion_zh}”的记录{time_limit_zh}"
_EARLIER_EN = "{criterion_en} on the same or an earlier day{time_limit_en}"

SENTENCES: dict[str, Text] = {
    "preceded": both(
        RECORD, Text("；此前已有：", "; before it: "), WITNESS, Text("。", ".")
    ),
    "unpreceded": both(
        RECORD,
        Text(
            "；此前未见{wanted_zh}，而数据自{complete_from}起完整，本应可见。",
            "; no {wanted_en} before it, though the records are complete from "
            "{complete_from} and would show one.",
        ),
    ),
    "too_early": both(
        RECORD,
        Text("；最近一次", "; the latest before it, "),
        WITNESS,
        Text("，已超过{within_zh}。", ", is more than {within_en} earlier."),
    ),
    "not_shown": both(
        RECORD,
        Text(
            "；此前未见{wanted_zh}，但数据不足以证明其不存在（缺：{missing_zh}）。",
            "; no {wanted_en} is seen before it, but the records could not show one "
            "(not known: {missing_en}).",
        ),
    ),
}
COUNTERFACTUALS: dict[str, Text] = {
    "preceded": Text(
        f"已合规；要求为：{_EARLIER}。",
        f"It is compliant; the demand is: {_EARLIER_EN}.",
    ),
    "unpreceded": Text(
        f"如{_EARLIER}，则为合规。", f"Compliant would have been: {_EARLIER_EN}."
    ),
    "too_early": Text(
        f"如{_EARLIER}，则为合规。", f"Compliant would have been: {_EARLIER_EN}."
    ),
    "not_shown": Text(
        f"如{_EARLIER}，则为合规；或补齐更早的完整记录后再行判定。",
        f"Compliant would have been: {_EARLIER_EN}. "
        "Records complete from an earlier day would settle it too.",
    ),
}


def clause(form: BePrecededBy, negated: bool, labels: Labels, /) -> Text:
    """Word that a witness must come before, and how long before at most."""
    witness = witness_words(form, labels)
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


__all__ = [
    "COUNTERFACTUALS",
    "SENTENCES",
    "bound",
    "clause",
    "criterion",
    "wanted",
]
