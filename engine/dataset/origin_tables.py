"""Reads the tables of an origin, and leads rejected rows back to their source.

The connection of a dataset then has the view `origin_rows`, and for the time of reading
the table `mapping_rejects`. Of an origin without the one or the other file it is empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from engine.dataset.file_names import ORIGIN
from engine.dataset.origin import (
    PLACE,
    REJECTED,
    REJECTED_COLUMNS,
    ROWS,
    ROWS_COLUMNS,
    plain_in_sql,
)
from engine.dataset.raw_table import ReadContext
from engine.dataset.readers.footers import read_footers
from engine.dataset.schema import TABLES
from engine.errors import DatasetError, message
from engine.files.disk_space import resource_error
from engine.tables import sql

# A view of the place of each row: table_name, row, and PLACE.
ORIGIN_ROWS = "origin_rows"
# The faults that the mapping found: table_name, row, PLACE, column_name, value, reasons.
MAPPING_REJECTS = "mapping_rejects"
# So many lines of rejected.parquet are read.
REJECTS_LIMIT = 10_000_000
# The texts of a fault, with how many characters are kept of each.
_TEXTS = {"column_name": 200, "value": 200, "reason_zh": 500, "reason_en": 500}
_PLACE_OF_FILE = (
    f"{plain_in_sql('file')} AS source_file, {plain_in_sql('sheet')} AS source_sheet, "
    "source_row"
)
_IS_PLACE = (
    "coalesce(file <> '' AND sheet IS DISTINCT FROM '' AND source_row > 0, false)"
)
_IS_TABLE = f"coalesce(table_name IN {sql.texts(TABLES)}, false)"
_HAS_REASON = "coalesce(reason_zh <> '' AND reason_en <> '', false)"
_IS_NEXT = (
    "coalesce(row > 0 AND (row_before IS NULL OR table_name > table_before "
    "OR (table_name = table_before AND row > row_before)), false)"
)


def open_origin(context: ReadContext, files: Mapping[str, Path]) -> None:
    """Create the tables of an origin from its files, by name.

    Raises DatasetError where one cannot be read, has other columns or types, or a line
    that names no table, row or place, or `rows.parquet` is not in order.
    """
    _create_rows(context, files.get(ROWS))
    _create_rejects(context, files.get(REJECTED))


def places_of(table: str) -> str:
    """Query the places of the rows of a table: row, source_file, source_sheet, source_row."""
    return (
        f"SELECT row, {', '.join(PLACE)} FROM {ORIGIN_ROWS} "
        f"WHERE table_name = {sql.text(table)}"
    )


def no_places() -> str:
    """Query the same of a dataset that has no origin: no row."""
    return _nothing({"row": "BIGINT", **PLACE})


def faults_of(context: ReadContext, table: str, *, is_there: bool) -> str | None:
    """Query the faults of the rows of a table that were written; None where none has any.

    Columns: row, column_name, value, reason_zh, reason_en. DatasetError where there are
    some and the table is not there.
    """
    of_table = (
        f"FROM {MAPPING_REJECTS} WHERE table_name = {sql.text(table)} "
        "AND row IS NOT NULL"
    )
    if not context.count(f"SELECT count(*) {of_table}"):
        return None
    if not is_there:
        file = f"{ORIGIN}/{REJECTED}"
        raise DatasetError("dataset.origin-no-table", file=file, table=table)
    return f"SELECT row, column_name, value, reason_zh, reason_en {of_table}"


def keep_rejected(context: ReadContext, files: Mapping[str, str]) -> dict[str, int]:
    """Add what was not written to `rejected`, and the place of every row in it.

    Returns how many rows of the source were not written, by table. `files` has the file
    name of each table. Drops `mapping_rejects`.
    """
    counted = context.run(
        "SELECT table_name, count(DISTINCT (source_file, source_sheet, source_row)) "
        f"FROM {MAPPING_REJECTS} WHERE row IS NULL GROUP BY table_name"
    )
    for column, type_ in PLACE.items():
        context.run(f"ALTER TABLE rejected ADD COLUMN {column} {type_}")
    place = ", ".join(PLACE)
    # A row has one place, whatever the faults found in it say.
    of_faults = (
        f"SELECT DISTINCT ON (table_name, row) table_name, row, {place} "
        f"FROM {MAPPING_REJECTS} ORDER BY ALL"
    )
    set_ = ", ".join(f"{column} = places.{column}" for column in PLACE)
    for places in (f"({of_faults})", ORIGIN_ROWS):
        context.run(
            f"UPDATE rejected SET {set_} FROM {places} AS places "
            "WHERE places.table_name = rejected.table_name "
            "AND places.row = rejected.row"
        )
    names = " ".join(
        f"WHEN {sql.text(table)} THEN {sql.text(file)}" for table, file in files.items()
    )
    context.run(
        f"INSERT INTO rejected SELECT table_name, CASE table_name {names} END, row, "
        f"NULL, column_name, value, reason_zh, reason_en, {place} "
        f"FROM {MAPPING_REJECTS} WHERE row IS NULL ORDER BY ALL"
    )
    context.run(f"DROP TABLE {MAPPING_REJECTS}")
    return {str(table): int(str(count)) for table, count in counted}


def _create_rows(context: ReadContext, file: Path | None) -> None:
    if file is None:
        nothing = _nothing({"table_name": "VARCHAR", "row": "BIGINT", **PLACE})
        context.run(f"CREATE VIEW {ORIGIN_ROWS} AS {nothing}")
        return
    source = _source(context, file, ROWS_COLUMNS)
    # Rows are compared as they pass, so that a file of any length takes little memory.
    before = "lag(table_name) OVER () AS table_before, lag(row) OVER () AS row_before"
    _require_lines(context, file, source, before, f"{_IS_TABLE} AND {_IS_NEXT}")
    context.run(
        f"CREATE VIEW {ORIGIN_ROWS} AS SELECT table_name, row, {_PLACE_OF_FILE} "
        f"FROM {source}"
    )


def _create_rejects(context: ReadContext, file: Path | None) -> None:
    texts = dict.fromkeys(_TEXTS, "VARCHAR")
    if file is None:
        columns = {"table_name": "VARCHAR", "row": "BIGINT", **PLACE, **texts}
        context.run(f"CREATE TABLE {MAPPING_REJECTS} AS {_nothing(columns)}")
        return
    source = _source(context, file, REJECTED_COLUMNS)
    if context.count(f"SELECT count(*) FROM {source}") > REJECTS_LIMIT:
        raise DatasetError(
            "dataset.origin-too-long", file=_label(file), limit=REJECTS_LIMIT
        )
    test = f"{_IS_TABLE} AND coalesce(row > 0, true) AND {_HAS_REASON}"
    _require_lines(context, file, source, "NULL", test)
    kept = ", ".join(f"{plain_in_sql(n, limit)} AS {n}" for n, limit in _TEXTS.items())
    with _reported(file):
        context.run(
            f"CREATE TABLE {MAPPING_REJECTS} AS SELECT table_name, row, "
            f"{_PLACE_OF_FILE}, {kept} FROM {source}"
        )


def _source(context: ReadContext, file: Path, columns: Mapping[str, str]) -> str:
    """Return a Parquet file as a table of SQL; DatasetError unless it has the columns."""
    safe = context.safe(file)
    source = f"read_parquet({safe}, hive_partitioning = false, binary_as_string = true)"
    with _reported(file):
        try:
            read_footers(context, file, {file.name: safe}, {})
        except DatasetError as error:
            raise _unreadable(file, error) from error
        described = context.run(f"DESCRIBE SELECT * FROM {source}")
    found = {str(name): str(type_) for name, type_, *_ in described}
    for column, type_ in columns.items():
        if found.get(column) != type_:
            raise DatasetError(
                "dataset.origin-column", file=_label(file), column=column, type=type_,
                found=found.get(column, message("dataset.origin-no-column")),
            )  # fmt: skip
    return source


def _require_lines(
    context: ReadContext, file: Path, source: str, more: str, test: str
) -> None:
    """Raise DatasetError for the first line that has no place or does not pass a test.

    `more` are further columns that the test needs. Every cell is looked at, so that a broken
    page shows here.
    """
    lines = f"SELECT *, row_number() OVER () AS line, {more} FROM {source}"
    with _reported(file):
        wrong = context.run(
            f"SELECT line FROM ({lines}) WHERE NOT ({test} AND {_IS_PLACE}) LIMIT 1"
        )
    if wrong:
        raise DatasetError(
            "dataset.origin-line", file=_label(file), line=int(str(wrong[0][0]))
        )


@contextmanager
def _reported(file: Path) -> Iterator[None]:
    """Raise DatasetError where a file of the origin cannot be read as Parquet."""
    try:
        yield
    except (duckdb.Error, pa.ArrowException, OSError) as error:
        raise resource_error(error) or _unreadable(file, error) from error


def _unreadable(file: Path, error: Exception) -> DatasetError:
    reason = str(error).splitlines()[0]
    return DatasetError("dataset.origin-unreadable", file=_label(file), reason=reason)


def _label(file: Path) -> str:
    return f"{ORIGIN}/{file.name}"


def _nothing(columns: Mapping[str, str]) -> str:
    """Query no row of some columns with their types."""
    nulls = (f"CAST(NULL AS {type_}) AS {name}" for name, type_ in columns.items())
    return f"SELECT {', '.join(nulls)} WHERE false"
