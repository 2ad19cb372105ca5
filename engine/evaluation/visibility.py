"""Which rows are seen on the day for which we judge.

A row is seen if it had happened and was written down by `as_of`, and no row
that was so itself corrects it, directly or through others.
"""

from __future__ import annotations

import ibis

from engine.dataset.loading import BARE_RECORDS, CHAINED_RECORDS
from engine.tables.store import Column, TableStore

# So many rows out of sight are soon passed over one by one; beyond, each is asked its days.
_FEW = 10_000_000
# All records with what is told of the seen ones: where it is known which are meant.
AS_SEEN = "as_seen"


def define_seen(tables: TableStore) -> Column:
    """Define the table `seen`: records in sight on the as_of of their situation.

    A `reported_on` after as_of is emptied. Adds `as_of`, `judged_on` and the
    completeness window of the row's situation, and calls its number `x`. AS_SEEN has
    rows that are not seen as well: for who asks by an x that is. Keeps `hidden`, the
    rows in sight that a correction replaced, and `seen_events`, how many records each
    event has.
    """
    situations = Situations(tables)
    rows = _numbered(records_of(tables), situations)
    late = tables.keep("late", rows.filter(~_is_in_sight(rows)).select("x"))
    unseen = tables.keep("unseen", late.union(_hidden(tables, situations)))
    few = tables.count(unseen) <= _FEW
    reported_on = ibis.cases((rows.reported_on <= rows.as_of, rows.reported_on))
    seen = tables.define(AS_SEEN, rows.mutate(reported_on=reported_on))
    if not few:
        seen, unseen = seen.filter(_is_in_sight(seen)), tables.table("hidden")
    if tables.count(unseen):
        seen = seen.anti_join(unseen, "x")
    seen = tables.define("seen", seen)
    tables.keep("seen_events", seen.group_by("event").agg(count=seen.count()))
    return seen


def records_of(tables: TableStore) -> Column:
    """Return the records, without the first of each chain of corrections where that costs.

    It is asked for later, of the few that are worded.
    """
    return tables.table(BARE_RECORDS if tables.has(BARE_RECORDS) else "records")


class Situations:
    """What is told beside each row of its situation; asked of the bench but once."""

    def __init__(self, tables: TableStore) -> None:
        self._table = tables.table("situations")
        self._known = tables.rows(self._table)

    @property
    def are_several(self) -> bool:
        """Whether records must share a situation to be held against each other."""
        return len(self._known) != 1

    def beside(self, rows: Column) -> Column:
        """Put its situation beside each row; a single one is written out, without a join."""
        if self.are_several:
            return rows.join(self._table, "situation")
        values = dict(zip(self._table.columns, self._known[0], strict=True))
        kinds = self._table.schema()
        return rows.mutate(
            **{
                name: ibis.literal(value, kinds[name])
                for name, value in values.items()
                if name not in rows.columns
            }
        )


def _numbered(records: Column, situations: Situations) -> Column:
    return situations.beside(records.mutate(x=records.row.cast("int64")).drop("row"))


def _is_in_sight(rows: Column) -> Column:
    """Say that a row had happened and was written down by its as_of."""
    written = rows.recorded_on.isnull() | (rows.recorded_on <= rows.as_of)
    return (rows.occurred_on <= rows.as_of) & written


def _hidden(tables: TableStore, situations: Situations) -> Column:
    """Keep (x) of the rows in sight that another one corrects.

    Where the reading kept the few rows that correct or are corrected, only they are
    asked.
    """
    name = CHAINED_RECORDS if tables.has(CHAINED_RECORDS) else "records"
    rows = _numbered(tables.table(name), situations)
    corrected = _corrected(tables, rows)
    if not tables.count(corrected):
        return tables.keep("hidden", rows.select("x").limit(0))
    replaced = rows.semi_join(corrected, ["situation", "record_id"])
    replaced = replaced.select("x", "occurred_on", "recorded_on", "as_of")
    replaced = tables.keep("replaced", replaced)
    return tables.keep("hidden", replaced.filter(_is_in_sight(replaced)).select("x"))


def _corrected(tables: TableStore, rows: Column) -> Column:
    """Return the ids of rows that a row in sight corrects, however many steps away.

    Rows that are not in sight still pass a correction on, so the steps run over
    all rows. Each round doubles the distance looked at: a chain of a million
    corrections takes twenty rounds.
    """
    correcting = rows.filter(rows.corrects.notnull())
    steps = tables.keep(
        "steps", correcting.select("situation", low="record_id", high="corrects")
    )
    visible = correcting.filter(_is_in_sight(correcting))
    corrected = tables.keep(
        "corrected", visible.select("situation", record_id="corrects").distinct()
    )
    while tables.count(steps):
        onward = corrected.join(
            steps,
            [corrected.situation == steps.situation, corrected.record_id == steps.low],
        ).select(situation=corrected.situation, record_id=steps.high)
        corrected = tables.keep(
            "corrected_next", corrected.union(onward, distinct=True)
        )
        corrected = tables.keep("corrected", corrected)
        after = steps.view()
        steps = tables.keep(
            "steps_next",
            steps.join(
                after, [steps.situation == after.situation, steps.high == after.low]
            ).select(situation=steps.situation, low=steps.low, high=after.high),
        )
        steps = tables.keep("steps", steps)
    return corrected
