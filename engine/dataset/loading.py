"""One table of a dataset: from its file to accepted rows, with the counts adding up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.dataset.raw_table import RawTable, ReadContext
from engine.dataset.schema import TableSchema
from engine.dataset.validation import cross_row_checks as settling
from engine.dataset.validation.staging import Staged, stage, unstage
from engine.tables import sql

# Beyond so many rows set aside, asking past them each time costs more than a copy.
_FEW = 10_000_000


# The records without the first of each chain of corrections, where that is a join.
BARE_RECORDS = "bare_records"
# Of the records that correct others or are corrected: what tells which one is seen.
CHAINED_RECORDS = "chained_records"


@dataclass(frozen=True)
class Counts:
    """What became of the rows: read = accepted + rejected + repeated."""

    read: int = 0
    accepted: int = 0
    rejected: int = 0
    repeated: int = 0

    def as_dict(self) -> dict[str, int]:
        return {
            "read": self.read,
            "accepted": self.accepted,
            "rejected": self.rejected,
            "repeated": self.repeated,
        }


# Makes the rows of a file, read by a form in the words of a vocabulary, a table.
Load = Callable[[ReadContext, RawTable, TableSchema, str], Counts]


def create_empty(context: ReadContext, schema: TableSchema) -> None:
    """Make the table of a register that the dataset lacks."""
    columns = ", ".join(f"{sql.name(c.name)} {c.sql_type}" for c in schema.columns)
    place = "row BIGINT, " if schema.table == "records" else ""
    context.run(f"CREATE TABLE {schema.table} (situation INTEGER, {place}{columns})")


def load(
    context: ReadContext, rows: RawTable, schema: TableSchema, words: str
) -> Counts:
    """Read a table, set its bad rows aside and keep the others."""
    staged = stage(context, rows, schema, words)
    broken = rows.settle(staged.name) if rows.settle else 0
    settle(context, staged, rows, schema)
    read = broken + context.count(f"SELECT count(*) FROM {staged.name}")
    repeated = context.count("SELECT count(*) FROM repeated")
    unused = context.count("SELECT count(*) FROM unused")
    _keep(context, staged, schema)
    rejected = unused - repeated
    if rejected and rows.find_lines:
        rows.find_lines()
    return Counts(read, read - unused, rejected, repeated)


def settle(
    context: ReadContext, staged: Staged, rows: RawTable, schema: TableSchema
) -> None:
    """Keep `unused`, the rows set aside, and `repeated` among them; tell why in `rejected`."""
    if schema.table == "records":
        settling.keep_corrections(context, staged.name)
    settling.keep_alike(context, staged, schema)
    settling.settle_repeated(context, staged, schema)
    if schema.table == "records":
        settling.settle_corrections(context)
    settling.reject_rows(context, staged, rows, schema)


def _keep(context: ReadContext, staged: Staged, schema: TableSchema) -> None:
    """Keep the used rows as the table of the form, uncopied where few are left out."""
    sizes = {"unused": context.count("SELECT count(*) FROM unused")}
    if schema.table == "records":
        settling.keep_chained(context, staged, CHAINED_RECORDS)
        settling.find_roots(context)
        sizes["roots"] = context.count("SELECT count(*) FROM roots")
    is_view = staged.is_view and sum(sizes.values()) <= _FEW
    asides = {}
    for aside, size in sizes.items():
        if size:
            asides[aside] = _outlast(context, schema, aside) if is_view else aside
    kind = "VIEW" if is_view else "TABLE"
    context.run(f"CREATE {kind} {schema.table} AS {_used(staged, schema, asides)}")
    if is_view and "roots" in asides:
        # The chains cost a join: who does not ask for them need not pay for it.
        bare = _used(staged, schema, {k: v for k, v in asides.items() if k != "roots"})
        context.run(
            f"CREATE VIEW {BARE_RECORDS} AS SELECT * EXCLUDE (first_record_id) FROM ({bare})"
        )
    if not is_view:
        unstage(context, schema)


def _outlast(context: ReadContext, schema: TableSchema, aside: str) -> str:
    """Put aside under a name that stays, what a view will ask for."""
    name = f"{schema.table}_{aside}"
    context.run(f"CREATE TABLE {name} AS FROM {aside}")
    return name


def _used(staged: Staged, schema: TableSchema, asides: dict[str, str]) -> str:
    columns = [sql.name(column.stored_as) for column in schema.columns]
    source, order = staged.sound, ""
    if "unused" in asides:
        source += f" WHERE row NOT IN (SELECT row FROM {asides['unused']})"
        order = "" if staged.is_view else " ORDER BY row"
    if schema.table != "records":
        listed = ", ".join(columns)
        return f"SELECT CAST(0 AS INTEGER) AS situation, {listed} FROM {source}{order}"
    root = "record_id"
    if "roots" in asides:
        source = f"(FROM {source}) LEFT JOIN {asides['roots']} r ON r.id = record_id"
        root = "coalesce(root, record_id)"
    fixed = columns.index(sql.name("recorded_on")) + 1
    listed = ", ".join(
        [*columns[:fixed], f"{root} AS first_record_id", *columns[fixed:]]
    )
    return f"SELECT CAST(0 AS INTEGER) AS situation, row, {listed} FROM {source}"
