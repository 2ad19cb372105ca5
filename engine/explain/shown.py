"""What a record shows, for demands on the record itself: each value looked at, in words."""

from __future__ import annotations

from collections.abc import Callable

import ibis

from engine.conditions import Column
from engine.explain.wording import Wording
from engine.lookups import runner_column
from engine.questions import Questions, leaves_of
from engine.rulebook import Hold, Rule, Test, Vocabulary
from engine.rulebook.columns import column_of


def shows(words: Vocabulary, language: str) -> Callable[..., Column | None]:
    """Return how to word, per rule, the values that a `hold` demand looked at."""

    def of_rule(rows: Column, rule: Rule, questions: Questions) -> Column | None:
        form = rule.demand.form
        if not isinstance(form, Hold):
            return None
        leaves = [leaf for part in form.condition.parts for leaf in leaves_of(part)]
        pieces: dict[str, Column] = {}
        for leaf in leaves:
            pieces |= _values(rows, leaf, words, language)
        texts = [ibis.literal(f"{name}: ") + value for name, value in pieces.items()]
        between = "；" if language == "zh" else "; "
        return ibis.literal(between).join(texts)

    return of_rule


def _values(
    rows: Column, test: Test, words: Vocabulary, language: str
) -> dict[str, Column]:
    """Return the words and value of each thing a test looked at."""
    said = {"zh": ("是", "否", "未知"), "en": ("yes", "no", "unknown")}[language]
    if test.operator in ("holds", "holds_any"):
        return {
            f"{_party(test, language)}{getattr(words.credentials[str(kind)], language)}": _said(
                rows[f"holds.{test.path}.{kind}"], said
            )
            for kind in test.values
        }
    if test.operator == "runs_outlet_for":
        names = "/".join(getattr(words.roles[str(r)], language) for r in test.values)
        column = runner_column(tuple(str(role) for role in test.values))
        return {f"{_party(test, language)}{names}": _said(rows[column], said)}
    column = rows[column_of(test.path)]
    name = getattr(Wording(words, {}).label(test.path), language)
    if column.type().is_boolean():
        return {name: _said(column, said)}
    if column.type().is_array():
        column = column.join(", ")
    return {name: column.cast("string").fill_null(said[2])}


def _said(truth: Column, words: tuple[str, str, str]) -> Column:
    yes, no, unknown = words
    return ibis.cases((truth, yes), (~truth, no), else_=unknown)


def _party(test: Test, language: str) -> str:
    """Say whose credential or outlet a test looks at."""
    if language == "zh":
        return {"actor": "主体", "counterparty": "对方"}[test.path] + " · "
    return f"{test.path} · "
