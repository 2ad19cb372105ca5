"""Facts: each seen record with what the registers know, the answers to the
rules' tests, and the due days; computed once, in columns, for every evaluator.

The table `facts` has one row per seen record and, beside the columns of
the record:

- `x`: the row's number, by which verdicts refer to it;
- a column named by its path (`actor.roles`) for every path the rules use
  (see `column_of`);
- `t<n>`: the answer to test n of the questions: 2 true, 1 unknown, 0 false;
- `due<n>`, `since<n>`: due day of window n, first day still in time of start n;
- `judged_on`: the day of judgement for what is absent;
- the columns that forms add (see `forms.FactsPart`).
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa

from engine.evaluation import register_joins as lookups
from engine.evaluation.calendar import Calendar
from engine.evaluation.conditions import Row, as_number, truth_of_part
from engine.evaluation.forms import facts_part
from engine.evaluation.predicates import PredicateIndex
from engine.evaluation.visibility import records_of
from engine.rulebook import Period, Rule
from engine.rulebook.columns import column_of
from engine.tables.store import Column, TableStore

# The first record of each correction, where the dataset keeps them apart.
_ROOTS = "records_roots"


class RecordRow(Row):
    """A row of records with its register look-ups, as conditions see it."""

    def __init__(self, rows: Column) -> None:
        self.rows = rows

    def column(self, path: str) -> Column:
        return self.rows[column_of(path)]

    def holding(self, party: str, kind: str) -> Column:
        return self.rows[f"holds.{party}.{kind}"]

    def runs_outlet_for(self, roles: tuple[str, ...]) -> Column:
        return self.rows[lookups.runner_column(roles)]


def facts_of(rows: Column, tables: TableStore, predicates: PredicateIndex) -> Column:
    """Return the facts (see the module) of a kept table of rows of `seen`.

    Stands on the tables of a dataset, and on `situations` and `due_days`.
    """
    rows = _with_first_records(rows, tables)
    rows = lookups.with_lookups(rows, tables, predicates.requirements)
    rows = tables.define("looked_up", with_days(rows, tables))
    row = RecordRow(rows)
    results = {
        f"t{number}": as_number(truth_of_part(part, row))
        for part, number in predicates.tests.items()
    }
    rows = tables.keep("answered", rows.mutate(**results))
    for key, rules in predicates.by_form.items():
        rows = facts_part(key).add_columns(rows, tables, rules, predicates)
    return rows


def _with_first_records(rows: Column, tables: TableStore) -> Column:
    """Add the first record of each row's chain of corrections, where it is not there."""
    if "first_record_id" in rows.columns:
        return rows
    if tables.has(_ROOTS):
        roots = tables.table(_ROOTS).rename(_id="id")
        chained = rows.left_join(roots, rows.record_id == roots["_id"])
        first = chained.root.fill_null(chained.record_id)
        return chained.mutate(first_record_id=first).drop("root", "_id")
    records = tables.table("records")
    firsts = records.select(first_x=records.row.cast("int64"), first="first_record_id")
    joined = rows.join(firsts, rows.x == firsts.first_x).drop("first_x")
    return tables.keep("chained", joined.rename(first_record_id="first"))


def in_effect(period: Period, day: Column) -> Column:
    """Say whether a rule of this period binds on the day; `until` is exclusive."""
    begun = day >= period.start
    return begun if period.until is None else begun & (day < period.until)


def opens(rule: Rule, rows: Column) -> Column:
    """Say whether a row is of the rule's event and period, whatever role and where say."""
    effective = in_effect(rule.effective, rows.occurred_on)
    return effective if rule.when is None else effective & rows.event.isin(rule.when)


def keep_due_days(
    tables: TableStore, predicates: PredicateIndex, calendar: Calendar
) -> None:
    """Keep the small table `due_days`: due days and first days for each day on record."""
    days = records_of(tables).select("occurred_on").distinct()
    schema = {"day": pa.date32()}
    schema |= {f"due{n}": pa.date32() for n in predicates.windows.values()}
    schema |= {f"since{n}": pa.date32() for n in predicates.starts.values()}

    def table(rows: list[tuple[Any, ...]]) -> list[tuple[date | None, ...]]:
        return [
            (
                day,
                *(
                    calendar.due_on(day, s, roll_over=rolls)
                    for s, rolls in predicates.windows
                ),
                *(calendar.since(day, span) for span in predicates.starts),
            )
            for (day,) in sorted(rows)
        ]

    tables.keep_rows_from("due_days", schema, days, table)


def with_days(rows: Column, tables: TableStore) -> Column:
    """Add the due days and first days of each row's day."""
    due = tables.table("due_days")
    return rows.left_join(due, [rows.occurred_on == due.day]).drop("day")
