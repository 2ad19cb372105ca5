"""The values of a record that findings show, in words.

Values that have words (codes, roles) are worded by joining small tables, one
row for each value that occurs.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import ibis
import pyarrow as pa

from engine.evaluation.forms import facts_part
from engine.evaluation.identifiers import misspelling
from engine.evaluation.predicates import (
    PredicateIndex,
    holding_column,
    leaves_of,
    runner_column,
)
from engine.rulebook import Rule, Test
from engine.rulebook.columns import column_of
from engine.tables.store import Column, Table, TableStore
from engine.wording.labels import Labels
from engine.wording.terms import NO, OWNERS, UNKNOWN, YES, Language, pick

_OF_PARTIES = ("holds", "holds_any", "runs_outlet_for")
_IDLE_ZEROS = r"\.?0+$"


def with_words(
    rows: Column, tables: TableStore, predicates: PredicateIndex, labels: Labels
) -> Column:
    """Add `words.<path>.zh` and `.en` for each observed path whose values have words."""
    paths = {
        leaf.path
        for rule in predicates.rules
        for leaf in _leaves(rule)
        if leaf.operator not in _OF_PARTIES
    }
    bare = rows
    for number, path in enumerate(sorted(filter(labels.has_words, paths))):
        column = column_of(path)
        words = tables.keep_rows_from(
            f"words_{number}", dict.fromkeys(("value", "zh", "en"), pa.string()),
            bare.select(key=_text(bare[column])).distinct(),
            partial(_in_words, path, labels),
        )  # fmt: skip
        words = words.rename({f"words.{path}.zh": "zh", f"words.{path}.en": "en"})
        rows = rows.left_join(words, _text(rows[column]) == words.value).drop("value")
    return rows


def shows(rows: Table, rule: Rule, labels: Labels, language: Language) -> Column | None:
    """Word the values of each row that findings of a rule show; None if they show none.

    `rows`: facts with the columns that `with_words` adds.
    """
    pieces: dict[str, Column] = {}
    leaves = _leaves(rule)
    # A value that is tested twice is shown once, with what its format finds wrong.
    for leaf in (*leaves, *(one for one in leaves if one.operator == "format")):
        pieces |= _values(rows, leaf, labels, language)
    if not pieces:
        return None
    colon, between = ("：", "；") if language == "zh" else (": ", "; ")
    texts = [ibis.literal(name + colon) + value for name, value in pieces.items()]
    return ibis.literal(between).join(texts)


def _leaves(rule: Rule) -> list[Test]:
    """Return the single tests whose values findings of the rule show."""
    observed = facts_part(rule.demand.form).observed(rule)
    return [leaf for part in observed.parts for leaf in leaves_of(part)]


def _values(
    rows: Column, test: Test, labels: Labels, language: Language
) -> dict[str, Column]:
    """Return the label and value of each thing that a test reads."""
    words, values = labels.words, [str(value) for value in test.values]
    if test.operator in ("holds", "holds_any"):
        names = {kind: pick(words.credentials[kind], language) for kind in values}
        return {
            _held_label(test.path, name, language): _yes_or_no(
                rows[holding_column(test.path, kind)], language
            )
            for kind, name in names.items()
        }
    if test.operator == "runs_outlet_for":
        roles = [pick(words.roles[role], language) for role in values]
        name = _outlet_label(test.path, roles, language)
        return {name: _yes_or_no(rows[runner_column(tuple(values))], language)}
    name = pick(labels.label(test.path), language)
    column = rows[column_of(test.path)]
    if column.type().is_boolean():
        return {name: _yes_or_no(column, language)}
    if labels.has_words(test.path):
        column = rows[f"words.{test.path}.{language}"]
    value = _text(column).fill_null(pick(UNKNOWN, language))
    if test.operator == "format":
        value = value + _misspelt(str(test.values[0]), column, language)
    return {name: value}


def _misspelt(form: str, text: Column, language: Language) -> Column:
    """Word in brackets what a format finds wrong in a text; empty where nothing is."""
    opened, closed = ("（", "）") if language == "zh" else (" (", ")")
    return (opened + misspelling(form, text, language) + closed).fill_null("")


def _text(column: Column) -> Column:
    """Write values as text: sets joined by `;`, numbers without idle zeros."""
    kind = column.type()
    if kind.is_array():
        return column.join(";")
    text = column.cast("string")
    return text.re_replace(_IDLE_ZEROS, "") if kind.is_decimal() else text


def _in_words(
    path: str, labels: Labels, values: list[tuple[Any, ...]]
) -> list[tuple[str, str, str]]:
    rows = []
    for (value,) in values:
        if value:
            text = labels.value(
                path, value.split(";") if path.endswith(".roles") else value
            )
            assert text is not None  # with_words takes only paths with words
            rows.append((value, text.zh, text.en))
    return rows


def _yes_or_no(truth: Column, language: Language) -> Column:
    yes, no, unknown = (pick(word, language) for word in (YES, NO, UNKNOWN))
    return ibis.cases((truth, yes), (~truth, no), else_=unknown)


def _held_label(party: str, credential: str, language: Language) -> str:
    owner = pick(OWNERS[party], language)
    return (
        f"{owner}持有{credential}"
        if language == "zh"
        else f"{credential} held by the {owner}"
    )


def _outlet_label(party: str, roles: list[str], language: Language) -> str:
    owner = pick(OWNERS[party], language)
    if language == "zh":
        return f"{owner}经营{'或'.join(roles)}的网点"
    return f"outlet of {' or '.join(roles)} run by the {owner}"
