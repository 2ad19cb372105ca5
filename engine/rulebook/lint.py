"""What a rulebook that loads may still lack: examples, order, agreeing titles."""

from __future__ import annotations

from collections.abc import Iterator

from engine.errors import Fault
from engine.forms import BeFollowedBy, BePrecededBy, BeReported
from engine.rulebook.boundaries import open_boundaries
from engine.rulebook.instrument_keys import INSTRUMENT
from engine.rulebook.keys import VOCABULARY, Shape
from engine.rulebook.model import Article, Instrument, Rule, Rulebook
from engine.rulebook.official import official_file, sha256_of
from engine.rulebook.page import FieldReader
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
        text = rulebook.files[instrument.file]
        for message in _text_faults(rulebook, instrument):
            faults.append(
                Fault(f"{label}/{instrument.file}", line_of("text", text), message)
            )
        line = line_of("articles", text)
        for message in _instrument_faults(instrument):
            faults.append(Fault(f"{label}/{instrument.file}", line, message))
        faults += _order_faults(rulebook, label, instrument.file, INSTRUMENT)
    for vocabulary in rulebook.vocabularies.values():
        faults += _order_faults(rulebook, label, vocabulary.file, VOCABULARY)
    return tuple(sorted(set(faults)))


def _rule_faults(rulebook: Rulebook, rule: Rule) -> Iterator[tuple[int, str]]:
    examples = line_of("examples", rule.text)
    for message in (*_missing_examples(rule), *open_boundaries(rule)):
        yield examples, message
    yield from _impossible_examples(rule)
    for message in _title_faults(rule):
        yield line_of("title", rule.text), message
    articles = rulebook.instrument_of(rule).articles
    if not any(_serves(article, rule) for article in articles):
        yield (
            line_of("source", rule.text),
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
            fields = ", ".join(sorted(reachable))
            yield (
                example.line,
                f"The example expects {example.expect}, which this rule never gives.\n"
                f"It gives: {fields}",
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


def _text_faults(rulebook: Rulebook, instrument: Instrument) -> Iterator[str]:
    if instrument.text is None:
        return
    file, adopted = official_file(instrument), instrument.text.sha256
    way_out = f"adopt it anew: packlaw rules adopt {instrument.id} FILE --on DAY."
    if file not in rulebook.files:
        yield f"text: {file} is missing.  Put it back, or {way_out}"
    elif (found := sha256_of(rulebook.files[file])) != adopted:
        yield (
            f"text: {file} is not the text that was adopted and is not quoted.\n"
            f"Its SHA-256 is {found},\nadopted was    {adopted}.\n"
            f"Restore the file, or {way_out}"
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
    """The line on which a key of the file stands, or its first line."""
    lines = text.split("\n")
    return next((n for n, t in enumerate(lines, 1) if t.startswith(f"{key}:")), 1)
