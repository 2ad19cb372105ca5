"""Loads one table of a dataset: from its file to accepted rows, with their counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.dataset.raw_table import RawTable, ReadContext
from engine.dataset.schema import TableSchema
from engine.dataset.validation.cross_row_checks import (
    Outcome,
    check_rows,
    keep_chained,
    keep_roots,
)
from engine.dataset.validation.mapping_faults import reject_unread, with_faults
from engine.dataset.validation.remarks import Remarks
from engine.dataset.validation.staged import Staged
from engine.dataset.validation.staging import stage, unstage
from engine.tables import sql

# Where more rows than these are left out or corrected, joining them at every query of
# a view costs more than one copy of the table.
VIEW_LIMIT = 10_000_000

# The tables of records that a dataset has beside `records`. BARE_RECORDS is `records`
# without `first_record_id`; it exists only where that column costs a join.
BARE_RECORDS = "bare_records"
# The first record of the chain of each correction (id, root). It exists only where
# BARE_RECORDS does.
RECORDS_ROOTS = "records_roots"
# The accepted records that correct others or are corrected: situation, row, record_id,
# occurred_on, corrects, recorded_on.
CHAINED_RECORDS = "chained_records"


@dataclass(frozen=True)
class Counts:
    """What became of the rows: read = accepted + rejected + repeated."""

    read: int = 0
    accepted: int = 0
    rejected: int = 0
    repeated: int = 0

    def as_dict(self) -> dict[str, int]:
        """Return the counts by their names."""
        return {
            "read": self.read,
            "accepted": self.accepted,
            "rejected": self.rejected,
            "repeated": self.repeated,
        }


@dataclass(frozen=True)
class Loaded:
    """A loaded table: its counts, the temporary tables of the checks, and remarks."""

    counts: Counts
    outcome: Outcome
    remarks: Remarks


# Makes the rows of a file the table of a schema; the text is the vocabulary's name.
Load = Callable[[ReadContext, RawTable, TableSchema, str], Loaded]


def rejected_of(table: str) -> str:
    """Name the table of the rejected rows of a table, with what of them can be read.

    Columns: situation, row, and those of the schema; empty where a cell is empty or
    cannot be read.
    """
    return f"rejected_{table}"


def create_empty(context: ReadContext, schema: TableSchema) -> None:
    """Create the table of a register that the dataset lacks, and that of its rejected rows."""
    columns = ", ".join(f"{sql.name(c.name)} {c.sql_type}" for c in schema.columns)
    for table, place in (
        (schema.table, ""),
        (rejected_of(schema.table), "row BIGINT, "),
    ):
        context.run(f"CREATE TABLE {table} (situation INTEGER, {place}{columns})")


def load(
    context: ReadContext,
    rows: RawTable,
    schema: TableSchema,
    words: str,
    *,
    view_limit: int = VIEW_LIMIT,
) -> Loaded:
    """Create the table of the schema from the accepted rows of a file.

    Rejected rows go to `rejected` with their reasons, and to `rejected_<table>` with
    their readable cells. The table is a view of the file where that is quick, and no
    more than `view_limit` rows are to be joined.
    """
    staged = stage(context, rows, schema, words)
    if not staged.is_view:
        # A footer has said it before reading; other files are counted once they are read.
        context.require_rows(
            rows.file, context.count(f"SELECT count(*) FROM {staged.name}")
        )
    if rows.faults:
        staged = with_faults(context, staged, rows.faults)
    outcome = check_rows(context, staged, rows, schema)
    _keep_rejected(context, staged, schema)
    unread = staged.unread
    rejected = context.count(f"SELECT count(*) FROM {outcome.unused}")
    if rows.faults:
        passed_over = reject_unread(context, staged, rows, schema)
        unread, rejected = unread + passed_over, rejected + passed_over
    read = unread + context.count(f"SELECT count(*) FROM {staged.name}")
    repeated = context.count(f"SELECT count(*) FROM {outcome.repeated}")
    rejected -= repeated
    _create_table(context, staged, schema, outcome, view_limit)
    if rejected and rows.find_lines:
        rows.find_lines()
    counts = Counts(read, read - rejected - repeated, rejected, repeated)
    return Loaded(counts, outcome, staged.remarks)


def rejected_rows(schema: TableSchema) -> str:
    """Query the numbers of the rejected rows of a table."""
    table = sql.text(schema.table)
    return f"SELECT DISTINCT row FROM rejected WHERE table_name = {table}"


def _keep_rejected(context: ReadContext, staged: Staged, schema: TableSchema) -> None:
    """Keep the rejected rows as `rejected_<table>`: one may be what a rule looks for.

    A row that the reader itself could not split into cells has none to be kept.
    """
    columns = ", ".join(sql.name(column.stored_as) for column in schema.columns)
    context.run(
        f"CREATE TABLE {rejected_of(schema.table)} AS SELECT "
        f"CAST(0 AS INTEGER) AS situation, row, {columns} "
        f"FROM ({staged.at(rejected_rows(schema))})"
    )


def _create_table(
    context: ReadContext,
    staged: Staged,
    schema: TableSchema,
    outcome: Outcome,
    view_limit: int,
) -> None:
    """Create the table of the schema: a view of the staged rows, or a copy of them."""
    unused, roots = _filled(context, outcome.unused), None
    if schema.table == "records":
        keep_chained(context, staged, outcome, CHAINED_RECORDS)
        roots = _filled(context, keep_roots(context, outcome))
    joined = sum(size for _, size in filter(None, (unused, roots)))
    is_view = staged.is_view and joined <= view_limit
    unused_name = unused and unused[0]
    roots_name = roots and roots[0]
    if is_view:
        # A view outlives the temporary tables, so it reads copies that stay.
        unused_name = unused_name and _copy(
            context, unused_name, f"{schema.table}_unused"
        )
        roots_name = roots_name and _copy(context, roots_name, RECORDS_ROOTS)
    kind = "VIEW" if is_view else "TABLE"
    used = _used_rows(staged, schema, unused_name, roots_name)
    context.run(f"CREATE {kind} {schema.table} AS {used}")
    if is_view and roots_name:
        bare = _used_rows(staged, schema, unused_name, None)
        context.run(
            f"CREATE VIEW {BARE_RECORDS} AS SELECT * EXCLUDE (first_record_id) FROM ({bare})"
        )
    if not is_view:
        unstage(context, schema)


def _filled(context: ReadContext, table: str) -> tuple[str, int] | None:
    """Return the table with the number of its rows; None where it has none."""
    size = context.count(f"SELECT count(*) FROM {table}")
    return (table, size) if size else None


def _copy(context: ReadContext, table: str, name: str) -> str:
    """Copy a temporary table to one that stays; return its name."""
    context.run(f"CREATE TABLE {name} AS FROM {table}")
    return name


def _used_rows(
    staged: Staged, schema: TableSchema, unused: str | None, roots: str | None
) -> str:
    """Query the rows of the schema's table.

    `unused` (row) are left out; `roots` (id, root) have the first record of the chain
    of a correction. None stands for an empty table.
    """
    columns = [sql.name(column.stored_as) for column in schema.columns]
    source, order = staged.sound, ""
    if unused:
        source += f" WHERE row NOT IN (SELECT row FROM {unused})"
        order = "" if staged.is_view else " ORDER BY row"
    if schema.table != "records":
        listed = ", ".join(columns)
        return f"SELECT CAST(0 AS INTEGER) AS situation, {listed} FROM {source}{order}"
    root = "record_id"
    if roots:
        source = f"(FROM {source}) LEFT JOIN {roots} r ON r.id = record_id"
        root = "coalesce(root, record_id)"
    fixed = columns.index(sql.name("recorded_on")) + 1
    listed = ", ".join(
        [*columns[:fixed], f"{root} AS first_record_id", *columns[fixed:]]
    )
    return f"SELECT CAST(0 AS INTEGER) AS situation, row, {listed} FROM {source}"
