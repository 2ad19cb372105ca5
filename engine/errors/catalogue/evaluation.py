"""Messages of `evaluation`."""

from __future__ import annotations

from engine.errors.text import Text

MESSAGES: dict[str, Text] = {
    "evaluation.not-a-calendar": Text(
        "这不是工作日表。请写 years：由 year、status、holidays、workdays 组成的映射的列表，"
        "格式与 packlaw 自带的工作日历相同。",
        "This is not a table of working days.  Write years: a list of mappings of year, "
        "status, holidays and workdays, as in the calendar that packlaw brings.",
    ),
    "evaluation.no-day-to-judge-for": Text(
        "数据集未说明其完整至哪一日，须指明评估日：请加上 --as-of YYYY-MM-DD。",
        "The dataset does not say until when it is complete, so the day to judge for "
        "must be given: add --as-of YYYY-MM-DD.",
    ),
    "evaluation.no-day-to-look-from": Text(
        "数据集未说明其完整至哪一日，须指明从哪一日查看：请加上 --as-of YYYY-MM-DD。",
        "The dataset does not say until when it is complete, so the day to look from "
        "must be given: add --as-of YYYY-MM-DD.",
    ),
    "evaluation.unknown-rules": Text(
        "词汇表{vocabulary}没有适用的规则{rules}。`packlaw rules list` 列出全部规则。",
        "{rules:No rule|None of the rules} {rules} applies to the vocabulary "
        "{vocabulary}. `packlaw rules list` names them all.",
    ),
    "evaluation.too-many-conditions": Text(
        "{file}：该规则的条件超出实时引擎能够可靠匹配的数量（对一条记录最多{limit}项）。"
        "请将其拆分为两条规则。",
        "{file}: the rule has more conditions than the live engine can match safely "
        "(at most {limit} on one record). Split it into two rules.",
    ),
    "evaluation.crowded-group": Text(
        "同一编码下须一并判定的记录超过{limit:,}条；若该编码代表许多不同的事物，"
        "请将其留空，空值表示未知",
        "more than {limit:,} records under one code would have to be judged at once; "
        "leave a code empty where it stands for many things, since empty means unknown",
    ),
    "evaluation.fact-unmatched": Text(
        "durable-rules：有一条事实未被任何规则接收",
        "durable-rules: a fact was matched by no rule",
    ),
    "evaluation.fact-repeated": Text(
        "durable-rules：有一条事实被当作已接收过的事实",
        "durable-rules: a fact was taken for one already seen",
    ),
    "evaluation.fact-refused": Text(
        "durable-rules：有一条事实被拒绝（状态{status}）",
        "durable-rules: a fact was refused (status {status})",
    ),
    "evaluation.two-outcomes": Text(
        "durable-rules：规则{rule}对记录{record}的同一项义务得出两个结果：{outcomes}",
        "durable-rules: two outcomes for one duty of the rule {rule} and the record "
        "{record}: {outcomes}",
    ),
    "evaluation.group-error": Text("{kind}：{text}", "{kind}: {text}"),
    "evaluation.worker-killed": Text(
        "durable-rules：其进程已终止（信号{signal}）",
        "durable-rules: its process ended (signal {signal})",
    ),
    "evaluation.worker-ended": Text(
        "durable-rules：其进程已结束（状态{status}）",
        "durable-rules: its process ended (status {status})",
    ),
}
