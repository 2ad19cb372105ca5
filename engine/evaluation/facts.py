"""Facts: each visible record with all that the rules need to know of it, in columns.

The table `facts` has one row per visible record, and one per group of records (see
`group_rows`). Beside the columns of the record it has:

- `record_key`: the number of the row, by which rulings refer to it;
- a column named by its path (`actor.roles`) for every path the rules use
  (see `column_of`);
- `t<n>`: the answer to test n of the PredicateIndex: 2 true, 1 unknown, 0 false;
- `due<n>`, `since<n>`: due day of window n, first day still in time of start n;
- `judged_on`: the day of judgement for what is absent;
- the columns that forms add (see `forms.FactsPart`).
"""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis
import pyarrow as pa

from engine.evaluation.absent_columns import AbsentColumns
from engine.evaluation.calendar import Calendar
from engine.evaluation.conditions import Row, as_number, truth_of_part
from engine.evaluation.forms import facts_part
from engine.evaluation.inputs import EvaluationInputs
from engine.evaluation.predicates import (
    PredicateIndex,
    holding_column,
    runner_column,
    untold_of,
)
from engine.evaluation.register_joins import KEYS, with_lookups
from engine.evaluation.visibility import RecordTables
from engine.rulebook import Period, Rule
from engine.rulebook.columns import column_of
from engine.tables.store import Column, Table, TableStore


class RecordRow(Row):
    """A row of records with its register look-ups, as conditions read it.

    `absent`: the columns that no file has, which are neither filled nor empty.
    """

    def __init__(self, rows: Column, absent: AbsentColumns) -> None:
        self.rows, self._absent = rows, absent

    def column(self, path: str) -> Column:
        """Return the column at the path."""
        return self.rows[column_of(path)]

    def known(self, path: str, *, filled: bool) -> Column:
        """Say whether a path is filled, or is empty."""
        known, untold = super().known(path, filled=filled), self._untold(path)
        return known if untold is None else ibis.cases((~untold, known))

    def _untold(self, path: str) -> Column | None:
        """Say where nobody can tell whether a path is filled; None where all can."""
        if untold_of(path) in self.rows.columns:
            return self.rows[untold_of(path)]
        if not self._absent.has_path(path):
            return None
        head = path.rpartition(".")[0]
        if not head:
            return ibis.literal(value=True)
        if self._absent.has_table(KEYS[head].register):
            return None
        if self._absent.has("records", KEYS[head].own):
            return ibis.literal(value=True)
        # Of a party or thing that its register lacks, nothing is filled.
        return self.rows[f"{head}.{KEYS[head].key}"].notnull()

    def holding(self, party: str, kind: str) -> Column:
        """Return `holds.<party>.<kind>`."""
        return self.rows[holding_column(party, kind)]

    def runs_outlet_for(self, roles: tuple[str, ...]) -> Column:
        """Return `runs.<roles>`."""
        return self.rows[runner_column(roles)]


def facts_of(
    rows: Table, inputs: EvaluationInputs, predicates: PredicateIndex
) -> Table:
    """Return the facts (see the module) of a kept table of rows of `visible`."""
    tables = inputs.tables
    rows = _with_first_records(rows, inputs)
    rows = with_lookups(rows, tables, inputs.registers, predicates.requirements)
    rows = tables.define("looked_up", with_days(rows, inputs.due_days))
    row = RecordRow(rows, predicates.absent)
    results = {
        f"t{number}": as_number(truth_of_part(part, row))
        for part, number in predicates.tests.items()
    }
    rows = tables.keep("answered", rows.mutate(**results))
    for key, rules in predicates.by_form.items():
        rows = facts_part(key).add_columns(rows, inputs, rules, predicates)
    return rows


def _with_first_records(rows: Table, inputs: EvaluationInputs) -> Table:
    """Add the first record of each row's chain of corrections, where it is not there."""
    if "first_record_id" in rows.columns:
        return rows
    records = inputs.records
    if records.roots is not None:
        roots = records.roots.rename(_id="id")
        chained = rows.left_join(roots, rows.record_id == roots["_id"])
        first = chained.root.fill_null(chained.record_id)
        return chained.mutate(first_record_id=first).drop("root", "_id")
    firsts = records.records.select(
        first_record_key=records.records.row.cast("int64"), first="first_record_id"
    )
    joined = rows.join(firsts, rows.record_key == firsts.first_record_key)
    joined = joined.drop("first_record_key").rename(first_record_id="first")
    return inputs.tables.keep("with_first_records", joined)


def in_effect(period: Period, day: Column) -> Column:
    """Say whether a rule of this period binds on the day; `until` is exclusive."""
    begun = day >= period.start
    return begun if period.until is None else begun & (day < period.until)


def opens(rule: Rule, rows: Column) -> Column:
    """Say whether a row is of the rule's event and period, without role and where."""
    effective = in_effect(rule.effective, rows.occurred_on)
    return effective if rule.when is None else effective & rows.event.isin(rule.when)


def keep_due_days(
    tables: TableStore,
    records: RecordTables,
    predicates: PredicateIndex,
    calendar: Calendar,
) -> Table:
    """Keep and return `due_days`: for each `day` on record, its due and first days.

    `due<n>` is the last day in time of window n, `since<n>` the first day from which
    the day is in time of start n; null beyond the calendar.
    """
    days = records.bare.select("occurred_on").distinct()
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

    return tables.keep_rows_from("due_days", schema, days, table)


def with_days(rows: Table, due_days: Table) -> Table:
    """Add the due days and first days of each row's day (see `keep_due_days`)."""
    return rows.left_join(due_days, [rows.occurred_on == due_days.day]).drop("day")
