"""Words what to do about a finding, by its verdict.

A breach takes the remedy of its rule, a pending duty the act by its last day, an
undetermined one what has to be filled in or put right before it can be judged.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.rulebook import Rule, Text
from engine.rulebook.columns import OUTLET_OPERATOR, REGISTER_OF
from engine.wording.labels import Labels
from engine.wording.rules.demands import demand_words
from engine.wording.terms import PARTY_TESTS

NOTHING_TO_DO = Text("无须整改。", "Nothing has to be put right.")
BY_THE_LAST_DAY = Text(
    "尚在期限内，请在{due_on}或之前完成并记入数据：{demand_zh}。",
    "Not due yet. To be done and recorded on or before {due_on}: {demand_en}.",
)
WITHOUT_A_LAST_DAY = Text(
    "完成后请记入数据：{demand_zh}。",
    "To be recorded once it is done: {demand_en}.",
)
BY_THE_END_OF_THE_YEAR = Text(
    "年度尚未终了，全年合计须符合：{demand_zh}。",
    "The year is not over. By its end: {demand_en}.",
)
# What to do about each thing that may leave a duty open, besides columns of tables.
SETTLED_BY: dict[str, Text] = {
    "rejected": Text(
        "改正未能读取的行后重新核查；rejected.csv 列明其文件、行号和原因。",
        "Put right the rows that could not be read, and check again; rejected.csv lists "
        "them with file, row and reason.",
    ),
    "complete.until": Text(
        "补充此后的记录，在 dataset.yaml 的 complete.until 写明完整到哪一日，再行核查。",
        "Add the records that came after, say in dataset.yaml, under complete.until, up to "
        "which day they are complete, and check again.",
    ),
    "complete.from": Text(
        "补充更早的记录，在 dataset.yaml 的 complete.from 写明自哪一日起完整，再行核查。",
        "Add the earlier records, say in dataset.yaml, under complete.from, from which day "
        "they are complete, and check again.",
    ),
    "calendar": Text(
        "待该年度节假日安排公布、工作日历补齐后再行核查。",
        "Check again once the holidays of that year are announced and in the calendar.",
    ),
    "outlets": Text(
        "在网点表（outlets）中补齐网点的地区、设立者和起止日，再行核查。",
        "Fill in region, operator and days of the outlets in the table outlets, and check "
        "again.",
    ),
    "denominator": Text(
        "分母合计为零：补齐或更正当年各条记录中的数量，再行核查。",
        "The sum divided by is nil: fill in or correct the quantities in the records of "
        "the year, and check again.",
    ),
}
FILLED_IN = Text(
    "在{table_zh}中补齐“{missing_zh}”后重新核查。",
    'Fill in "{missing_en}" in {table_en}, and check again.',
)
ADDED = Text(
    "在{table_zh}中增加列 {column}（{missing_zh}），填写后重新核查。",
    'Add the column {column} ("{missing_en}") to {table_en}, fill it in, and check again.',
)
TABLES = {
    "records": Text("记录表（records）", "the table records"),
    "entities": Text("企业表（entities）", "the table entities"),
    "credentials": Text("资质表（credentials）", "the table credentials"),
    "batteries": Text("电池表（batteries）", "the table batteries"),
    "vehicles": Text("车辆表（vehicles）", "the table vehicles"),
    "outlets": Text("网点表（outlets）", "the table outlets"),
}


def remedy_words(finding: Mapping[str, object], rule: Rule, labels: Labels) -> Text:
    """Word what to do; `finding` has `verdict`, `due_on` and `missing_field`."""
    verdict = finding["verdict"]
    if verdict == "breach":
        return rule.remedy
    if verdict == "pending":
        return _pending(finding["due_on"], rule, labels)
    if verdict == "undetermined":
        return _undetermined(str(finding["missing_field"]), labels)
    return NOTHING_TO_DO


def _pending(due_on: object, rule: Rule, labels: Labels) -> Text:
    demand = demand_words(rule.demand, labels)
    template = WITHOUT_A_LAST_DAY if due_on is None else BY_THE_LAST_DAY
    if rule.demand.form.is_of_a_year:
        template = BY_THE_END_OF_THE_YEAR
    values = {"due_on": due_on, "demand_zh": demand.zh, "demand_en": demand.en}
    return Text(template.zh.format(**values), template.en.format(**values))


def _undetermined(missing: str, labels: Labels) -> Text:
    if missing in SETTLED_BY and missing not in labels.words.fields:
        return SETTLED_BY[missing]
    label, table = labels.label(missing), TABLES[_table_of(missing)]
    words = ADDED if missing in labels.absent else FILLED_IN
    return Text(
        words.zh.format(table_zh=table.zh, missing_zh=label.zh, column=missing),
        words.en.format(table_en=table.en, missing_en=label.en, column=missing),
    )


def _table_of(path: str) -> str:
    """Return the table whose rows say what a path reads."""
    head, _, column = path.rpartition(".")
    if path == OUTLET_OPERATOR or column == "runs_outlet_for":
        return "outlets"
    return "credentials" if column in PARTY_TESTS else REGISTER_OF.get(head, "records")
