"""Conditions as column expressions, which both evaluators use.

A truth is a nullable boolean column; null is unknown, so that the columns'
own and/or/not are Kleene's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import reduce
from operator import and_, or_
from typing import Protocol

import ibis

from engine.evaluation.identifiers import FORMATS
from engine.rulebook import AnyOf, Condition, NoneOf, Path, Test, Value
from engine.tables.store import Column

TRUE, UNKNOWN, FALSE = 2, 1, 0

_COMPARISONS: dict[str, Callable[[Column, Column], Column]] = {
    "at_least": lambda left, right: left >= right,
    "at_most": lambda left, right: left <= right,
    "over": lambda left, right: left > right,
    "under": lambda left, right: left < right,
}


class Row(Protocol):
    """What a condition reads of one row: its paths, and what its parties hold and run."""

    def column(self, path: str) -> Column:
        """Return the value at the path; null where it is empty or not known."""

    def known(self, path: str, *, filled: bool) -> Column:
        """Return whether the path is filled, or is empty; null where nobody can tell."""
        column = self.column(path)
        return column.notnull() if filled else column.isnull()

    def holding(self, party: str, kind: str) -> Column:
        """Return whether the party holds a credential of this kind on the row's day."""

    def runs_outlet_for(self, roles: tuple[str, ...]) -> Column:
        """Return whether the counterparty runs an open outlet for one of these roles."""


def truth(condition: Condition, row: Row) -> Column:
    """Return whether the whole condition holds, as one nullable boolean column."""
    return every(truth_of_part(part, row) for part in condition.parts)


def truth_of_part(part: Test | AnyOf | NoneOf, row: Row) -> Column:
    """Return whether one part of a conjunction holds."""
    if isinstance(part, AnyOf):
        return some(truth(alternative, row) for alternative in part.alternatives)
    if isinstance(part, NoneOf):
        return ~some(truth(alternative, row) for alternative in part.alternatives)
    return _answer(part, row)


def every(truths: Iterable[Column]) -> Column:
    """Return Kleene's and over any number of truths; true of none."""
    return reduce(and_, truths, ibis.literal(value=True))


def some(truths: Iterable[Column]) -> Column:
    """Return Kleene's or over any number of truths; false of none."""
    return reduce(or_, truths, ibis.literal(value=False))


def as_number(truth_column: Column) -> Column:
    """Return a truth as one of the numbers TRUE, UNKNOWN and FALSE."""
    return (truth_column.cast("int8") * TRUE).fill_null(UNKNOWN)


def _answer(test: Test, row: Row) -> Column:
    if test.operator == "holds":
        return every(row.holding(test.path, str(kind)) for kind in test.values)
    if test.operator == "holds_any":
        return some(row.holding(test.path, str(kind)) for kind in test.values)
    if test.operator == "runs_outlet_for":
        return row.runs_outlet_for(tuple(str(role) for role in test.values))
    if test.operator == "known":
        return row.known(test.path, filled=bool(test.values[0]))
    column = row.column(test.path)
    if test.operator == "format":
        return FORMATS[str(test.values[0])](column)
    if test.operator == "is":
        return some(_equal(column, value, row) for value in test.values)
    if test.operator == "not":
        return ~some(_equal(column, value, row) for value in test.values)
    return _COMPARISONS[test.operator](column, _literal(test.values[0], row))


def _equal(column: Column, value: Value, row: Row) -> Column:
    if column.type().is_array():
        return column.contains(_literal(value, row))
    return column == _literal(value, row)


def _literal(value: Value, row: Row) -> Column:
    if isinstance(value, Path):
        return row.column(value.name)
    if isinstance(value, Decimal):
        return ibis.literal(value, type=_decimal_type(value))
    return ibis.literal(value)


def _decimal_type(value: Decimal) -> str:
    digits, exponent = value.as_tuple()[1:]
    scale = max(0, -int(exponent))
    return f"decimal({max(len(digits), scale + 1) + max(0, int(exponent))}, {scale})"
