"""What a rulebook that loads may still lack: examples, order, agreeing titles."""

from __future__ import annotations

from collections.abc import Iterator

from engine.errors import Fault
from engine.rulebook.boundaries import open_boundaries
from engine.rulebook.keys import INSTRUMENT, VOCABULARY, Shape
from engine.rulebook.model import (
    Article,
    BeFollowedBy,
    BePrecededBy,
    BeReported,
    Instrument,
    Rule,
    Rulebook,
)
from engine.rulebook.page import Page
from engine.rulebook.titles import stated_spans
from engine.rulebook.verdicts import reachable_verdicts


def lint_rulebook(rulebook: Rulebook, label: str = "rules") -> tuple[Fault, ...]:
    """List what is lacking, by file and line; `label` is the folder's name."""
    faults = [
        Fault(f"{label}/{rule.file}", line, message)
        for rule in rulebook.rules
        for line, message in _rule_faults(rulebook, rule)
    ]
    for instrument in rulebook.instruments.values():
        line = _line_of("articles", rulebook.files[instrument.file])
        for message in _instrument_faults(instrument):
            faults.append(Fault(f"{label}/{instrument.file}", line, message))
        faults += _order_faults(rulebook, label, instrument.file, INSTRUMENT)
    for vocabulary in rulebook.vocabularies.values():
        faults += _order_faults(rulebook, label, vocabulary.file, VOCABULARY)
    return tuple(sorted(set(faults)))


def _rule_faults(rulebook: Rulebook, rule: Rule) -> Iterator[tuple[int, str]]:
    examples = _line_of("examples", rule.text)
    for message in (*_missing_examples(rule), *open_boundaries(rule)):
        yield examples, message
    yield from _impossible_examples(rule)
    for message in _title_faults(rule):
        yield _line_of("title", rule.text), message
    articles = rulebook.instrument_of(rule).articles
    if not any(_serves(article, rule) for article in articles):
        yield (
            _line_of("source", rule.text),
            f"Article {rule.source.article} of {rule.source.instrument} does not list "
            "this rule.  List it there, or cite the article that does.",
        )


def _missing_examples(rule: Rule) -> Iterator[str]:
    expected = {example.expect for example in rule.examples}
    for verdict in sorted(reachable_verdicts(rule) - expected):
        yield f"No example expects {verdict}, which this rule can give.  Add one."


def _impossible_examples(rule: Rule) -> Iterator[tuple[int, str]]:
    reachable = reachable_verdicts(rule)
    for example in rule.examples:
        if example.expect not in reachable:
            given = ", ".join(sorted(reachable))
            yield (
                example.line,
                f"The example expects {example.expect}, which this rule never gives.\n"
                f"It gives: {given}",
            )


def _title_faults(rule: Rule) -> Iterator[str]:
    form = rule.demand.form
    if not isinstance(form, BeReported | BeFollowedBy | BePrecededBy):
        return
    for span in sorted(stated_spans(rule.title) - {form.within}, key=str):
        wanted = f"within is {form.within}" if form.within else "there is no within"
        yield f"The title states {span}, but {wanted}.  Make the two agree."


def _serves(article: Article, rule: Rule) -> bool:
    return article.article == rule.source.article and rule.id in article.rules


def _instrument_faults(instrument: Instrument) -> Iterator[str]:
    for article in instrument.articles:
        if article.coverage == "automated" and not article.rules:
            yield (
                f"Article {article.article} ({article.heading.en}) is automated "
                "but lists no rule.  List one, or say how it is covered."
            )


def _order_faults(
    rulebook: Rulebook, label: str, file: str, shape: Shape
) -> list[Fault]:
    faults: list[Fault] = []
    page = Page(f"{label}/{file}", faults)
    root = page.tree(rulebook.files[file])
    if root is not None:
        page.in_order(root, shape)
    return faults


def _line_of(key: str, text: str) -> int:
    lines = text.split("\n")
    return next((n for n, t in enumerate(lines, 1) if t.startswith(f"{key}:")), 1)
