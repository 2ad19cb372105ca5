"""Page 1 of every report: whom it is about, what was judged, and the result.

A person who sees this page alone knows the result.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.errors import Language, Text
from engine.runs.notices import HEADING, duties_of, is_nothing_judged, result_of
from engine.wording.terms import VERDICTS
from reports.dataset import completeness
from reports.gaps import Gap, gap_texts
from reports.run import NOT_REGISTERED, Party, RunFolder
from reports.words import Said, Words

_FIGURES = ("breach", "undetermined", "pending", "compliant")


@dataclass(frozen=True)
class Figure:
    """One of the four figures: the duties of a verdict, of all that were judged."""

    verdict: str
    label: str
    count: str
    share: str


@dataclass(frozen=True)
class Front:
    """What page 1 prints.

    `subject`: whom or what the report is about. `judged`: what was judged, line by line.
    `nothing_judged`: no duty was, and the figures are no pass. `known`: how far the law
    is known. `draft`: the words across every page of a draft, "" without.
    """

    title: str
    subject: str
    number: str
    as_of: str
    judged: Sequence[Said]
    nothing_judged: bool
    result: str
    figures: Sequence[Figure]
    gaps_heading: str
    gaps: Sequence[Gap]
    known: str
    draft: str = ""


def front_of(
    folder: RunFolder, language: Language, title: Text, number: str, draft: str = ""
) -> Front:
    """Return page 1 of a report on a run in one language."""
    words = Words(language)
    summary, run = folder.summary, folder.run
    entity = folder.entity
    return Front(
        title=words(title),
        subject=words(entity.called) if entity else run["dataset"]["title"],
        number=number,
        as_of=run["as_of"],
        judged=_judged(folder, words),
        nothing_judged=is_nothing_judged(summary["rules"]),
        result=words(result_of(summary)),
        figures=_figures(folder, words),
        gaps_heading=words(HEADING),
        gaps=gap_texts(summary, language),
        known=_known(folder, words),
        draft=draft,
    )


def _judged(folder: RunFolder, words: Words) -> list[Said]:
    """Say which records were judged, of which days, and how many duties they opened."""
    dataset, records = folder.run["dataset"], folder.summary["records"]
    duties = {
        force: sum(duties_of(r) for r in folder.summary["rules"] if r["force"] == force)
        for force in ("binding", "advisory", "voluntary")
    }
    read = words.say(
        "读入 {read:,} 条，接受 {accepted:,} 条，拒收 {rejected:,} 条",
        "{read:,} read, {accepted:,} accepted, {rejected:,} rejected",
        **records,
    )
    judged = words.say(
        "约束性 {binding:,} 项；提示性 {advisory:,} 项；自愿性 {voluntary:,} 项，分别计数",
        "{binding:,} binding; {advisory:,} advisory; {voluntary:,} voluntary, counted apart",
        **duties,
    )
    complete = words(completeness(dataset["complete"]))
    return [
        *(_of_party(folder.entity, folder, words) if folder.entity else ()),
        Said(words.say("记录", "Records"), read),
        Said(words.say("完整期间", "Complete"), complete),
        Said(words.say("已判断的义务", "Duties judged"), judged),
    ]


def _of_party(party: Party, folder: RunFolder, words: Words) -> list[Said]:
    """Say what the register has of the party, and in which dataset."""
    roles = folder.labels.value("actor.roles", [*party.roles])
    province = words(party.province)
    return [
        Said(words.say("角色", "Roles"), words(roles or NOT_REGISTERED)),
        Said(words.say("所在地", "Province"), province or words(NOT_REGISTERED)),
        Said(words.say("数据集", "Dataset"), folder.run["dataset"]["title"]),
    ]


def _figures(folder: RunFolder, words: Words) -> list[Figure]:
    """Count the binding duties by verdict, each of all that were judged."""
    rules = [rule for rule in folder.summary["rules"] if rule["force"] == "binding"]
    judged = sum(map(duties_of, rules))
    figures = []
    for verdict in _FIGURES:
        count = sum(rule[verdict] for rule in rules)
        share = words.say("共 {judged:,} 项", "of {judged:,}", judged=judged)
        if judged:
            share = words.say(
                "占 {judged:,} 项的 {share:.1%}", "{share:.1%} of {judged:,}",
                judged=judged, share=count / judged,
            )  # fmt: skip
        figures.append(Figure(verdict, words(VERDICTS[verdict]), f"{count:,}", share))
    return figures


def _known(folder: RunFolder, words: Words) -> str:
    """Say how many of the rules that were run a lawyer has signed, and how sure they are."""
    rules = [folder.rulebook.rule(rule["rule_id"]) for rule in folder.summary["rules"]]
    signed = sum(rule.review.state == "reviewed" for rule in rules)
    seen = sum(rule.source.confidence == "A" for rule in rules)
    return words.say(
        "所用规则 {total:,} 条：经法律人员审定 {signed:,} 条，依据条文原文 {seen:,} 条，"
        "其余依据二手资料，措辞为我们的归纳。",
        "{total:,} {total:rule|rules} used: {signed:,} signed off by a lawyer, {seen:,} "
        "written from the text of the article; the others rest on secondary sources and "
        "word the law in our summary.",
        total=len(rules), signed=signed, seen=seen,
    )  # fmt: skip
