"""Reports what a loaded rulebook lacks: examples, order of keys, agreeing titles."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from engine.errors import Fault, Message, Text, message
from engine.rulebook.boundaries import open_boundaries
from engine.rulebook.instrument_keys import INSTRUMENT
from engine.rulebook.keys import VOCABULARY, Shape
from engine.rulebook.model import Article, Instrument, Rule, Rulebook, Span
from engine.rulebook.official import official_file, sha256_of
from engine.rulebook.page import FieldReader
from engine.rulebook.titles import stated_spans
from engine.rulebook.verdicts import reachable_verdicts

# Names an article of an instrument, as citations do.
ArticleName = Callable[[str, Instrument], Text]
_UNITS = {"days": "日", "working days": "个工作日", "months": "个月", "years": "年"}


def lint_rulebook(
    rulebook: Rulebook, article_name: ArticleName, label: str = "rules"
) -> tuple[Fault, ...]:
    """Return the faults by file and line; `label` is the folder's name in them."""
    faults = [
        Fault(f"{label}/{rule.file}", line, found)
        for rule in rulebook.rules
        for line, found in _rule_faults(rulebook, rule, article_name)
    ]
    for instrument in rulebook.instruments.values():
        file = f"{label}/{instrument.file}"
        text = rulebook.files[instrument.file]
        line = line_of("text", text)
        faults += [Fault(file, line, f) for f in _text_faults(rulebook, instrument)]
        line = line_of("articles", text)
        faults += [
            Fault(file, line, found)
            for found in _instrument_faults(instrument, article_name)
        ]
        faults += _order_faults(rulebook, label, instrument.file, INSTRUMENT)
    for vocabulary in rulebook.vocabularies.values():
        faults += _order_faults(rulebook, label, vocabulary.file, VOCABULARY)
    return tuple(sorted(set(faults)))


def _rule_faults(
    rulebook: Rulebook, rule: Rule, article_name: ArticleName
) -> Iterator[tuple[int, Message]]:
    examples = line_of("examples", rule.text)
    for found in _missing_examples(rule):
        yield examples, found
    for boundary in open_boundaries(rule):
        yield examples, boundary
    yield from _impossible_examples(rule)
    for found in _title_faults(rule):
        yield line_of("title", rule.text), found
    instrument = rulebook.instrument_of(rule)
    if not any(_serves(article, rule) for article in instrument.articles):
        yield (
            line_of("source", rule.text),
            message(
                "rulebook.lint-article-lists-not",
                article=article_name(rule.source.article, instrument),
                instrument=instrument.id,
            ),
        )


def _missing_examples(rule: Rule) -> Iterator[Message]:
    expected = {example.expect for example in rule.examples}
    for verdict in sorted(reachable_verdicts(rule) - expected):
        yield message("rulebook.lint-verdict-without-example", verdict=verdict)


def _impossible_examples(rule: Rule) -> Iterator[tuple[int, Message]]:
    reachable = reachable_verdicts(rule)
    for example in rule.examples:
        if example.expect not in reachable:
            yield (
                example.line,
                message(
                    "rulebook.lint-impossible-example",
                    verdict=example.expect,
                    verdicts=tuple(sorted(reachable)),
                ),
            )


def _title_faults(rule: Rule) -> Iterator[Message]:
    form = rule.demand.form
    if not form.takes_within:
        return
    for span in sorted(stated_spans(rule.title) - {form.within}, key=str):
        stated = _span(span)
        if form.within is None:
            yield message("rulebook.lint-title-without-span", stated=stated)
        else:
            within = _span(form.within)
            yield message(
                "rulebook.lint-title-other-span", stated=stated, within=within
            )


def _span(span: Span) -> Text:
    return Text(f" {span.count} {_UNITS[span.unit]}", str(span))


def _serves(article: Article, rule: Rule) -> bool:
    return article.article == rule.source.article and rule.id in article.rules


def _instrument_faults(
    instrument: Instrument, article_name: ArticleName
) -> Iterator[Message]:
    for article in instrument.articles:
        if article.coverage == "automated" and not article.rules:
            yield message(
                "rulebook.lint-automated-without-rule",
                article=article_name(article.article, instrument),
                heading=article.heading,
            )


def _text_faults(rulebook: Rulebook, instrument: Instrument) -> Iterator[Message]:
    if instrument.text is None:
        return
    file, adopted = official_file(instrument), instrument.text.sha256
    if file not in rulebook.files:
        yield message("rulebook.lint-text-missing", file=file, instrument=instrument.id)
    elif (found := sha256_of(rulebook.files[file])) != adopted:
        yield message(
            "rulebook.lint-text-other",
            file=file,
            found=found,
            adopted=adopted,
            instrument=instrument.id,
        )


def _order_faults(
    rulebook: Rulebook, label: str, file: str, shape: Shape
) -> list[Fault]:
    faults: list[Fault] = []
    reader = FieldReader(f"{label}/{file}", faults)
    root = reader.tree(rulebook.files[file])
    if root is not None:
        reader.in_order(root, shape)
    return faults


def line_of(key: str, text: str) -> int:
    """Return the line on which a key of the file begins; 1 where it is absent."""
    lines = text.split("\n")
    return next((n for n, t in enumerate(lines, 1) if t.startswith(f"{key}:")), 1)
