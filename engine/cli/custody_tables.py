"""A view of custody in words: states, gaps, enterprises and flows as short tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.custody import View

Words = Mapping[str, str]
Titled = tuple[str, Any]
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
_FIGURES = (
    "received", "handed_on", "utilized", "on_hand", "dwell_median", "dwell_p90",
    "dwell_longest",
)  # fmt: skip


def show_view(view: View, language: str) -> None:
    """Print what was read, and each table of the view as far as a person reads it."""
    from rich.console import Console
    from rich.text import Text

    words, summary = {"zh": _ZH, "en": _EN}[language], view.summary
    console = Console()

    def say(name: str, **given: Any) -> None:
        console.print(words[name].format(**given), highlight=False, markup=False)

    say("head", title=summary["dataset"]["title"], as_of=summary["as_of"])
    for title, table in (
        _states(summary["batteries"], words),
        _gaps(summary, words, language),
        _enterprises(view, words, language),
        _flows(view, words),
    ):
        console.print("", Text(title, "bold"), table, sep="\n")
    console.print()
    say("records", **summary["records"])
    say("coded", **summary["records"])
    for warning in summary["warnings"]:
        console.print(f"! {warning[language]}", highlight=False, markup=False)


def _states(batteries: Mapping[str, int], words: Words) -> Titled:
    from engine.custody import STATES

    rows = ((words[state], batteries[state]) for state in STATES)
    title = words["states"].format(**batteries)
    return title, _table((words["state"], words["batteries"]), rows)


def _gaps(summary: Mapping[str, Any], words: Words, language: str) -> Titled:
    from engine.custody import GAPS

    silent_for = _span_words(summary["silent_for"], words, language)
    found = ((gap, summary["gaps"][gap]) for gap in GAPS)
    rows = (
        (words[gap].format(silent_for=silent_for), counts["sure"], counts["unsure"])
        for gap, counts in found
    )
    heads = (words["gap"], words["sure"], words["unsure"])
    return words["gaps"], _table(heads, rows)


def _span_words(span: str, words: Words, language: str) -> str:
    if language == "en":
        return span
    count, unit = span.split()
    return f"{count} {words[unit.removesuffix('s')]}"


def _enterprises(view: View, words: Words, language: str) -> Titled:
    names = ("name", "name_en") if language == "zh" else ("name_en", "name")
    rows = (
        (
            next((row[name] for name in names if row[name]), row["entity_id"]),
            *(row[figure] for figure in _FIGURES),
        )
        for row in view.enterprises
    )
    shown = {"shown": len(view.enterprises), "all": view.summary["enterprises"]}
    heads = (words["enterprise"], *(words[figure] for figure in _FIGURES))
    return words["enterprises"].format(**shown), _table(heads, rows)


def _flows(view: View, words: Words) -> Titled:
    columns = ("from_province", "to_province", "passages")
    rows = (
        tuple(words["empty"] if row[name] is None else row[name] for name in columns)
        for row in view.flows
    )
    shown = {"shown": len(view.flows), "all": view.summary["flows"]}
    heads = [words[name] for name in columns]
    return words["flows"].format(**shown), _table(heads, rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> Any:
    from rich.table import Table
    from rich.text import Text

    table = Table(show_edge=False)
    for number, head in enumerate(heads):
        table.add_column(head, justify="right" if number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(value)) for value in row))
    return table


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:,}" if isinstance(value, int) else str(value)
