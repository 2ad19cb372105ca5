"""Decides whether a changed rule gives the same verdicts on every possible record.

The conditions of both rules are evaluated on every kind of record: each path empty, with
each value that a test names, between any two of them, and with another value. Tests that
cannot be enumerated so (formats, comparisons with other columns, credentials, outlets,
roles) become columns of their own that are true, false or empty. That covers more
records than can exist, so that "equivalent" is certain and "not equivalent" is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise, product
from math import prod
from typing import Any

import ibis
import pyarrow as pa

from engine.authoring.mutation.forms import mutations_part, of_events
from engine.evaluation.conditions import Row, truth
from engine.evaluation.predicates import opening
from engine.rulebook import ALWAYS, AnyOf, Condition, NoneOf, Path, Rule, Test
from engine.rulebook.columns import REQUIRED_COLUMNS
from engine.rulebook.verdicts import tests_of
from engine.tables.duckdb.session import open_scratch
from engine.tables.duckdb.store import DuckDBTables
from engine.tables.store import Column

_MOST_KINDS = 50_000
# A column for conditions without tests; no field can have a blank in its name.
_NO_TEST = "no test"
_PARTY_TESTS = ("holds", "holds_any", "runs_outlet_for")
_KINDS = {
    str: pa.string(), bool: pa.bool_(), date: pa.date32(), Decimal: pa.decimal128(38, 12)
}  # fmt: skip


def is_equivalent(rule: Rule, changed: Rule) -> bool:
    """Say whether the rules differ only in conditions, and these agree on every record."""
    if _without_conditions(rule) != _without_conditions(changed):
        return False
    return all(map(_agree, _chains(rule), _chains(changed)))


def _without_conditions(rule: Rule) -> Rule:
    form = rule.demand.form
    bare = mutations_part(form).without_conditions(form)
    return replace(
        rule, id="", version="", who=None, when=None, where=ALWAYS,
        demand=replace(rule.demand, form=bare), examples=(),
    )  # fmt: skip


def _chains(rule: Rule) -> Iterator[tuple[Condition, ...]]:
    """Yield conditions in the order tested, each only where the one before is true."""
    form = rule.demand.form
    opens = of_events(rule.when, opening(rule))
    return mutations_part(form).conditions(form, opens)


def _agree(one: Sequence[Condition], other: Sequence[Condition]) -> bool:
    chains = [[_listable(condition) for condition in chain] for chain in (one, other)]
    values = _values([condition for chain in chains for condition in chain])
    if prod(len(found) for found in values.values()) > _MOST_KINDS:
        return False
    tables = DuckDBTables(open_scratch())
    schema = {path: _kind(found) for path, found in values.items()}
    records = list(product(*values.values()))
    table = tables.keep_rows(
        "kinds", schema | {_NO_TEST: pa.bool_()}, [(*r, None) for r in records]
    )
    answers = [_answer(chain, _KindOfRecord(table)) for chain in chains]
    differ = table.filter(~answers[0].identical_to(answers[1])).count().as_table()
    ((count,),) = tables.rows(differ)
    tables.connection.close()
    return bool(count == 0)


def _answer(chain: Sequence[Condition], row: Row) -> Column:
    """Answer 0 where the first is false, 1 where it is unknown, else by the last."""
    first, *rest = (truth(condition, row) for condition in chain)
    second = rest[0] if rest else ibis.literal(value=True)
    return ibis.cases(
        (first.isnull(), 1), (~first, 0), (second.isnull(), 2), (second, 3), else_=4
    )


class _KindOfRecord(Row):
    """A kind of record, with a column for every value that a test can need."""

    def __init__(self, table: Column) -> None:
        self.table = table

    def column(self, path: str) -> Column:
        return self.table[path]

    def holding(self, party: str, kind: str) -> Column:
        return self.table[f"{party} holds {kind}"]

    def runs_outlet_for(self, roles: tuple[str, ...]) -> Column:
        return self.table[_runs(roles)]


def _runs(roles: Sequence[object]) -> str:
    return f"runs an outlet for {' '.join(str(role) for role in roles)}"


# Tests whose values cannot be listed


def _listable(condition: Condition) -> Condition:
    """Replace tests whose values cannot be listed by tests of columns of their own."""
    return Condition(tuple(_listable_part(part) for part in condition.parts))


def _listable_part(part: Test | AnyOf | NoneOf) -> Test | AnyOf | NoneOf:
    if not isinstance(part, Test):
        return replace(part, alternatives=tuple(map(_listable, part.alternatives)))
    if part.operator in _PARTY_TESTS or (
        part.operator == "known" and "." not in part.path
    ):
        return part
    if part.path.endswith(".roles") and part.operator in ("is", "not"):
        each = tuple(Condition((_as_column(part, role),)) for role in part.values)
        return AnyOf(each) if part.operator == "is" else NoneOf(each)
    by_value = not any(isinstance(value, Path) for value in part.values)
    if by_value and part.operator != "format" and not part.path.endswith(".roles"):
        return part
    return _as_column(part, part.values)


def _as_column(test: Test, value: object) -> Test:
    operator = "is" if test.path.endswith(".roles") else test.operator
    return Test(f"{test.path} {operator} {value}", "is", (True,))


# The values by which tests distinguish records


def _values(conditions: Sequence[Condition]) -> dict[str, list[Any]]:
    named: dict[str, set[Any]] = {}
    for test in (test for condition in conditions for test in tests_of(condition)):
        if test.operator in ("holds", "holds_any"):
            names = [f"{test.path} holds {kind}" for kind in test.values]
            named |= {name: {True} for name in names}
        elif test.operator == "runs_outlet_for":
            named[_runs(test.values)] = {True}
        else:
            found = named.setdefault(test.path, set())
            found.update(test.values if test.operator != "known" else ())
    return {path: _distinguished(path, found) for path, found in named.items()}


def _distinguished(path: str, found: set[Any]) -> list[Any]:
    """List the values that tests distinguish, and None where the path may be empty."""
    empty = [] if path in REQUIRED_COLUMNS else [None]
    if any(isinstance(value, bool) for value in found):
        return [*empty, True, False]
    if all(isinstance(value, str) for value in found):
        return [*empty, *sorted(found), "".join(["another ", *sorted(found)])]
    points = sorted(found)
    step = timedelta(days=1) if isinstance(points[0], date) else Decimal(1)
    between = [low + (high - low) / 2 for low, high in pairwise(points)]
    return [*empty, points[0] - step, *points, *between, points[-1] + step]


def _kind(values: Sequence[Any]) -> pa.DataType:
    kinds = {type(value) for value in values if value is not None}
    return _KINDS[kinds.pop()] if kinds else pa.string()
