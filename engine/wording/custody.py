"""The texts of a view of custody in Chinese and English, for command, pages and paper."""

from __future__ import annotations

from collections.abc import Mapping

# Texts by key; `{…}` are placeholders of `str.format`.
Words = Mapping[str, str]
_NO_VERDICT_ZH = "这是对记录的梳理，不是结论：下列各项未必违规。"
_NO_VERDICT_EN = "A view of the records, no verdict: none of this need be a breach."

_ZH: Words = {
    "head": "{title} · 查看日 {as_of}。" + _NO_VERDICT_ZH,
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
    # Only in the report.
    "report": "动力电池去向报告", "no_verdict": _NO_VERDICT_ZH, "as_of": "查看日",
    "judged_on": "推算截止日", "made_by": "生成程序", "total": "合计",
    "later": "数据完整至此日，此后没有的记录可能尚未报送",
    "arithmetic": "记录的去处", "read": "读入", "accepted": "接受", "rejected": "拒收",
    "repeated": "重复", "seen": "可见", "corrected": "被更正", "not_seen": "未见",
    "of_batteries": "属于所列电池", "without_code": "无电池编码",
    "of_records": "被更正：已由更正的记录取代。未见：到查看日尚未发生或尚未登记。拒收的行及原因"
    "由 packlaw dataset validate 逐条列出；重复的行只计一次。",
    "where": "电池在何处",
    "of_states": "共 {listed:,} 块电池，各属一种状态，其中 {only_registered:,} 块只在登记表"
    "中，没有任何记录。本报告不逐块列出电池：每块的最后持有人、起始日与缺口见 {table}。",
    "no_battery": "数据中没有电池。",
    "of_gaps": "缺口是账面前后不符之处，可能有正当原因。每类最多列出 {cap:,} 项：“记录"
    "可见”的在先，其次按日期先后。",
    "of_not_received": "移交之后，再无接收方流转该电池的记录。移交记录未写明接收方、移交日不在"
    "数据完整期间之内，或接收方同日另有流转记录的，记录不足以判断。",
    "of_from_nobody": "接收当日及以前，无人登记向该企业移交或售出该电池。数据未必覆盖电池自出厂至"
    "接收的全部时日，或有一次移交未写明接收方的，记录不足以判断。",
    "of_used_after_end": "记录寿命终结之后，仍有使用该电池的记录。同日的先后不明，记录不足以"
    "判断。",
    "of_silent": "最后一条记录之后，至推算截止日超过 {silent_for}没有任何记录，也没有寿命终结"
    "的记录。其中属于数据完整期间的不足此长度的，记录不足以判断。",
    "no_gap": "没有这类缺口。", "battery": "电池编码", "record": "记录",
    "from": "移交方", "to": "接收方", "user": "使用方", "other_party": "对方",
    "last_holder": "最后的持有人", "on_not_received": "移交日", "on_from_nobody": "接收日",
    "on_used_after_end": "使用日", "on_silent": "最后记录日", "days_not_received": "已过天数",
    "days_used_after_end": "终结后天数", "days_silent": "无记录天数",
    "rest": "共 {all:,} 项，此处列出 {shown:,} 项，其余 {rest:,} 项见 {table}。",
    "came": "来源", "went": "去向", "stayed": "停留天数", "without_receipt": "未记接收",
    "ended_there": "终结", "found_elsewhere": "他处出现", "not_arrived": "应到未到",
    "first_enterprises": "按账面在库数排列，最多 {cap:,} 家。",
    "of_enterprises": "每次停留：收到 + 未记接收 = 移交 + 终结 + 他处出现 + 账面在库。未记接收："
    "没有记录说明电池何时到此。他处出现：没有移交记录，其后见于别处。应到未到：他人登记已移交"
    "至此，而此处没有记录。综合利用按电池块数计。停留天数只计起止皆知的停留，没有的即不明；九成：九成停留不超过的天数。",
    "no_enterprise": "没有企业有过电池，也没有企业应收到电池。",
    "first_flows": "按次数排列，最多 {cap:,} 项。",
    "of_flows": "相继两次流转，主体不同或省份不同的，计一次。数字是地区代码（GB/T "
    "2260）的前两位，即省级行政区；记录没有写明的为不明。",
    "no_flow": "没有流向。", "province_flows": "省际流向",
    "warnings": "提示", "no_warning": "读入数据时没有提示。",
    "made_again": "本报告由上述数据、查看日与版本唯一确定，可重复生成；不含生成时间。",
}  # fmt: skip
_EN: Words = {
    "head": "{title} · as of {as_of}. " + _NO_VERDICT_EN,
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
    # Only in the report.
    "report": "Battery custody report", "no_verdict": _NO_VERDICT_EN, "as_of": "As of",
    "judged_on": "Counted up to", "made_by": "Made by", "total": "total",
    "later": "the records are complete until then; what is missing later may not have "
    "been sent yet",
    "arithmetic": "What became of the records", "read": "read", "accepted": "accepted",
    "rejected": "rejected", "repeated": "repeated", "seen": "seen",
    "corrected": "corrected", "not_seen": "not yet seen",
    "of_batteries": "of the batteries listed",
    "without_code": "without a battery code",
    "of_records": "Corrected: a correcting record stands in its place. Not yet seen: "
    "it had not happened, or was not written down, by the day looked from. Rejected "
    "rows and their reasons are listed by packlaw dataset validate; a repeated row "
    "counts once.",
    "where": "Where the batteries are",
    "of_states": "{listed:,} {listed:battery|batteries}, each in one state; "
    "{only_registered:,} of them from the register only, without any record. Batteries "
    "are not listed one by one here: {table} has the last holder of each, since when, "
    "and its gaps.",
    "no_battery": "The dataset has no battery.",
    "of_gaps": "A gap is a place where the books do not fit; it may have a good reason. "
    "At most {cap:,} of a kind are listed: those that the records show first, then "
    "by day.",
    "of_not_received": "After the hand-over, no record tells that the recipient moved "
    "the battery. They cannot tell where the hand-over names no recipient, lies "
    "outside of the days that the dataset covers, or has a move of the recipient "
    "on the same day.",
    "of_from_nobody": "Up to the day of receipt, nobody recorded a hand-over or a "
    "sale of the battery to the one who received it. They cannot tell where the dataset need not "
    "cover all days from its making to the receipt, or a hand-over names no recipient.",
    "of_used_after_end": "The end of its life is on record, and a use after it. They "
    "cannot tell which came first on the same day.",
    "of_silent": "No record for longer than {silent_for} after the last one, up to the "
    "day counted to, and no end of its life on record. They cannot tell where the "
    "dataset covers less than that of it.",
    "no_gap": "No gap of this kind.", "battery": "battery code", "record": "record",
    "from": "from", "to": "to", "user": "used by", "other_party": "other party",
    "last_holder": "last known holder", "on_not_received": "handed over",
    "on_from_nobody": "received", "on_used_after_end": "used on",
    "on_silent": "last record", "days_not_received": "days since",
    "days_used_after_end": "days after", "days_silent": "days silent",
    "rest": "{all:,} in all, {shown:,} listed here; the other {rest:,} {rest:is|are} in {table}.",
    "came": "came", "went": "went", "stayed": "days it stayed",
    "without_receipt": "without receipt", "ended_there": "ended",
    "found_elsewhere": "found elsewhere", "not_arrived": "not arrived",
    "first_enterprises": "By what they have on hand, at most {cap:,}. ",
    "of_enterprises": "Of every stay: received + without receipt = handed on + ended + "
    "found elsewhere + on hand by the books. Without receipt: no record tells when the "
    "battery came. Found elsewhere: no record of a hand-over, and later it is with "
    "another. Not arrived: others recorded a hand-over to it, and nothing is on record "
    "there. Utilized counts batteries. Days are those of stays whose beginning and end "
    "are known, and not known where there is none; 90 %: the days that nine stays in "
    "ten do not exceed.",
    "no_enterprise": "No enterprise had a battery, and none was sent one.",
    "first_flows": "The most frequent first, at most {cap:,}. ",
    "of_flows": "Two moves one after the other, by different parties or in different "
    "provinces, count once. The numbers are the first two digits of the region code "
    "(GB/T 2260), which stand for the province; what a record does not tell is not "
    "known.",
    "no_flow": "No flow.", "province_flows": "Flows between provinces",
    "warnings": "Warnings", "no_warning": "Nothing was warned of when the data was read.",
    "made_again": "This report follows from the dataset, day and version named on its "
    "cover and can be made again; it carries no time of printing.",
}  # fmt: skip
WORDS: Mapping[str, Words] = {"zh": _ZH, "en": _EN}


def span_in_words(span: str, language: str) -> str:
    """Return a span of time such as "2 years", as `silent_for` holds it, in a language."""
    if language == "en":
        return span
    count, unit = span.split()
    return f"{count} {_ZH[unit.removesuffix('s')]}"


def name_of(party: Mapping[str, object], language: str) -> str:
    """Return the name of a party in a language, else in the other, else its id.

    `party` has `entity_id`, `name` and `name_en`, each a text or None; where all are
    None, the text for "not known".
    """
    names = ("name", "name_en") if language == "zh" else ("name_en", "name")
    known = (party[key] for key in (*names, "entity_id"))
    return str(next((name for name in known if name), WORDS[language]["empty"]))
