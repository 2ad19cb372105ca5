"""Faults of instrument files and vocabularies."""

from __future__ import annotations

from engine.errors.text import Text

MESSAGES: dict[str, Text] = {
    # Instruments
    "rulebook.why-missing": Text(
        "缺少 why。请说明该条款的核查方式为何是 {coverage}。",
        "why is missing.  Say why the article is {coverage}.",
    ),
    "rulebook.question-missing": Text(
        "缺少 question。请写明检查人员应提出的问题。",
        "question is missing.  Give the inspector's question.",
    ),
    "rulebook.asks-nothing": Text(
        "{article} 缺少 question 或 confidence。请写明向办案人员提出的问题及其可信度。",
        "{article} has no question or no confidence.  Give what an officer is asked, "
        "and how well the article is known.",
    ),
    "rulebook.alias-elsewhere": Text(
        "aliases：{alias} 不是本法规文件的编号。请写成 {instrument}/<名称>。",
        "aliases: {alias} is not an id of this instrument.  Write {instrument}/<name>.",
    ),
    "rulebook.alias-in-use": Text(
        "aliases：{alias} 是现有规则的编号。旧编号不得再为任何规则所用；"
        "请删去该旧编号，或为该规则改名。",
        "aliases: {alias} is the id of a rule today.  An alias is an id that no rule "
        "has any more; remove the alias or rename the rule.",
    ),
    # Vocabularies
    "rulebook.vocabulary-name": Text(
        "该文件名为 {name}。请使用此名称。",
        "The file is called {name}.  Use that name.",
    ),
    "rulebook.reserved-word": Text(
        "{word} 是规则语言自身的用词。请改用其他词。",
        "{word} is a word of the rule language itself.  Choose another.",
    ),
    "rulebook.column-of-every-dataset": Text(
        "{field} 是每个数据集都有的列。请改用其他名称。",
        "{field} is a column of every dataset already.  Choose another name.",
    ),
    "rulebook.field-with-dot": Text(
        "{field} 会被读作指向登记表的路径。请去掉其中的点。",
        "{field} would read as a path into a register.  Write it without the dot.",
    ),
    "rulebook.not-a-code-field": Text(
        "{field} 不是 code（代码）类型的字段。请在 fields 中声明，或删去此处。",
        "{field} is not a field of type code.  Declare it under fields or remove it.",
    ),
    "rulebook.code-field-without-words": Text(
        "代码字段 {field} 在此没有任何代码。请列出其代码。",
        "The code field {field} has no words here.  List them.",
    ),
    "rulebook.event-meant-twice": Text(
        "{event} 已列于 {kind} 之下。请只保留一处。",
        "{event} stands under {kind} already.  Keep it in one.",
    ),
}
