"""The fixed terms around a finding, each in both languages.

Reports, pages and the command line take them from here. The names of roles, events,
fields and codes are those of the vocabulary.
"""

from __future__ import annotations

from engine.errors import Language as Language
from engine.errors import Text

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

FORCES = {
    "binding": Text("约束性", "binding"),
    "advisory": Text("提示性", "advisory"),
    "voluntary": Text("自愿性", "voluntary"),
}
FORCE_HEADINGS = {
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

CONFIDENCES = {
    "A": Text("已见条文原文", "text of the article seen"),
    "B": Text("载明条号的摘要", "summary naming the article"),
    "C": Text(
        "官方或新闻摘要，未载条号", "official or press summary without the number"
    ),
    "D": Text("我们的解读", "our own reading"),
}
OUR_SUMMARY = Text("我们的归纳，非条文原文", "our summary, not the words of the law")

COVERAGES = {
    "automated": Text("自动核查", "automated"),
    "partly": Text("部分核查", "partly automated"),
    "manual": Text("须人工核查", "for the inspector"),
    "not-checkable": Text("无法核查", "cannot be checked"),
    "text-not-seen": Text("未见条文", "text not seen"),
}

# The five parts of a finding, in their order on pages, in reports and on terminals.
FIVE = {
    "article": Text("条款", "Article"),
    "shows": Text("记录显示", "The record shows"),
    "verdict": Text("结论", "Verdict"),
    "evidence": Text("证据", "Evidence"),
    "remedy": Text("整改措施", "Remedy"),
}
FINDING = Text("发现编号", "Finding")
WITNESS = Text("所对照的记录", "Record it was held against")
EMPTY = Text("（空）", "(empty)")
NOT_KEPT = Text(
    "该次核查未保存各列内容，请查阅原始记录：",
    "This run did not keep the values; look them up in the records:",
)
OF_THE_YEAR = Text(
    "当年计入合计的各条记录，请查阅其：",
    "Every record of the year that the sums count; look at its:",
)

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
OWED_BY = Text("义务主体", "Owed by")
SUMS = {
    "numerator": Text("分子合计", "Sum measured"),
    "denominator": Text("分母合计", "Sum divided by"),
}
REGISTER_COLUMNS = {
    "name": Text("名称", "name"), "name_en": Text("英文名称", "English name"),
    "roles": Text("角色", "roles"), "region": Text("行政区划", "region"),
    "established_on": Text("成立日", "day of establishment"),
    "closed_on": Text("终止日", "day of closing"), "level": Text("层级", "level"),
    "chemistry": Text("化学体系", "chemistry"),
    "rated_kwh": Text("额定能量（千瓦时）", "rated energy (kWh)"),
    "mass_kg": Text("质量（千克）", "mass (kg)"), "maker_id": Text("生产者", "maker"),
    "parent_code": Text("上级编码", "code of what it is built into"),
    "produced_on": Text("生产日", "day of production"),
    "swap_model": Text("换电车型", "swap model"),
    "operator_id": Text("设立者", "operator"),
}  # fmt: skip
# The names of registers, by the first word of a path such as `battery.level`.
OWNERS = {
    "actor": Text("主体", "actor"), "counterparty": Text("相对方", "counterparty"),
    "battery": Text("电池", "battery"), "vehicle": Text("车辆", "vehicle"),
    "outlet": Text("网点", "outlet"),
}  # fmt: skip
PARTY_TESTS = {
    "holds": Text("的资质", "'s credentials"),
    "holds_any": Text("的资质", "'s credentials"),
    "runs_outlet_for": Text("经营的网点", "'s outlets"),
}
# What a condition may need besides the columns of records and registers.
SURROUNDINGS = {
    "calendar": Text("工作日历", "the calendar of working days"),
    "outlets": Text("网点登记", "the register of outlets"),
    "complete.from": Text(
        "数据完整性起始日", "the day from which the records are complete"
    ),
    "complete.until": Text(
        "数据完整性截止日", "the day until which the records are complete"
    ),
    "denominator": Text("分母合计", "the sum divided by"),
    "rejected": Text("未能读取的数据行", "rows that could not be read"),
    "rejected.credentials": Text(
        "资质表（credentials）中未能读取的行",
        "a row of credentials that could not be read",
    ),
    "rejected.outlets": Text(
        "网点表（outlets）中未能读取的行", "a row of outlets that could not be read"
    ),
}
# Follows the name of a column that no file of its table has.
NO_COLUMN = Text("（数据中无此列）", "(no file has this column)")
LEVELS = {
    "pack": Text("电池包", "pack"),
    "module": Text("模块", "module"),
    "cell": Text("单体", "cell"),
}
YES, NO, UNKNOWN = Text("是", "yes"), Text("否", "no"), Text("未知", "unknown")


def pick(text: Text, language: Language) -> str:
    """Return a text in one language."""
    return text.in_language(language)


def basis_words(confidence: str) -> Text:
    """Word how sure the source is, and that wording is a summary unless it is A."""
    words = CONFIDENCES[confidence]
    if confidence == "A":
        return Text(f"{confidence}：{words.zh}", f"{confidence}: {words.en}")
    return Text(
        f"{confidence}：{words.zh}；{OUR_SUMMARY.zh}",
        f"{confidence}: {words.en}; {OUR_SUMMARY.en}",
    )
