"""Words of `be_followed_by`, under `must` and under `must_not`."""

from __future__ import annotations

from engine.forms.be_followed_by.demand import BeFollowedBy
from engine.forms.defaults.wording import bound
from engine.forms.matching.wording import criterion, wanted, witness_words
from engine.rulebook import Text
from engine.wording.counterfactuals import ONCE_KNOWN
from engine.wording.labels import Labels
from engine.wording.rules.demands import counted
from engine.wording.rules.phrases import both
from engine.wording.sentences import RECORD, WITNESS

SENTENCES: dict[str, Text] = {
    "clear": both(
        RECORD,
        Text(
            "；其后未见{wanted_zh}，截至{watched_until}。",
            "; none of this follows ({wanted_en}) up to {watched_until}.",
        ),
    ),
    "violated_after": both(
        RECORD, Text("；其后仍有", "; after it, "), WITNESS, Text("。", ".")
    ),
    "violated_same_day": both(
        RECORD,
        Text(
            "；同日另有{wanted_zh}，先后不明，无法判定。",
            "; the same day has {wanted_en}, and which came first is unknown.",
        ),
    ),
    "violated_unsure": both(
        RECORD,
        Text(
            "；其后有一条可能相符的记录，但其“{missing_zh}”未知，无法判定。",
            '; a later record may offend, but its "{missing_en}" is unknown.',
        ),
    ),
}
COUNTERFACTUALS: dict[str, Text] = {
    "clear": Text(
        "已合规；其后不得有“{criterion_zh}”{time_limit_zh}。",
        "It is compliant as long as this does not follow: {criterion_en}{time_limit_en}.",
    ),
    "violated_after": Text(
        "如其后没有“{criterion_zh}”{time_limit_zh}（最早一次为{done_on}），则为合规。",
        "Had this not followed, it would have been compliant: {criterion_en}{time_limit_en} "
        "(the first was on {done_on}).",
    ),
    "violated_same_day": Text(
        "如能证明“{criterion_zh}”在先，则为合规。",
        "Shown to have come first, this would leave it compliant: {criterion_en}.",
    ),
    "violated_unsure": ONCE_KNOWN,
}


def clause(form: BeFollowedBy, negated: bool, labels: Labels, /) -> Text:
    """Word that a witness must follow, or must not."""
    witness = witness_words(form, labels)
    words = counted(form.within) if form.within else None
    if negated:
        span = Text(words.zh, f" and {words.en}") if words else Text("此后", "")
        return Text(
            f"{span.zh}不得有{witness.zh}",
            f"it must not be followed, on a later day{span.en}, by {witness.en}",
        )
    if words is None:
        return Text(
            f"应当在当日或者此后有{witness.zh}，但来源未见期限，尚未完成的不计违规",
            f"it must be followed, on the same or a later day, by {witness.en}; no "
            "deadline is known, so one not yet done is no breach",
        )
    return Text(
        f"应当在当日或者{words.zh}有{witness.zh}",
        f"it must be followed, on the same day or {words.en}, by {witness.en}",
    )


__all__ = [
    "COUNTERFACTUALS",
    "SENTENCES",
    "bound",
    "clause",
    "criterion",
    "wanted",
]
