"""Lays out what was checked and what not: the duties of a party, and all articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from engine.rulebook import Article, Instrument, InstrumentCoverage, coverage_of
from engine.runs.notices import duties_of
from engine.wording.citations import article_name, span_name
from engine.wording.terms import COVERAGES, FORCE_HEADINGS, FORCE_MEANINGS
from reports.basis.order import article_order
from reports.basis.values import (
    Covered,
    Denominator,
    ForceCounts,
    InstrumentCounts,
    RuleCounts,
    Unchecked,
    UncheckedState,
)
from reports.folder import Content
from reports.run import RunFolder
from reports.words import Words

COUNTED = ("breach", "undetermined", "pending", "compliant")


def denominator_of(
    folder: RunFolder, anchors: Mapping[str, str], words: Words
) -> Denominator:
    """Return what was checked; `anchors` lead to the findings of rules that have any."""
    rules = folder.summary["rules"]
    judged = [counts for counts in rules if duties_of(counts)]
    coverages = [
        one for one in coverage_of(folder.rulebook)
        if one.instrument.vocabulary == folder.run["dataset"]["vocabulary"]
    ]  # fmt: skip
    covered = [_covered(one, words) for one in coverages]
    return Denominator(
        forces=[
            _force(folder, force, [c for c in judged if c["force"] == force], anchors, words)
            for force in FORCE_HEADINGS
            if any(counts["force"] == force for counts in judged)
        ],
        silent=len(rules) - len(judged),
        left_out=_left_out(folder),
        coverages=[words(text) for text in COVERAGES.values()],
        covered=covered,
        totals=[sum(column) for column in zip(*(c.counts for c in covered), strict=True)],
        articles=sum(one.total for one in covered),
        unchecked=[
            Unchecked(words(one.instrument.title), states)
            for one in coverages
            if (states := _unchecked(one.instrument, words))
        ],
    )  # fmt: skip


def _left_out(folder: RunFolder) -> list[str]:
    run = {counts["rule_id"] for counts in folder.summary["rules"]}
    vocabulary = folder.run["dataset"]["vocabulary"]
    return [r.id for r in folder.rulebook.of_vocabulary(vocabulary) if r.id not in run]


def _force(
    folder: RunFolder,
    force: str,
    judged: Sequence[Content],
    anchors: Mapping[str, str],
    words: Words,
) -> ForceCounts:
    """Return the rules of a force that opened duties, by instrument."""
    by_instrument: dict[str, list[tuple[Any, RuleCounts]]] = {}
    for counts in judged:
        rule = folder.rulebook.rule(counts["rule_id"])
        instrument = folder.rulebook.instrument_of(rule)
        order = article_order(rule.source.article)
        line = RuleCounts(
            words(article_name(rule.source.article, instrument)), words(rule.title),
            anchors.get(rule.id, ""), {name: counts[name] for name in COUNTED},
        )  # fmt: skip
        by_instrument.setdefault(words(instrument.title), []).append((order, line))
    return ForceCounts(
        words(FORCE_HEADINGS[force]),
        words(FORCE_MEANINGS[force]),
        [
            InstrumentCounts(title, [line for _, line in sorted(rules, key=_order)])
            for title, rules in by_instrument.items()
        ],
        {name: sum(counts[name] for counts in judged) for name in COUNTED},
    )


def _order(line: tuple[Any, RuleCounts]) -> Any:
    return line[0]


def _covered(coverage: InstrumentCoverage, words: Words) -> Covered:
    counts = list(coverage.totals.values())
    return Covered(words(coverage.instrument.title), counts, sum(counts))


def _unchecked(instrument: Instrument, words: Words) -> list[UncheckedState]:
    """Return the articles that are not checked whole, those with the same reason together."""
    found: dict[str, dict[str, list[Article]]] = {}
    for article in instrument.articles:
        if article.coverage != "automated":
            alike = found.setdefault(article.coverage, {})
            alike.setdefault(words(article.why), []).append(article)
    return [
        UncheckedState(
            words(COVERAGES[coverage]),
            [
                words.say("{articles}（{why}）", "{articles} ({why})",
                          articles=_names(articles, instrument, words), why=why)
                for why, articles in found[coverage].items()
            ],
        )
        for coverage in COVERAGES
        if coverage in found
    ]  # fmt: skip


def _names(articles: Sequence[Article], instrument: Instrument, words: Words) -> str:
    """Name articles, neighbours by their first and last; each name once."""

    def distance(placed: tuple[int, Article]) -> object:
        place, article = placed
        number = article.article
        return int(number) - place if number.isdecimal() else article.article

    runs = [
        [article.article for _, article in run]
        for _, run in groupby(enumerate(articles), key=distance)
    ]
    names = [words(span_name(run[0], run[-1], instrument)) for run in runs]
    return words.listed(dict.fromkeys(names))
