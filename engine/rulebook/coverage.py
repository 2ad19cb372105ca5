"""Reports how far each instrument is checked: its articles, rules and totals."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import get_args

from engine.rulebook.model import Article, Coverage, Instrument, Rule, Rulebook


@dataclass(frozen=True)
class ArticleCoverage:
    """One article with the rules that serve it, those of other folders included."""

    article: Article
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class InstrumentCoverage:
    """The articles of one instrument in the order of its file."""

    instrument: Instrument
    articles: tuple[ArticleCoverage, ...]

    @property
    def totals(self) -> dict[Coverage, int]:
        """The number of articles by coverage; a coverage without articles counts 0."""
        counted = Counter(each.article.coverage for each in self.articles)
        return {coverage: counted[coverage] for coverage in get_args(Coverage)}

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that serve the instrument, each once, sorted by id."""
        found = {rule.id: rule for each in self.articles for rule in each.rules}
        return tuple(found[rule_id] for rule_id in sorted(found))


def coverage_of(rulebook: Rulebook) -> tuple[InstrumentCoverage, ...]:
    """Return the coverage of each instrument, sorted by id."""
    rules = {rule.id: rule for rule in rulebook.rules}
    return tuple(
        InstrumentCoverage(
            instrument,
            tuple(
                ArticleCoverage(article, tuple(rules[name] for name in article.rules))
                for article in instrument.articles
            ),
        )
        for _, instrument in sorted(rulebook.instruments.items())
    )
