"""The rejected rows that leave doubt: each might be what a verdict needs to be absent.

They are read only where a dataset has any, so that clean data costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.dataset.loading import rejected_of
from engine.evaluation.visibility import (
    RecordTables,
    Situations,
    corrected_by_visible,
)
from engine.tables.store import Table, TableStore

_OF_A_CHAIN = ("situation", "record_id", "corrects", "occurred_on", "recorded_on")


@dataclass(frozen=True)
class RejectedRows:
    """The rejected rows of records, credentials and outlets; None where there are none.

    Each table has `situation`, `row` and the columns of its accepted rows, null where a
    cell is empty or could not be read. `records` lacks those that leave no doubt: a
    visible record corrects them, directly or through others; or a day that could be
    read, of the event or of its writing, is after `as_of`.
    """

    records: Table | None = None
    credentials: Table | None = None
    outlets: Table | None = None

    @classmethod
    def of(cls, tables: TableStore, situations: Situations) -> RejectedRows:
        """Return the rejected rows of a dataset; none where no table holds them."""
        records = _found(tables, "records")
        if records is not None:
            records = _doubtful(tables, records, situations)
        return cls(records, _found(tables, "credentials"), _found(tables, "outlets"))


NOTHING_REJECTED = RejectedRows()


def _found(tables: TableStore, table: str) -> Table | None:
    name = rejected_of(table)
    if not tables.has(name):
        return None
    rows = tables.table(name)
    return rows if tables.count(rows) else None


def _doubtful(
    tables: TableStore, rejected: Table, situations: Situations
) -> Table | None:
    """Keep the rejected records that leave doubt as `doubtful_records`; None of none."""
    # A rejected row corrects nothing, and so passes no correction on.
    chained = RecordTables.of(tables).chained.select(*_OF_A_CHAIN)
    corrected = corrected_by_visible(tables, situations.beside(chained))
    rows = situations.beside(rejected)
    by_then = (rows.occurred_on <= rows.as_of).fill_null(True)
    written = (rows.recorded_on <= rows.as_of).fill_null(True)
    rows = rows.filter(by_then & written).select(*rejected.columns)
    rows = rows.anti_join(corrected, ["situation", "record_id"])
    rows = tables.keep("doubtful_records", rows)
    return rows if tables.count(rows) else None
