"""The only place that words a verdict: one sentence pair for each way a duty can end.

A template's {names} are columns of the findings; the same template serves
every row of a run, in columns, and a single finding on a page.
"""

from __future__ import annotations

import re
from functools import reduce
from operator import add

import ibis

from engine.rulebook import Span, Text
from engine.rulebook.outcomes import outcomes
from engine.tables.store import Column

_START = Text(
    "{event_zh}发生于{occurred_on}；次日{day_one}起算第一日，{within_zh}，最后一日为{due_on}",
    "{event_en} on {occurred_on}; day one is {day_one}; "
    "{within_en}, the last day is {due_on}",
)
_WITNESS = Text(
    "{witness_event_zh}于{done_on}（记录{witness_id}）",
    "{witness_event_en} on {done_on} (record {witness_id})",
)
_RECORD = Text("{event_zh}发生于{occurred_on}", "{event_en} on {occurred_on}")


def _both(*parts: Text) -> Text:
    return Text("".join(p.zh for p in parts), "".join(p.en for p in parts))


SENTENCES: dict[str, Text] = {
    "doubtful": _both(
        _RECORD,
        Text(
            "；“{missing_zh}”未知，无法判定是否负有该义务。",
            '; "{missing_en}" is unknown, so whether the duty exists cannot be said.',
        ),
    ),
    "in_time": _both(
        _START, Text("；于{done_on}完成，按期。", "; done on {done_on}, in time.")
    ),
    "done": _both(_RECORD, Text("；于{done_on}完成。", "; done on {done_on}.")),
    "late": _both(
        _START,
        Text(
            "；于{done_on}完成，逾期{days}日。", "; done on {done_on}: {days_en} late."
        ),
    ),
    "missing": _both(
        _START,
        Text(
            "；截至{judged_on}未见完成，已逾期{days}日。",
            "; not done by {judged_on}: {days_en} overdue so far.",
        ),
    ),
    "pending": _both(
        _START,
        Text(
            "；截至{judged_on}未见完成，期限未满。",
            "; not done by {judged_on}; the last day has not passed.",
        ),
    ),
    "open": _both(
        _RECORD,
        Text(
            "；截至{judged_on}未见完成；已知来源未定期限。",
            "; not done by {judged_on}; no deadline is known.",
        ),
    ),
    "beyond_calendar": _both(
        _RECORD,
        Text(
            "；{within_zh}的最后一日超出已公布的工作日历，无法判定。",
            "; the last day of {within_en} lies beyond the published calendar of "
            "working days.",
        ),
    ),
    "unmatched": _both(
        _RECORD,
        Text(
            "；“{missing_zh}”为空，无法与其他记录对应。",
            '; "{missing_en}" is empty, so no other record can be matched with it.',
        ),
    ),
    "unsure": _both(
        _RECORD,
        Text(
            "；有一条可能相符的记录，但其“{missing_zh}”未知，无法判定。",
            '; another record may answer it, but its "{missing_en}" is unknown.',
        ),
    ),
    "holds": _both(
        _RECORD,
        Text(
            "；记录显示{shows_zh}。符合要求。",
            "; the record shows {shows_en}. As demanded.",
        ),
    ),
    "fails": _both(
        _RECORD,
        Text(
            "；记录显示{shows_zh}。不符合要求。",
            "; the record shows {shows_en}. Not as demanded.",
        ),
    ),
    "unclear": _both(
        _RECORD,
        Text(
            "；“{missing_zh}”未知，无法判定。记录显示{shows_zh}。",
            '; "{missing_en}" is unknown. The record shows {shows_en}.',
        ),
    ),
    "preceded": _both(
        _RECORD, Text("；此前已有：", "; before it: "), _WITNESS, Text("。", ".")
    ),
    "unpreceded": _both(
        _RECORD,
        Text(
            "；此前未见{wanted_zh}，而数据自{complete_from}起完整，本应可见。",
            "; no {wanted_en} before it, though the records are complete from "
            "{complete_from} and would show one.",
        ),
    ),
    "too_early": _both(
        _RECORD,
        Text("；最近一次", "; the latest before it, "),
        _WITNESS,
        Text("，已超过{within_zh}。", ", is more than {within_en} earlier."),
    ),
    "not_shown": _both(
        _RECORD,
        Text(
            "；此前未见{wanted_zh}，但数据不足以证明其不存在（缺：{missing_zh}）。",
            "; no {wanted_en} is seen before it, but the records could not show one "
            "(not known: {missing_en}).",
        ),
    ),
    "clear": _both(
        _RECORD,
        Text(
            "；截至{judged_on}其后未见{wanted_zh}。",
            "; nothing of the kind follows up to {judged_on} ({wanted_en}).",
        ),
    ),
    "violated_after": _both(
        _RECORD, Text("；其后仍有", "; after it, "), _WITNESS, Text("。", ".")
    ),
    "violated_same_day": _both(
        _RECORD,
        Text(
            "；同日另有{wanted_zh}，先后不明，无法判定。",
            "; the same day has {wanted_en}, and which came first is unknown.",
        ),
    ),
    "violated_unsure": _both(
        _RECORD,
        Text(
            "；其后有一条可能相符的记录，但其“{missing_zh}”未知，无法判定。",
            '; a later record may offend, but its "{missing_en}" is unknown.',
        ),
    ),
    "alone": _both(
        _RECORD, Text("；无未解除的在先记录。", "; nothing earlier still stands.")
    ),
    "not_alone": _both(
        _RECORD,
        Text("；在先的", "; earlier, "),
        _WITNESS,
        Text("尚未解除。", ", still stands."),
    ),
    "perhaps_alone": _both(
        _RECORD,
        Text(
            "；可能有未解除的在先记录，但“{missing_zh}”不明，无法判定。",
            '; an earlier record may still stand, but "{missing_en}" leaves it open.',
        ),
    ),
    "covered": _both(
        _RECORD,
        Text(
            "，地区{region}；当日该地区设有网点。",
            " in region {region}; an outlet was open there.",
        ),
    ),
    "uncovered": _both(
        _RECORD,
        Text(
            "，地区{region}；当日该地区未设网点。",
            " in region {region}; no outlet was open there that day.",
        ),
    ),
    "perhaps_covered": _both(
        _RECORD,
        Text(
            "，地区{region}；网点登记信息不足，无法判定。",
            " in region {region}; what is known of the outlets does not settle it.",
        ),
    ),
    "region_unknown": _both(
        _RECORD,
        Text(
            "；“{missing_zh}”为空或位数不足，无法判定。",
            '; "{missing_en}" is empty or too short to tell.',
        ),
    ),
    "year_open": Text(
        "{year}年度尚未结束（评估至{judged_on}）；目前合计{numerator}／{denominator}。",
        "The year {year} is not over (judged on {judged_on}); so far {numerator} / {denominator}.",
    ),
    "reached": Text(
        "{year}年度合计{numerator}／{denominator}，要求{bound_zh}；符合要求。",
        "In {year}: {numerator} / {denominator}; demanded is {bound_en}. As demanded.",
    ),
    "below_bound": Text(
        "{year}年度合计{numerator}／{denominator}，要求{bound_zh}；不符合要求。",
        "In {year}: {numerator} / {denominator}; demanded is {bound_en}. Not as demanded.",
    ),
    "unmeasured": Text(
        "{year}年度因“{missing_zh}”未知或为零，无法判定（{bound_zh}）。",
        'In {year}: "{missing_en}" is unknown or nil, so it cannot be said ({bound_en}).',
    ),
}
assert set(SENTENCES) == set(outcomes())

_NAME = re.compile(r"\{(\w+)\}")
# The columns that some sentence names.
NAMED = frozenset(
    name
    for text in SENTENCES.values()
    for template in (text.zh, text.en)
    for name in _NAME.findall(template)
)

_UNITS = {
    "days": ("{}日内", "day"),
    "working days": ("{}个工作日内", "working day"),
    "months": ("{}个月内", "month"),
    "years": ("{}年内", "year"),
}


def span_words(span: Span | None) -> Text:
    """Word a span: 三十 days is 30日内 and "30 days"."""
    if span is None:
        return Text("", "")
    zh, en = _UNITS[span.unit]
    plural = "" if span.count == 1 else "s"
    return Text(zh.format(span.count), f"{span.count} {en}{plural}")


def sentence(template: str, columns: dict[str, Column]) -> Column:
    """Fill a template from columns, as one text column; an empty value reads as a dash."""
    pieces = _NAME.split(template)
    texts = [
        columns[piece].cast("string").fill_null("—")
        if place % 2
        else ibis.literal(piece)
        for place, piece in enumerate(pieces)
        if piece
    ]
    return reduce(add, texts)
