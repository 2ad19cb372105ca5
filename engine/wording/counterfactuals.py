"""What would have made a duty compliant: one sentence for each way it can end.

The {names} of a sentence are the columns of one finding, the words of what is not known
(`missing`), of what the demand names (`criterion`) and of its deadline (`time_limit`).
Sentences of outcomes that several forms share stand here; a form words its own
(`wording.COUNTERFACTUALS`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from engine.rulebook import Text
from engine.rulebook.forms import form_keys
from engine.wording.forms import merged
from engine.wording.sentences import PLACEHOLDER

ONCE_KNOWN = Text(
    "补齐“{missing_zh}”后即可判定；未知既不视为合规，也不视为违规。",
    "It can be judged once this is known: {missing_en}. "
    "Unknown is neither a pass nor a breach.",
)
SHARED_COUNTERFACTUALS: dict[str, Text] = {
    "doubtful": Text(
        "补齐“{missing_zh}”后，方可判定是否负有该义务。",
        "Whether the duty exists can be said once this is known: {missing_en}.",
    ),
    "in_time": Text(
        "已合规；在{due_on}或之前的任何一日完成均属按期。",
        "It is compliant; any day up to {due_on} would have been in time.",
    ),
    "done": Text(
        "已合规；只要求完成。", "It is compliant; that it is done is all it takes."
    ),
    "late": Text(
        "如在{due_on}或之前完成，即提前{days}日（自然日），则为合规。",
        "Done on or before {due_on}, {days_en} sooner, it would have been compliant.",
    ),
    "missing": Text(
        "如在{due_on}或之前完成并有记录，则为合规；此后完成仍属逾期。",
        "Done and recorded on or before {due_on}, it would have been compliant; "
        "done now, it is late.",
    ),
    "pending": Text(
        "在{due_on}或之前完成即为合规。", "Done on or before {due_on}, it is compliant."
    ),
    "open": Text("完成并有记录即为合规。", "Once done and recorded, it is compliant."),
    "beyond_calendar": Text(
        "工作日历公布至最后一日后即可判定。",
        "Once the calendar of working days reaches the last day, it can be judged.",
    ),
    "unmatched": ONCE_KNOWN,
    "unsure": ONCE_KNOWN,
    "records_end": Text(
        "补充{complete_until}之后的完整记录后即可判定。",
        "It can be judged once the records are complete beyond {complete_until}.",
    ),
    "rejected": Text(
        "更正未能读取的数据行（见 rejected.csv）后即可判定。",
        "It can be judged once the rows in rejected.csv are put right.",
    ),
}


def counterfactuals() -> dict[str, Text]:
    """Return the sentence of every outcome, those of all registered forms included."""
    return dict(_counterfactuals(form_keys()))


@lru_cache(maxsize=4)
def _counterfactuals(keys: tuple[str, ...]) -> dict[str, Text]:
    return merged(SHARED_COUNTERFACTUALS, "COUNTERFACTUALS", keys)


def counterfactual(outcome: str, values: Mapping[str, object]) -> Text:
    """Word what would have made this one duty compliant; an empty value is a dash."""
    template = _counterfactuals(form_keys())[outcome]
    return Text(_filled(template.zh, values), _filled(template.en, values))


def _filled(template: str, values: Mapping[str, object]) -> str:
    def value(match: re.Match[str]) -> str:
        found = values[match[1]]
        return "—" if found is None else str(found)

    return PLACEHOLDER.sub(value, template)
