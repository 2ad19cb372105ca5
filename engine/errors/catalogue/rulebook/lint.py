"""What `packlaw rules lint` reports of rules that load."""

from __future__ import annotations

from engine.errors.text import Text

MESSAGES: dict[str, Text] = {
    "rulebook.lint-article-lists-not": Text(
        "{instrument} 未在“{article}”下列出本规则。请在该条下列出，或改引列出本规则的条款。",
        "{instrument} does not list this rule under “{article}”.  List it there, or cite "
        "the article that does.",
    ),
    "rulebook.lint-verdict-without-example": Text(
        "没有案例预期 {verdict}，而本规则可能得出该结论。请补充一个案例。",
        "No example expects {verdict}, which this rule can give.  Add one.",
    ),
    "rulebook.lint-impossible-example": Text(
        "案例预期 {verdict}，而本规则不可能得出该结论。\n可能得出：{verdicts}",
        "The example expects {verdict}, which this rule never gives.\n"
        "It gives: {verdicts}",
    ),
    "rulebook.lint-title-other-span": Text(
        "标题写明{stated}，而 within 为{within}。请使两者一致。",
        "The title states {stated}, but within is {within}.  Make the two agree.",
    ),
    "rulebook.lint-title-without-span": Text(
        "标题写明{stated}，而规则没有 within。请使两者一致。",
        "The title states {stated}, but there is no within.  Make the two agree.",
    ),
    "rulebook.lint-automated-without-rule": Text(
        "{article}（{heading}）记为自动核查，却未列出规则。请列出规则，或改定其核查方式。",
        "{article} ({heading}) is automated but lists no rule.  List one, or say "
        "how it is covered.",
    ),
    "rulebook.lint-text-missing": Text(
        "text：缺少 {file}。请放回该文件，或重新收录："
        "packlaw rules adopt {instrument} FILE --on DAY。",
        "text: {file} is missing.  Put it back, or adopt it anew: packlaw rules adopt "
        "{instrument} FILE --on DAY.",
    ),
    "rulebook.lint-text-other": Text(
        "text：{file} 不是当初收录的条文，不予引用。\n现有文件的 SHA-256 为 {found}，\n"
        "收录时为 {adopted}。\n请恢复该文件，或重新收录："
        "packlaw rules adopt {instrument} FILE --on DAY。",
        "text: {file} is not the text that was adopted and is not quoted.\n"
        "Its SHA-256 is {found},\nadopted was    {adopted}.\n"
        "Restore the file, or adopt it anew: packlaw rules adopt {instrument} FILE "
        "--on DAY.",
    ),
}
