"""Words of `be_covered_by`."""

from __future__ import annotations

from engine.forms.be_covered_by.demand import BeCoveredBy
from engine.forms.defaults.wording import bound, criterion, wanted
from engine.rulebook import Text
from engine.wording.counterfactuals import ONCE_KNOWN
from engine.wording.labels import Labels
from engine.wording.rules.conditions import name_of
from engine.wording.rules.phrases import both
from engine.wording.sentences import RECORD

_LEVELS = {
    "province": Text("省级", "province"),
    "prefecture": Text("地市级", "prefecture"),
}

SENTENCES: dict[str, Text] = {
    "covered": both(
        RECORD,
        Text(
            "，地区{region}；当日该地区设有网点。",
            " in region {region}; an outlet was open there.",
        ),
    ),
    "uncovered": both(
        RECORD,
        Text(
            "，地区{region}；当日该地区未设网点。",
            " in region {region}; no outlet was open there that day.",
        ),
    ),
    "perhaps_covered": both(
        RECORD,
        Text(
            "，地区{region}；网点登记信息不足，无法判定。",
            " in region {region}; what is known of the outlets does not settle it.",
        ),
    ),
    "outlet_rejected": both(
        RECORD,
        Text(
            "，地区{region}；经营者有网点行未能读取，当日该地区是否设有网点无法判定。",
            " in region {region}; a row of the operator's outlets could not be read, so "
            "whether one was open there that day cannot be said.",
        ),
    ),
    "region_unknown": both(
        RECORD,
        Text(
            "；“{missing_zh}”为空或位数不足，无法判定。",
            '; "{missing_en}" is empty or too short to tell.',
        ),
    ),
}
COUNTERFACTUALS: dict[str, Text] = {
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
    "outlet_rejected": Text(
        "改正未能读取的网点行后即可判定；当日设有网点则为合规。",
        "Once the outlet rows that could not be read are put right it can be judged; "
        "one open that day makes it compliant.",
    ),
    "region_unknown": ONCE_KNOWN,
}


def clause(form: BeCoveredBy, negated: bool, labels: Labels, /) -> Text:
    """Word whose outlet must stand in which region, counted once a year."""
    level, operator = _LEVELS[form.level], name_of(form.operator, labels)
    return Text(
        f"{operator.zh}应当在事件所在的{level.zh}行政区域设有当日开放的网点"
        "（每一地区每一自然年计一次）",
        f"{operator.en} must have an outlet, open that day, in the {level.en} where "
        "it happened (counted once for each region and calendar year)",
    )


__all__ = [
    "COUNTERFACTUALS",
    "SENTENCES",
    "bound",
    "clause",
    "criterion",
    "wanted",
]
