"""Faults of rule files: conditions, periods, examples, and what they must agree with."""

from __future__ import annotations

from engine.errors.text import Text

MESSAGES: dict[str, Text] = {
    # Conditions
    "rulebook.no-condition": Text(
        "此处没有条件。请至少写一个条件。", "No condition stands here.  Name one."
    ),
    "rulebook.no-test": Text(
        "此处没有测试。请至少写一项测试。", "No test stands here.  Name one."
    ),
    "rulebook.test-misfit": Text(
        "{path} 是{type}。测试 {test} 只用于{fitting}。",
        "{path} is {type}.  The test {test} is for {fitting}.",
    ),
    "rulebook.equals-nothing": Text(
        "空值不等于任何值。请写 {{known: false}}。",
        "An empty value equals nothing.  Write {{known: false}}.",
    ),
    "rulebook.not-comparable": Text(
        "{one} 是{one_type}，{other} 是{other_type}，两者不能比较。请改用类型相同的两列。",
        "{one} is {one_type} and {other} is {other_type}; they cannot be compared.  "
        "Name two columns of one type.",
    ),
    # Heads of rules
    "rulebook.stands-alone": Text(
        "{word} 只能单独使用。请删去它或删去其他词。",
        "{word} stands alone.  Remove it or the other words.",
    ),
    "rulebook.no-day-left": Text(
        "{until} 不晚于 {start}，没有任何一日适用。请更正 from 或 until。",
        "{until} is not after {start}; no day is left.  Correct from or until.",
    ),
    "rulebook.review-incomplete": Text(
        "缺少 {key}。请写明由谁、何时签署。",
        "{key} is missing.  Say who reviewed it and when.",
    ),
    "rulebook.id-misplaced": Text(
        "{id} 与文件所在位置不符。请写 {place}。",
        "{id} is not where the file stands.  Write {place}.",
    ),
    "rulebook.instrument-misplaced": Text(
        "法规文件 {instrument} 与所在文件夹不符。请写 {folder}。",
        "The instrument {instrument} is not the folder.  Write {folder}.",
    ),
    # Examples
    "rulebook.no-examples": Text(
        "规则须有案例，首先是结果为 no_duty（不适用）的案例。",
        "A rule needs examples, the first for no_duty.",
    ),
    "rulebook.no-records": Text(
        "案例至少须有一条记录，即触发记录。", "An example needs a record, its trigger."
    ),
    "rulebook.record-cell-empty": Text(
        "{column} 为空。每条记录都须填写该列。",
        "{column} is empty.  Every record needs it.",
    ),
    "rulebook.register-cell-empty": Text(
        "{column} 为空。{table} 的每一行都须填写该列。",
        "{column} is empty.  Every row of {table} needs it.",
    ),
    "rulebook.value-twice": Text(
        "{column} 的值 {value} 在此重复出现。请改用不同的值。",
        "The {column} {value} stands here twice.  Give each its own.",
    ),
    "rulebook.corrects-nothing": Text(
        "corrects：{refusal}", "corrects: {refusal}"
    ),
    "rulebook.corrections-circle": Text(
        "这些更正首尾相接，成为循环。请让其中一条记录不再更正他条。",
        "These corrections run in a circle.  Let one of them correct nothing.",
    ),
    # What a rule and its instrument must agree on
    "rulebook.article-lists-not": Text(
        "没有条款列出 {rule}。请将其列入所对应的条款。",
        "No article lists {rule}.  Add it under the article it serves.",
    ),
}  # fmt: skip
