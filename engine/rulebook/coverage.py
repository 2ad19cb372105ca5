"""How far each instrument is checked: every article with its rules, and totals."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import get_args

from engine.rulebook.model import Article, Coverage, Instrument, Rule, Rulebook


@dataclass(frozen=True)
class ArticleCoverage:
    """One article with the rules that serve it, which may stand in other folders."""

    article: Article
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class InstrumentCoverage:
    """Every article of one instrument in its own order; `totals` counts them."""

    instrument: Instrument
    articles: tuple[ArticleCoverage, ...]

    @property
    def totals(self) -> dict[Coverage, int]:
        """Articles by coverage, zeros included, so that the denominator shows."""
        counted = Counter(line.article.coverage for line in self.articles)
        return {coverage: counted[coverage] for coverage in get_args(Coverage)}

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that serve the instrument, each once, in order of id."""
        found = {rule.id: rule for line in self.articles for rule in line.rules}
        return tuple(found[rule_id] for rule_id in sorted(found))


def coverage_of(rulebook: Rulebook) -> tuple[InstrumentCoverage, ...]:
    """The coverage of each instrument, in order of id."""
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
