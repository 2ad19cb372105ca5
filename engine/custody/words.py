"""What a view of custody says, in Chinese and English, wherever it is shown."""

from __future__ import annotations

from collections.abc import Mapping

Words = Mapping[str, str]
_ZH: Words = {
    "head": "{title} · 查看日 {as_of}。这是对记录的梳理，不是结论：下列各项未必违规。",
    "records": "记录：接受 {accepted:,} = 可见 {seen:,} + 被更正 {corrected:,} + 未见 "
    "{not_seen:,}；拒收 {rejected:,}，重复 {repeated:,}",
    "coded": "可见 {seen:,} = 属于所列电池 {of_batteries:,} + 无电池编码 "
    "{without_code:,}",
    "states": "{listed:,} 块电池在何处（其中 {only_registered:,} 块只在登记表中）",
    "state": "状态", "batteries": "电池", "held": "在库：最后的持有人仍持有",
    "on_the_way": "在途：已移交，对方尚无记录，现持有人不明",
    "released": "已装车、售出或随产品移出，现持有人不明",
    "ended": "寿命已终结", "unknown": "没有任何流转记录，持有人不明",
    "gaps": "账面缺口", "gap": "缺口", "sure": "记录可见", "unsure": "记录不足以判断",
    "not_received": "已移交而接收方从未登记", "from_nobody": "已接收而无人登记移交",
    "used_after_end": "终结之后仍被使用", "silent": "无记录超过 {silent_for}",
    "enterprises": "企业 {shown} / {all:,}，按账面在库数排列", "enterprise": "企业",
    "received": "收到", "handed_on": "移交", "utilized": "综合利用",
    "on_hand": "账面在库", "dwell_median": "中位天数",
    "dwell_p90": "九成天数", "dwell_longest": "最长天数", "flows": "省际流向 {shown} / {all:,}",
    "from_province": "自", "to_province": "至", "passages": "次数", "empty": "不明",
    "day": "天", "month": "个月", "year": "年",
}  # fmt: skip
_EN: Words = {
    "head": "{title} · as of {as_of}. A view of the records, no verdict: none of this "
    "need be a breach.",
    "records": "records: {accepted:,} accepted = {seen:,} seen + {corrected:,} "
    "corrected + {not_seen:,} not yet seen; {rejected:,} rejected, {repeated:,} "
    "repeated",
    "coded": "{seen:,} seen = {of_batteries:,} of the batteries listed + "
    "{without_code:,} without a battery code",
    "states": "where the batteries are: {listed:,} listed, {only_registered:,} of them "
    "from the register only",
    "state": "state", "batteries": "batteries",
    "held": "held: the last known holder has it",
    "on_the_way": "on the way: handed over, not yet on record there; holder not known",
    "released": "released: in a vehicle, sold or in a product; holder not known",
    "ended": "ended: its life is over", "unknown": "no move on record; holder not known",
    "gaps": "gaps in the books", "gap": "gap", "sure": "the records show it",
    "unsure": "they cannot tell",
    "not_received": "handed over, never received there",
    "from_nobody": "received, handed over by nobody",
    "used_after_end": "used after its end",
    "silent": "silent for longer than {silent_for}",
    "enterprises": "enterprises, {shown} of {all:,}, by what they have on hand",
    "enterprise": "enterprise", "received": "received", "handed_on": "handed on",
    "utilized": "utilized", "on_hand": "on hand by the books", "dwell_median": "days: median",
    "dwell_p90": "90 %", "dwell_longest": "longest",
    "flows": "flows, {shown} of {all:,}", "from_province": "from province",
    "to_province": "to province", "passages": "passages", "empty": "not known",
}  # fmt: skip
WORDS: Mapping[str, Words] = {"zh": _ZH, "en": _EN}


def span_in_words(span: str, language: str) -> str:
    """Return a span of time such as "2 years" (the summary's `silent_for`) in words."""
    if language == "en":
        return span
    count, unit = span.split()
    return f"{count} {_ZH[unit.removesuffix('s')]}"
