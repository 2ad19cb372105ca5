"""Words of `be_alone`."""

from __future__ import annotations

from engine.forms.be_alone.demand import BeAlone
from engine.forms.defaults.wording import bound, wanted
from engine.forms.matching.wording import either, shared_columns
from engine.rulebook import Text
from engine.wording.counterfactuals import ONCE_KNOWN
from engine.wording.labels import Labels
from engine.wording.rules.conditions import name_of
from engine.wording.rules.demands import event_names
from engine.wording.rules.phrases import NOTHING, both
from engine.wording.sentences import RECORD, WITNESS

SENTENCES: dict[str, Text] = {
    "alone": both(
        RECORD, Text("；无未解除的在先记录。", "; nothing earlier still stands.")
    ),
    "not_alone": both(
        RECORD,
        Text("；在先的", "; earlier, "),
        WITNESS,
        Text("尚未解除。", ", still stands."),
    ),
    "perhaps_alone": both(
        RECORD,
        Text(
            "；可能有未解除的在先记录，但“{missing_zh}”不明，无法判定。",
            '; an earlier record may still stand, but "{missing_en}" leaves it open.',
        ),
    ),
    "release_not_shown": both(
        RECORD,
        Text(
            "；有在先记录未见解除，但数据不足以证明其未解除（缺：{missing_zh}）。",
            "; no release of an earlier record is seen, but the records could not "
            "show one (not known: {missing_en}).",
        ),
    ),
}
COUNTERFACTUALS: dict[str, Text] = {
    "alone": Text(
        "已合规；不得有未解除的在先记录。",
        "It is compliant, since nothing earlier still stands.",
    ),
    "not_alone": Text(
        "如{done_on}的在先记录（{witness_id}）在{occurred_on}或之前已解除{criterion_zh}，则为合规。",
        "Had the earlier record {witness_id} of {done_on} been released by "
        "{occurred_on}{criterion_en}, it would have been compliant.",
    ),
    "perhaps_alone": ONCE_KNOWN,
    "release_not_shown": Text(
        "如在先记录在{occurred_on}或之前已解除{criterion_zh}，则为合规；"
        "或补齐其间的完整记录后再行判定。",
        "Had the earlier record been released by {occurred_on}{criterion_en}, it would "
        "be compliant. Complete records of the time between would settle it too.",
    ),
}


def clause(form: BeAlone, negated: bool, labels: Labels, /) -> Text:
    """Word that no earlier record of the kind is left, or that each was ended."""
    shared = shared_columns([name_of(column, labels) for column in form.same])
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


def criterion(form: BeAlone, negated: bool, labels: Labels, /) -> Text:
    """Name the events that release an earlier record, in brackets; or nothing."""
    if not form.until:
        return NOTHING
    events = either(labels.event(event) for event in form.until)
    return Text(f"（{events.zh}）", f" ({events.en})")


__all__ = [
    "COUNTERFACTUALS",
    "SENTENCES",
    "bound",
    "clause",
    "criterion",
    "wanted",
]
