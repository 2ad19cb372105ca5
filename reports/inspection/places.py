"""The fixed words of the inspection report, each in both languages."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from engine.rulebook import Text

Language = Literal["zh", "en"]

DASH = "\N{EN DASH}"

FORCES = {
    "binding": Text("约束性义务", "Binding obligations"),
    "advisory": Text("提示性规则", "Advisory rules"),
    "voluntary": Text("自愿性条件", "Voluntary conditions"),
}

FORCE_MEANINGS = {
    "binding": Text(
        "法规设定的义务；违反可能承担法律责任。",
        "Duties that the law imposes; a breach may have legal consequences.",
    ),
    "advisory": Text(
        "来源较弱或属我们的解读，仅供线索核查，不与约束性结论合计。",
        "Weaker sources or our own reading: leads to look into,"
        " never added to the binding figures.",
    ),
    "voluntary": Text(
        "企业自愿申请的行业规范条件，不与约束性结论合计。",
        "Industry conditions that a company takes on by its own choice,"
        " never added to the binding figures.",
    ),
}

SEVERITIES = {
    "critical": Text("严重", "critical"),
    "major": Text("较重", "major"),
    "minor": Text("轻微", "minor"),
}

VERDICTS = {
    "breach": Text("违规", "breach"),
    "undetermined": Text("无法判定", "undetermined"),
    "pending": Text("期限内", "pending"),
    "compliant": Text("合规", "compliant"),
    "no_duty": Text("不适用", "no duty"),
}

VERDICT_MEANINGS = {
    "breach": Text(
        "记录显示义务未履行，或期限届满后才履行、仍未履行。",
        "The records show that the demand is not met, was met late,"
        " or is still not met after its last day.",
    ),
    "undetermined": Text(
        "判断所需的内容缺失。未知既不是合规，也不是违规。",
        "Something the judgement needs is missing."
        " Unknown is neither a pass nor a breach.",
    ),
    "pending": Text(
        "尚未履行，期限未到，或未规定期限。",
        "Not yet done, and its last day has not passed or no day is set.",
    ),
    "compliant": Text(
        "就所提供的记录而言，要求已满足。",
        "The demand is met, as far as the records supplied can show.",
    ),
    "no_duty": Text(
        "记录不落入规则的适用范围；只计数，不是结论。",
        "The rule does not reach the record; counted, but not a verdict.",
    ),
}

CONFIDENCES = {
    "A": Text("已见条文原文", "text of the article seen"),
    "B": Text("载明条号的摘要", "summary naming the article"),
    "C": Text(
        "官方或新闻摘要，未载条号", "official or press summary without the number"
    ),
    "D": Text("我们的解读", "our own reading"),
}

COVERAGES = {
    "automated": Text("自动核查", "automated"),
    "partly": Text("部分核查", "partly automated"),
    "manual": Text("须人工核查", "for the inspector"),
    "not-checkable": Text("无法核查", "cannot be checked"),
    "text-not-seen": Text("未见条文", "text not seen"),
}

COLUMNS = {
    "record_id": Text("记录编号", "Record"),
    "event": Text("事件", "Event"),
    "occurred_on": Text("发生日", "Day it happened"),
    "battery_code": Text("电池编码", "Battery code"),
    "actor_id": Text("主体", "Actor"),
    "counterparty_id": Text("相对方", "Counterparty"),
    "vin": Text("车辆识别代号", "Vehicle (VIN)"),
    "reported_on": Text("报送日", "Day it was reported"),
    "region": Text("行政区划", "Region"),
    "corrects": Text("所更正的记录", "Record it corrects"),
    "recorded_on": Text("填写日", "Day it was recorded"),
}


def pick(text: Text, language: Language) -> str:
    """Return one side of a bilingual text."""
    return text.zh if language == "zh" else text.en


def article_name(article: str, language: Language) -> str:
    """Name the place in an instrument; an unknown number is said to be unknown."""
    if article == "unknown":
        return pick(Text("条号未知", "Article number unknown"), language)
    return pick(Text(f"第 {article} 条", f"Article {article}"), language)


def article_span(first: str, last: str, language: Language) -> str:
    """Name one article, or all from the first to the last."""
    if first == last:
        return article_name(first, language)
    span = f"{first}{DASH}{last}"
    return pick(Text(f"第 {span} 条", f"Articles {span}"), language)


def article_order(article: str) -> tuple[bool, list[int], str]:
    """Sort 9 before 10, 24(2) before 24(7), and unknown numbers last."""
    numbers = [int(digits) for digits in re.findall(r"\d+", article)]
    return (not numbers, numbers, article)


def day(value: date | str | None) -> str:
    """Write a day as YYYY-MM-DD, and an empty one as a dash."""
    return str(value) if value else DASH
