"""The heads of the columns of findings in tables for people."""

from __future__ import annotations

from engine.errors import Text
from engine.wording.terms import COLUMNS, FINDING, OWED_BY

FINDING_HEADS: dict[str, Text] = {
    **COLUMNS,
    "finding_id": FINDING,
    "rule_id": Text("规则编号", "Rule"),
    "rule_title_zh": Text("规则（中文）", "Rule in Chinese"),
    "rule_title_en": Text("规则（英文）", "Rule in English"),
    "rule_version": Text("规则版本", "Version of the rule"),
    "instrument": Text("法规文件", "Instrument"),
    "article": Text("条款", "Article"),
    "confidence": Text("依据可靠程度", "Confidence"),
    "force": Text("约束力", "Force"),
    "severity": Text("严重程度", "Severity"),
    "verdict": Text("结论", "Verdict"),
    "actor_name": Text("主体名称", "Name of the actor"),
    "owed_by": OWED_BY,
    "owed_by_name": Text("义务主体名称", "Name of who owes it"),
    "due_on": Text("期限最后一日", "Last day in time"),
    "done_on": Text("完成日", "Day it was done"),
    "days": Text("逾期天数", "Days late"),
    "missing_field": Text("未知的内容", "What is not known"),
    "witness_id": Text("所对照的记录", "Record it was held against"),
    "reason_zh": Text("理由（中文）", "Reason in Chinese"),
    "reason_en": Text("理由（英文）", "Reason in English"),
}
