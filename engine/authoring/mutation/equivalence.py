"""Whether a changed rule can give another verdict at all, whatever the record.

Conditions are asked of every kind of record there is: each path empty, with
each value that is named, between any two of them, and with another. What
cannot be listed so (formats, other columns, credentials, outlets, each role) is
taken as a question of its own that may be answered yes, no or not at all. That
allows more records than there can be, so that a yes is sure and a no is not.
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

from engine.evaluation.conditions import Row, truth
from engine.evaluation.predicates import opening
from engine.forms import BeFollowedBy, BePrecededBy, Hold, Reach
from engine.rulebook import ALWAYS, AnyOf, Condition, NoneOf, Path, Rule, Test
from engine.rulebook.columns import REQUIRED_COLUMNS
from engine.rulebook.verdicts import tests_of
from engine.tables.duckdb.session import open_scratch
from engine.tables.duckdb.store import DuckDBTables
from engine.tables.store import Column

_MOST_KINDS = 50_000
# A column for the case that nothing is asked; no field can have a blank in its name.
_NOTHING = "nothing asked"
_HELD = ("holds", "holds_any", "runs_outlet_for")
_KINDS = {
    str: pa.string(), bool: pa.bool_(), date: pa.date32(), Decimal: pa.decimal128(38, 12)
}  # fmt: skip


def is_equivalent(rule: Rule, changed: Rule) -> bool:
    """Say whether the two differ in conditions alone that agree on every record."""
    if _without_conditions(rule) != _without_conditions(changed):
        return False
    return all(map(_agree, _asked(rule), _asked(changed)))


def _without_conditions(rule: Rule) -> Rule:
    form: Any = rule.demand.form
    if isinstance(form, Hold):
        form = Hold(ALWAYS)
    elif isinstance(form, BeFollowedBy | BePrecededBy):
        form = replace(form, event=(), where=ALWAYS)
    elif isinstance(form, Reach):
        form = replace(
            form,
            numerator=replace(form.numerator, where=ALWAYS),
            denominator=replace(form.denominator, where=ALWAYS),
        )
    demand = replace(rule.demand, form=form)
    return replace(
        rule, id="", version="", who=None, when=None, where=ALWAYS, demand=demand,
        examples=(),
    )  # fmt: skip


def _asked(rule: Rule) -> Iterator[tuple[Condition, ...]]:
    """Yield conditions asked one after the other, each only where the last was true."""
    form = rule.demand.form
    opens = _of(rule.when, opening(rule))
    yield (opens, form.condition) if isinstance(form, Hold) else (opens,)
    if isinstance(form, BeFollowedBy | BePrecededBy):
        yield (_of(form.event, form.where),)
    if isinstance(form, Reach):
        for total in (form.numerator, form.denominator):
            yield opens, total.where


def _of(events: tuple[str, ...] | None, condition: Condition) -> Condition:
    """Ask for one of the events first."""
    if events is None:
        return condition
    return Condition((Test("event", "is", events), *condition.parts))


def _agree(one: Sequence[Condition], other: Sequence[Condition]) -> bool:
    plain = [[_plain(condition) for condition in asked] for asked in (one, other)]
    values = _values([condition for asked in plain for condition in asked])
    if prod(len(found) for found in values.values()) > _MOST_KINDS:
        return False
    tables = DuckDBTables(open_scratch())
    schema = {path: _kind(found) for path, found in values.items()}
    records = list(product(*values.values()))
    table = tables.keep_rows(
        "kinds", schema | {_NOTHING: pa.bool_()}, [(*r, None) for r in records]
    )
    answers = [_answer(asked, _KindOfRecord(table)) for asked in plain]
    differ = table.filter(~answers[0].identical_to(answers[1])).count().as_table()
    ((count,),) = tables.rows(differ)
    tables.connection.close()
    return bool(count == 0)


def _answer(asked: Sequence[Condition], row: Row) -> Column:
    """Answer 0 where the first is false, 1 where it is unknown, else by the last."""
    first, *rest = (truth(condition, row) for condition in asked)
    second = rest[0] if rest else ibis.literal(value=True)
    return ibis.cases(
        (first.isnull(), 1), (~first, 0), (second.isnull(), 2), (second, 3), else_=4
    )


class _KindOfRecord(Row):
    """A kind of record, with a column for everything that may be asked of it."""

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


# Questions that are asked of values one by one


def _plain(condition: Condition) -> Condition:
    """Write tests whose values cannot be listed as questions of their own."""
    return Condition(tuple(_plain_part(part) for part in condition.parts))


def _plain_part(part: Test | AnyOf | NoneOf) -> Test | AnyOf | NoneOf:
    if not isinstance(part, Test):
        return replace(part, alternatives=tuple(map(_plain, part.alternatives)))
    if part.operator in _HELD or (part.operator == "known" and "." not in part.path):
        return part
    if part.path.endswith(".roles") and part.operator in ("is", "not"):
        each = tuple(Condition((_question(part, role),)) for role in part.values)
        return AnyOf(each) if part.operator == "is" else NoneOf(each)
    by_value = not any(isinstance(value, Path) for value in part.values)
    if by_value and part.operator != "format" and not part.path.endswith(".roles"):
        return part
    return _question(part, part.values)


def _question(test: Test, asked: object) -> Test:
    operator = "is" if test.path.endswith(".roles") else test.operator
    return Test(f"{test.path} {operator} {asked}", "is", (True,))


# The values that tell one record from another


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
    return {path: _told_apart(path, found) for path, found in named.items()}


def _told_apart(path: str, found: set[Any]) -> list[Any]:
    """List the values that tests can tell apart, and the empty one where it may be."""
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
