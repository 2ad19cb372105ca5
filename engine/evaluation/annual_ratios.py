"""Yearly groups: the sums a `reach` rule compares, one group per actor and year.

Each group is kept as a row of its own in the table `facts`, with

- `record_id` `<actor_id>/<year>` and `occurred_on` the year's last day;
- `reach_rule`, the number of its rule;
- `reach`: 2 the ratio meets its bounds, 0 it does not, 1 it cannot be said;
- `reach_missing`: why it cannot be said; `numerator`, `denominator`: the sums.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import ibis
import pyarrow as pa

from engine.evaluation.conditions import (
    FALSE,
    TRUE,
    UNKNOWN,
    as_number,
    every,
    truth,
    truth_of_part,
)
from engine.evaluation.facts import RecordRow, opens
from engine.evaluation.predicates import (
    PredicateIndex,
    leaves_of,
    opening,
    path_of,
    why_open,
)
from engine.forms import Reach, Sum
from engine.rulebook import Condition, Rule
from engine.tables.store import Column, TableStore

_SCHEMA = {
    "situation": pa.int32(),
    "record_id": pa.string(),
    "actor_id": pa.string(),
    "occurred_on": pa.date32(),
    "judged_on": pa.date32(),
    "first_x": pa.int64(),
    "reach_rule": pa.int32(),
    "reach": pa.int8(),
    "reach_missing": pa.string(),
    "numerator": pa.string(),
    "denominator": pa.string(),
    "x": pa.int64(),
}
_SUMMED = ("reach_rule", "reach", "reach_missing", "numerator", "denominator")
_OF_THE_YEAR = ("record_id", "occurred_on", "x")
_OF_NO_YEAR = ("event", "battery_code", "vin", "region", "reported_on")
# A row number no dataset reaches: the groups are numbered from here.
_FIRST_X = 1 << 48


def keep_yearly(
    tables: TableStore, predicates: PredicateIndex, rows_of: Callable[[Rule], Column]
) -> Column:
    """Keep the table `yearly`, the groups of every `reach` rule, and return it.

    `rows_of` gives the records of a rule's events, with its look-ups.
    """
    reaches = {
        number: (rule, form)
        for number, rule in enumerate(predicates.rules)
        if isinstance(form := rule.demand.form, Reach)
    }
    if not reaches:
        return tables.keep_rows("yearly", _SCHEMA, [])
    sums, names = [], {}
    for number, (rule, form) in reaches.items():
        row = RecordRow(rows_of(rule))
        unknowns = _unknowns(rule, form, row)
        names[number] = [name for _, name in unknowns]
        sums.append(_sums(number, rule, form, row, [open_ for open_, _ in unknowns]))

    def groups(rows: list[tuple[Any, ...]]) -> list[tuple[object, ...]]:
        found = [
            _group(number, reaches[number][1], names[number], *row)
            for number, *row in rows
        ]
        return [(*group, x) for x, group in enumerate(sorted(found), _FIRST_X)]

    return tables.keep_rows_from("yearly", _SCHEMA, ibis.union(*sums), groups)


def with_yearly_groups(facts: Column, tables: TableStore) -> Column:
    """Return the facts of records and, after them, the table `yearly`.

    A group takes the look-ups of its first record along, for who owes the duty.
    """
    yearly = tables.table("yearly")
    kinds = yearly.schema()
    records = facts.mutate(**{name: ibis.null(kinds[name]) for name in _SUMMED})
    of_year = yearly.select(
        "first_x", *_SUMMED, **{f"year_{name}": name for name in _OF_THE_YEAR}
    )
    firsts = facts.join(of_year, facts.x == of_year.first_x)
    groups = firsts.mutate(
        **{name: firsts[f"year_{name}"] for name in _OF_THE_YEAR},
        **{name: ibis.null(firsts[name].type()) for name in _OF_NO_YEAR},
    )
    return records.union(groups.select(*records.columns))


def _sums(
    number: int, rule: Rule, form: Reach, row: RecordRow, unknowns: Sequence[Column]
) -> Column:
    """Return the sums of each group of a rule, as texts: exact, whatever their types.

    `unknown` is the place of the first of the `unknowns` that a record has.
    """
    rows = row.rows
    opening_truth = truth(opening(rule), row)
    counted = rows.mutate(
        year=rows.occurred_on.year(),
        top=_term(form.numerator, row), bottom=_term(form.denominator, row),
        unknown=ibis.cases(*((found, at) for at, found in enumerate(unknowns))),
    ).filter(opens(rule, rows) & opening_truth.fill_null(True))  # fmt: skip
    sums = counted.group_by(
        "situation", "actor_id", "year", "judged_on", "complete_from"
    ).agg(
        top=counted.top.sum().cast("string"), bottom=counted.bottom.sum().cast("string"),
        unknown=counted.unknown.min(),
        first_x=counted.x.argmin(counted.occurred_on.cast("string") + counted.record_id),
    )  # fmt: skip
    return sums.select(
        ibis.literal(number).name("rule"),
        "situation", "actor_id", "year", "judged_on", "complete_from", "first_x",
        "top", "bottom", "unknown",
    )  # fmt: skip


def _term(total: Sum, row: RecordRow) -> Column:
    """Return what a record adds to a sum."""
    counts = every([truth(total.where, row)])
    return ibis.cases((counts, row.column(total.field)), else_=0)


def _unknowns(rule: Rule, form: Reach, row: RecordRow) -> list[tuple[Column, str]]:
    """List what a record can leave open: whether it does, and what to name for it."""
    found = list(_open_parts(opening(rule), row))
    for total in (form.numerator, form.denominator):
        found += _open_parts(total.where, row)
        counts = every([truth(total.where, row)]).fill_null(True)
        found.append((counts & row.column(total.field).isnull(), total.field))
    return found


def _open_parts(condition: Condition, row: RecordRow) -> Iterator[tuple[Column, str]]:
    """Yield, of each part that leaves a condition open, what in it may do so.

    The last says that the condition is open, whatever was said of its parts: a verdict
    hangs on that, a name on the others.
    """
    is_open = truth(condition, row).isnull()
    for part in condition.parts:
        # Ibis writes `(~x).isnull()` as NOT x IS NULL, which is another question.
        is_part_open = is_open & (as_number(truth_of_part(part, row)) == UNKNOWN)
        yield from why_open(part, is_part_open, row.rows)
    for part in condition.parts[:1]:
        yield is_open, path_of(next(leaves_of(part)))


def _group(
    number: int,
    form: Reach,
    names: Sequence[str],
    situation: int,
    actor: str,
    year: int,
    judged_on: date | None,
    complete_from: date | None,
    first_x: int,
    summed_top: str | None,
    summed_bottom: str | None,
    unknown: int | None,
) -> tuple[object, ...]:
    top, bottom = Decimal(summed_top or 0), Decimal(summed_bottom or 0)
    begins = date(year, 1, 1)
    missing = None
    if unknown is not None:
        missing = names[unknown]
    elif bottom == 0:
        missing = "denominator"
    elif complete_from is None or begins < complete_from:
        missing = "complete.from"
    reach = UNKNOWN if missing else TRUE if _meets(form, top, bottom) else FALSE
    return (
        situation, f"{actor}/{year}", actor, date(year, 12, 31), judged_on, first_x, number,
        reach, missing, _plain(top), _plain(bottom),
    )  # fmt: skip


def _meets(form: Reach, top: Decimal, bottom: Decimal) -> bool:
    """Compare without dividing: numerator against bound times denominator, exactly."""
    high = form.at_least is None or top >= Fraction(form.at_least) * Fraction(bottom)
    low = form.at_most is None or top <= Fraction(form.at_most) * Fraction(bottom)
    return high and low


def _plain(number: Decimal) -> str:
    """Write an exact sum without an exponent or idle zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
