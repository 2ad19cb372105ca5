"""Words of `be_recorded`."""

from __future__ import annotations

from engine.forms.defaults.wording import criterion, wanted
from engine.rulebook import Text
from engine.wording.labels import Labels
from engine.wording.rules.phrases import both, day
from engine.wording.sentences import RECORD
from tests.forms.be_recorded.demand import BeRecorded

SENTENCES: dict[str, Text] = {
    "recorded": both(
        RECORD, Text("；填写于{done_on}，按期。", "; recorded on {done_on}, in time.")
    ),
    "recorded_late": both(
        RECORD,
        Text(
            "；填写于{done_on}，晚于要求（{bound_zh}）。",
            "; recorded on {done_on}, later than demanded ({bound_en}).",
        ),
    ),
    "recording_unknown": both(
        RECORD,
        Text(
            "；“{missing_zh}”未知，无法判定。",
            '; "{missing_en}" is unknown, so it cannot be said.',
        ),
    ),
}
COUNTERFACTUALS: dict[str, Text] = {
    "recorded": Text("已合规。", "It is compliant."),
    "recorded_late": Text(
        "如填写日{bound_zh}，则为合规。",
        "Recorded {bound_en}, it would have been compliant.",
    ),
    "recording_unknown": Text(
        "补齐“{missing_zh}”后即可判定。",
        "It can be judged once this is known: {missing_en}.",
    ),
}


def clause(form: BeRecorded, negated: bool, labels: Labels, /) -> Text:
    """Word the demand with its day."""
    by = day(form.by)
    return Text(f"填写日应当不晚于{by.zh}", f"it must be recorded by {by.en}")


def bound(form: BeRecorded, /) -> Text:
    """Word the day."""
    by = day(form.by)
    return Text(f"不晚于{by.zh}", f"by {by.en}")


__all__ = ["COUNTERFACTUALS", "SENTENCES", "bound", "clause", "criterion", "wanted"]
