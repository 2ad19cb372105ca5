"""Words what the law provides for a breach, and what an officer answers first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from engine.errors import Text
from engine.rulebook import Rule, Rulebook, Sanction, questions_of, sanctions_of
from engine.wording.consequences import question_source, sanction_source
from engine.wording.terms import basis_words
from reports.findings.values import Asked, Liability, Question, RuleFindings
from reports.words import Said, Words

_MEASURES, _SOURCE = Text("措施", "Measures"), Text("来源", "Source")
_AMOUNTS, _AUTHORITY = Text("金额", "Amount"), Text("机关", "Authority")
_NO_AMOUNT = Text("未查明金额", "amount not established")
_NO_AUTHORITY = Text("未查明机关", "authority not established")
_FROM = Text("适用于{start}起的行为", "for acts from {start} on")
_UNTIL = Text("适用于{until}前的行为", "for acts before {until}")
_BETWEEN = Text(
    "适用于{start}起、{until}前的行为", "for acts from {start} on and before {until}"
)


def liabilities_of(
    rule: Rule, days: Iterable[date | None], words: Words
) -> list[Liability]:
    """Return what the law provides for breaches on these days.

    One whose instrument was in force on only some of the days says for acts of when.
    """
    acts = list(days)
    found: dict[str, Sanction] = {}
    applied: dict[str, int] = {}
    for day in acts:
        for one in sanctions_of(rule, "breach", day):
            found[one.id] = one
            applied[one.id] = applied.get(one.id, 0) + 1
    return [
        _liability(one, applied[one.id] == len(acts), words) for one in found.values()
    ]


def _liability(sanction: Sanction, is_for_all: bool, words: Words) -> Liability:
    lines = [
        (_MEASURES, words.say("；", "; ").join(map(words, sanction.measures))),
        (_AMOUNTS, words(sanction.amounts or _NO_AMOUNT)),
        (_AUTHORITY, words(sanction.authority or _NO_AUTHORITY)),
        (_SOURCE, _source(sanction, words)),
    ]
    return Liability(
        conduct=words(sanction.conduct),
        days="" if is_for_all else _days(sanction, words),
        lines=[Said(words(label), value) for label, value in lines],
    )


def _source(sanction: Sanction, words: Words) -> str:
    """Cite a sanction, and say how well that is known, without the note on summaries."""
    basis = words(basis_words(sanction.confidence))
    return f"{words(sanction_source(sanction))}{words.say('（', ' (')}{basis}{words.say('）', ')')}"


def _days(sanction: Sanction, words: Words) -> str:
    start, until = sanction.in_force, sanction.repealed
    template = _BETWEEN if start and until else _FROM if start else _UNTIL
    return words.fill(template, start=start, until=until)


def questions_under(rulebook: Rulebook, rule: Rule, words: Words) -> list[Question]:
    """Return what an officer answers under a breach of a rule."""
    return [
        Question(words(asked.text), words(question_source(asked)))
        for asked in questions_of(rulebook, rule, "breach")
    ]


def asked_under(rules: Sequence[RuleFindings]) -> list[Asked]:
    """Return the questions under breaches, with the instruments that have the same."""
    found: dict[tuple[Question, ...], dict[str, None]] = {}
    for rule in rules:
        if rule.questions:
            found.setdefault(tuple(rule.questions), {})[rule.instrument] = None
    return [Asked(list(titles), questions) for questions, titles in found.items()]
