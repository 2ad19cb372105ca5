"""Which records are visible on the day judged for.

A record is visible if it had happened and was written down by `as_of`, and no record
that was so itself corrects it, directly or through others.
"""

from __future__ import annotations

from dataclasses import dataclass

import ibis

from engine.dataset.loading import BARE_RECORDS, CHAINED_RECORDS, RECORDS_ROOTS
from engine.evaluation.absent_columns import AbsentColumns
from engine.tables.store import Column, Table, TableStore

# So many invisible rows are cheaply left out by their keys; beyond, by their days.
FEW_INVISIBLE = 10_000_000


@dataclass(frozen=True)
class RecordTables:
    """The accepted records of a dataset, in the forms in which they are read.

    `records`: every column. `bare`: without `first_record_id`, where that is costly to
    read. `chained`: the records that correct others or are corrected, where they are
    kept apart. `roots`: (id, root), the first record of each correction, where it is
    kept apart.
    """

    records: Table
    bare: Table
    chained: Table
    roots: Table | None = None

    @classmethod
    def of(cls, tables: TableStore) -> RecordTables:
        """Return the records that a dataset was loaded into."""
        records = tables.table("records")
        return cls(
            records,
            tables.table(BARE_RECORDS) if tables.has(BARE_RECORDS) else records,
            tables.table(CHAINED_RECORDS) if tables.has(CHAINED_RECORDS) else records,
            tables.table(RECORDS_ROOTS) if tables.has(RECORDS_ROOTS) else None,
        )

    @classmethod
    def of_one(cls, records: Table) -> RecordTables:
        """Return records that lie in one table with every column."""
        return cls(records, records, records)


@dataclass(frozen=True)
class VisibleRecords:
    """The records that are visible, and what is left of the others.

    `records`: the visible ones, with the columns of records, `record_key`, the columns
    of their situation, and `reported_on` emptied where it is after `as_of`: it then
    stands in `later_report_on`.
    `adjusted`: the same of all records, for reads by a known record_key. `superseded`:
    (record_key) of those that a correction replaced. `event_counts`: (event, count) of
    the visible ones.
    """

    records: Table
    adjusted: Table
    superseded: Table
    event_counts: Table


def define_visible(
    tables: TableStore,
    records: RecordTables,
    situations: Situations,
    *,
    few_invisible: int = FEW_INVISIBLE,
) -> VisibleRecords:
    """Define the tables `visible`, `adjusted_records`, `superseded` and `event_counts`.

    `record_key` is the number of a record's row. Up to `few_invisible` rows are left
    out by their keys.
    """
    rows = _numbered(records.bare, situations)
    late = tables.keep("late", rows.filter(~_has_happened(rows)).select("record_key"))
    superseded = _superseded(tables, records, situations)
    invisible = tables.keep("invisible", late.union(superseded))
    is_later = rows.reported_on > rows.as_of
    rows = rows.mutate(
        reported_on=ibis.cases((~is_later, rows.reported_on)),
        later_report_on=ibis.cases((is_later, rows.reported_on)),
    )
    adjusted = tables.define("adjusted_records", rows)
    visible = adjusted
    if tables.count(invisible) > few_invisible:
        visible, invisible = visible.filter(_has_happened(visible)), superseded
    if tables.count(invisible):
        visible = visible.anti_join(invisible, "record_key")
    visible = tables.define("visible", visible)
    counts = visible.group_by("event").agg(count=visible.count())
    return VisibleRecords(
        visible, adjusted, superseded, tables.keep("event_counts", counts)
    )


def corrected_by_visible(tables: TableStore, rows: Table) -> Table:
    """Return (situation, record_id) of what a row that had happened corrects.

    However many steps away: rows that had not happened still pass a correction on, so
    the steps run over all rows. Each round doubles the distance: a chain of a million
    corrections takes twenty rounds. Rejected rows may correct in a circle, so a round
    that adds nothing is the last. `rows`: record_id, corrects, occurred_on, recorded_on
    and the columns of their situation. The table returned is replaced by the next call.
    """
    correcting = rows.filter(rows.corrects.notnull())
    steps = tables.keep(
        "steps", correcting.select("situation", low="record_id", high="corrects")
    )
    happened = correcting.filter(_has_happened(correcting))
    corrected = tables.keep(
        "corrected", happened.select("situation", record_id="corrects").distinct()
    )
    known, found = -1, tables.count(corrected)
    while known < found and tables.count(steps):
        onward = corrected.join(
            steps,
            [corrected.situation == steps.situation, corrected.record_id == steps.low],
        ).select(situation=corrected.situation, record_id=steps.high)
        corrected = tables.keep(
            "corrected_next", corrected.union(onward, distinct=True)
        )
        corrected = tables.keep("corrected", corrected)
        known, found = found, tables.count(corrected)
        after = steps.view()
        steps = tables.keep(
            "steps_next",
            steps.join(
                after, [steps.situation == after.situation, steps.high == after.low]
            )
            .select(situation=steps.situation, low=steps.low, high=after.high)
            .distinct(),
        )
        steps = tables.keep("steps", steps)
    return corrected


class Situations:
    """The situations for which records are judged: one row each, beside their records.

    The rows of the table are read once.
    """

    def __init__(self, tables: TableStore, table: Table) -> None:
        self._table = table
        self._known = tables.rows(table)

    @classmethod
    def of(cls, tables: TableStore) -> Situations:
        """Return the situations that `pipeline.keep_situations` kept."""
        return cls(tables, tables.table("situations"))

    @property
    def absent(self) -> AbsentColumns:
        """The columns that no file has in any of the situations."""
        place = self._table.columns.index("absent")
        several = [frozenset(row[place]) for row in self._known]
        return AbsentColumns(
            frozenset.intersection(*several) if several else frozenset()
        )

    @property
    def are_several(self) -> bool:
        """Whether only records of one situation may be compared with each other."""
        return len(self._known) != 1

    @property
    def outlast_records(self) -> bool:
        """Whether the records of one of them end before the day judged for."""
        place = self._table.columns.index
        return any(row[place("judged_on")] < row[place("as_of")] for row in self._known)

    def beside(self, rows: Table) -> Table:
        """Add the columns of its situation to each row; those of a single one as values."""
        if self.are_several:
            return rows.join(self._table.drop("absent"), "situation")
        values = dict(zip(self._table.columns, self._known[0], strict=True))
        kinds = self._table.schema()
        return rows.mutate(
            **{
                name: ibis.literal(value, kinds[name])
                for name, value in values.items()
                if name != "absent" and name not in rows.columns
            }
        )


def _numbered(records: Table, situations: Situations) -> Table:
    keyed = records.mutate(record_key=records.row.cast("int64")).drop("row")
    return situations.beside(keyed)


def _has_happened(rows: Table) -> Column:
    """Say that a record had happened and was written down by its as_of."""
    written = rows.recorded_on.isnull() | (rows.recorded_on <= rows.as_of)
    return (rows.occurred_on <= rows.as_of) & written


def _superseded(
    tables: TableStore, records: RecordTables, situations: Situations
) -> Table:
    """Keep (record_key) of the records that had happened and that another one corrects."""
    rows = _numbered(records.chained, situations)
    corrected = corrected_by_visible(tables, rows)
    if not tables.count(corrected):
        return tables.keep("superseded", rows.select("record_key").limit(0))
    replaced = rows.semi_join(corrected, ["situation", "record_id"])
    replaced = replaced.select("record_key", "occurred_on", "recorded_on", "as_of")
    replaced = tables.keep("replaced", replaced)
    happened = replaced.filter(_has_happened(replaced)).select("record_key")
    return tables.keep("superseded", happened)
