"""What would have made a duty compliant: one sentence pair for each way it can end.

Templates are filled as those of the verdicts are, with one finding's columns
and the words of what its rule asks for (`asked`) and of what is not known
(`missing`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from engine.rulebook import Text
from engine.rulebook.outcomes import outcomes

_LEARN = Text(
    "补齐“{missing_zh}”后即可判定；未知既不视为合规，也不视为违规。",
    "It can be judged once this is known: {missing_en}. "
    "Unknown is neither a pass nor a breach.",
)
_EARLIER = "当日或之前有“{asked_zh}”的记录{limit_zh}"
_EARLIER_EN = "{asked_en} on the same or an earlier day{limit_en}"

COUNTERFACTUALS: dict[str, Text] = {
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
        "如在{due_on}或之前完成，即提前{days}日，则为合规。",
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
    "unmatched": _LEARN,
    "unsure": _LEARN,
    "holds": Text(
        "已合规；要求为：{asked_zh}。", "It is compliant; the demand is: {asked_en}."
    ),
    "fails": Text(
        "如记录显示{asked_zh}，则为合规。",
        "Had the record shown this, it would have been compliant: {asked_en}.",
    ),
    "unclear": Text(
        "补齐“{missing_zh}”后即可判定；如显示{asked_zh}，则为合规。",
        "It can be judged once this is known: {missing_en}; compliant is: {asked_en}.",
    ),
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
    "clear": Text(
        "已合规；其后不得有“{asked_zh}”{limit_zh}。",
        "It is compliant as long as this does not follow: {asked_en}{limit_en}.",
    ),
    "violated_after": Text(
        "如其后没有“{asked_zh}”{limit_zh}（最早一次为{done_on}），则为合规。",
        "Had this not followed, it would have been compliant: {asked_en}{limit_en} "
        "(the first was on {done_on}).",
    ),
    "violated_same_day": Text(
        "如能证明“{asked_zh}”在先，则为合规。",
        "Shown to have come first, this would leave it compliant: {asked_en}.",
    ),
    "violated_unsure": _LEARN,
    "alone": Text(
        "已合规；不得有未解除的在先记录。",
        "It is compliant, since nothing earlier still stands.",
    ),
    "not_alone": Text(
        "如{done_on}的在先记录（{witness_id}）在{occurred_on}或之前已解除{asked_zh}，则为合规。",
        "Had the earlier record {witness_id} of {done_on} been released by "
        "{occurred_on}{asked_en}, it would have been compliant.",
    ),
    "perhaps_alone": _LEARN,
    "covered": Text(
        "已合规；当日该地区设有网点。",
        "It is compliant: an outlet was open there that day.",
    ),
    "uncovered": Text(
        "如经营者当日在地区{region}设有开放的网点，则为合规。",
        "With an outlet of the operator open in region {region} that day, "
        "it would have been compliant.",
    ),
    "perhaps_covered": Text(
        "补齐网点的地区和起止日后即可判定；当日设有网点则为合规。",
        "Once regions and days of the outlets are known it can be judged; "
        "one open that day makes it compliant.",
    ),
    "region_unknown": _LEARN,
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
}
assert set(COUNTERFACTUALS) == set(outcomes())


def counterfactual(outcome: str, values: Mapping[str, object]) -> Text:
    """Word what would have made this one duty compliant."""
    template = COUNTERFACTUALS[outcome]
    return Text(_filled(template.zh, values), _filled(template.en, values))


def _filled(template: str, values: Mapping[str, object]) -> str:
    def value(match: re.Match[str]) -> str:
        found = values[match[1]]
        return "—" if found is None else str(found)

    return re.sub(r"\{(\w+)\}", value, template)
