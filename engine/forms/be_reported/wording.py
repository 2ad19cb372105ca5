"""Words of `be_reported`."""

from __future__ import annotations

from engine.forms.be_reported.demand import BeReported
from engine.forms.defaults.wording import bound, criterion, wanted
from engine.rulebook import Text
from engine.wording.counterfactuals import ONCE_KNOWN
from engine.wording.labels import Labels
from engine.wording.rules.demands import counted
from engine.wording.rules.phrases import both
from engine.wording.sentences import RECORD

SENTENCES: dict[str, Text] = {
    "reports_unknown": both(
        RECORD,
        Text(
            "；“{missing_zh}”未知，是否报送无法判定。",
            '; "{missing_en}" is unknown, so whether it was reported cannot be said.',
        ),
    ),
}
COUNTERFACTUALS: dict[str, Text] = {"reports_unknown": ONCE_KNOWN}


def clause(form: BeReported, negated: bool, labels: Labels, /) -> Text:
    """Word the demand: reported, within the time allowed where there is one."""
    if form.within is None:
        return Text(
            "应当报送，但来源未见期限，尚未报送的不计违规",
            "it must be reported; no deadline is known, so one not yet reported is "
            "no breach",
        )
    words = counted(form.within)
    return Text(f"应当{words.zh}报送", f"it must be reported {words.en}")


__all__ = [
    "COUNTERFACTUALS",
    "SENTENCES",
    "bound",
    "clause",
    "criterion",
    "wanted",
]
