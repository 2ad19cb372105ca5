"""Lays out the findings of each rule: one statement of what the law asks, then tables."""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors import Text
from engine.rulebook import Instrument, Rule, official_text
from engine.wording.citations import article_name, citation
from engine.wording.rules import demand_paragraph, heading_of, quotation
from engine.wording.terms import CONFIDENCES, SEVERITIES
from reports.charts.texts import shorten
from reports.findings.groups import groups_of
from reports.findings.liability import liabilities_of, questions_under
from reports.findings.values import Law, RuleFindings
from reports.folder import Content
from reports.run import RunFolder
from reports.words import Said, Words

LISTED = ("breach", "undetermined", "pending")
_OUR_SUMMARY = Text("法规要求（我们的归纳，非条文原文）",
                    "What the law asks (our summary, not the words of the law)")  # fmt: skip
_QUOTED = Text("法规要求（条文原文）", "What the law asks (quoted)")
# Points: two lines of the head of a page.
_TWO_LINES = 700.0


def rules_with_findings(
    folder: RunFolder, words: Words, verdicts: Sequence[str] = LISTED
) -> list[RuleFindings]:
    """Return the rules that have findings of the verdicts, the gravest and newest first.

    Of a rule at most the rows that the folder listed are printed; `total` counts all.
    Binding rules come first; the order within a force is by severity, then breaches.
    """
    found = [
        rule_findings(folder, counts, words, verdicts)
        for counts in folder.summary["rules"]
        if any(counts[verdict] for verdict in verdicts)
    ]
    return sorted(found, key=_gravest_first)


def rule_findings(
    folder: RunFolder,
    counts: Content,
    words: Words,
    verdicts: Sequence[str] = LISTED,
) -> RuleFindings:
    """Return the findings of one rule, of these verdicts; `counts` is of the summary."""
    rule = folder.rulebook.rule(counts["rule_id"])
    instrument = folder.rulebook.instrument_of(rule)
    rows = [
        row for row in folder.findings.get(counts["rule_id"], ())
        if row["verdict"] in verdicts
    ]  # fmt: skip
    title, cited = words(rule.title), words(citation(rule.source.article, instrument))
    article = words(article_name(rule.source.article, instrument))
    heading = heading_of(instrument, rule)
    breaches = [row["occurred_on"] for row in rows if row["verdict"] == "breach"]
    is_breached = bool(counts["breach"]) and "breach" in verdicts
    return RuleFindings(
        id=rule.id,
        anchor=f"{words.language}-rule-{rule.id.replace('/', '-')}",
        title=title,
        cited=cited,
        subject=words(heading) if heading else "",
        running=shorten(f"{article} · {title} · {cited}", _TWO_LINES),
        instrument=words(instrument.title),
        force=rule.force,
        gravity=list(SEVERITIES).index(rule.severity),
        facts=_facts(rule, words),
        law=law_of(folder, rule, words),
        counts={verdict: counts[verdict] for verdict in LISTED},
        total=sum(counts[verdict] for verdict in verdicts),
        printed=len(rows),
        groups=groups_of(folder, rule, rows, words),
        remedy=words(rule.remedy) if is_breached else "",
        liabilities=liabilities_of(rule, breaches, words),
        questions=questions_under(folder.rulebook, rule, words) if is_breached else (),
    )


def law_of(folder: RunFolder, rule: Rule, words: Words) -> Law:
    """Quote the article where its text was adopted, else summarise what it asks."""
    instrument = folder.rulebook.instrument_of(rule)
    quoted = quotation(rule, instrument, official_text(folder.rulebook, instrument))
    letter = rule.source.confidence
    known = f"{letter}{words.say('：', ': ')}{words(CONFIDENCES[letter])}"
    if quoted and quoted.words is not None:
        label = f"{words(_QUOTED)} · {words(quoted.place).rstrip('：:')}"
        return Law(label, quoted.words, True, known)
    return Law(
        words(_OUR_SUMMARY), _summary(folder, rule, instrument, words), False, known
    )


def _summary(
    folder: RunFolder, rule: Rule, instrument: Instrument, words: Words
) -> str:
    return words(demand_paragraph(rule, instrument, folder.labels))


def _facts(rule: Rule, words: Words) -> list[Said]:
    review = rule.review
    signed = (
        words.say("{by}，{on}", "{by}, {on}", by=review.by, on=review.on)
        if review.state == "reviewed"
        else words.say("未经法律人员审定", "not yet signed off by a lawyer")
    )
    return [
        Said(words.say("严重程度", "Severity"), words(SEVERITIES[rule.severity])),
        Said(words.say("规则", "Rule"), rule.id),
        Said(words.say("版本", "Version"), rule.version),
        Said(words.say("审定", "Review"), signed),
    ]


def _gravest_first(rule: RuleFindings) -> tuple[object, ...]:
    forces = ("binding", "advisory", "voluntary")
    return (
        forces.index(rule.force), not rule.counts["breach"], rule.gravity,
        -rule.counts["breach"], rule.id,
    )  # fmt: skip
