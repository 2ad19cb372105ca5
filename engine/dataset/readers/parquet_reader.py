"""Reads Parquet files and directories; typed columns stay as they are where they fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow as pa

from engine.dataset.headings import known_columns
from engine.dataset.raw_table import (
    InPlace,
    Parts,
    RawTable,
    ReadContext,
    SourceColumn,
    heading,
)
from engine.dataset.readers.expansion import refuse_expansion
from engine.dataset.readers.footers import Footers, read_footers
from engine.dataset.schema import TableSchema
from engine.errors import DatasetError
from engine.files.disk_space import resource_error
from engine.tables import sql

# The errors of DuckDB that a broken page may raise.
_PAGE_ERRORS = {duckdb.Error, duckdb.InvalidInputException, duckdb.IOException}
# Columns that DuckDB adds to a row; a file may have columns of these names itself.
_VIRTUAL_COLUMNS = {"file_index", "file_row_number"}
# Takes no result from the statistics of a footer before they are checked.
DISTRUST = "SET disabled_optimizers = 'statistics_propagation'"
_OPTIONS = "union_by_name = true, hive_partitioning = false"


def open_parquet(
    context: ReadContext, path: Path, schema: TableSchema | None
) -> RawTable:
    """Prepare a Parquet file, or a directory of them taken in order of name.

    DatasetError where it cannot be read, or where a footer is false about rows or
    about the columns of the schema; some of that shows only in the survey. Without a
    schema every column is read, and one of nested values is let be.
    """
    parts = sorted(path.rglob("*.parquet")) if path.is_dir() else [path]
    if not parts:
        raise DatasetError("dataset.parquet-folder-empty", file=path.name)
    files = {str(part.relative_to(path.parent)): context.safe(part) for part in parts}
    stored = f"read_parquet([{', '.join(files.values())}], {_OPTIONS})"
    source = f"{stored[:-1]}, binary_as_string = true)"
    with errors_reported(path):
        described, as_stored = _describe(context, source), _describe(context, stored)
    names = [column.name for column in described]
    columns = tuple(
        replace(found, type=column.type)
        for found, column in zip(heading(names, path.name), described, strict=True)
    )
    known = _known(columns, path, schema)
    checked = {i: as_stored[i] for i in known if not is_nested(columns[i].type)}
    footers = _footers(context, path, files, source, checked)
    columns = _with_warnings(columns, described, footers)
    cells = ", ".join(
        f"{_raw(column, column.name in footers.filtered)} AS c{i}"
        for i, column in enumerate(described)
    )
    query = (
        "SELECT CAST(NULL AS BIGINT) AS line, CAST(NULL AS VARCHAR) AS flaws, "
        f"{cells} FROM {source}"
    )
    rows = RawTable(path.name, "parquet", columns, query)
    if _VIRTUAL_COLUMNS & {name.lower() for name in names}:
        return rows
    rows = replace(rows, parts=Parts(tuple(parts), tuple(described)))
    return rows if footers.is_mixed else _with_in_place(context, rows, footers)


def _footers(
    context: ReadContext,
    path: Path,
    files: Mapping[str, str],
    source: str,
    checked: Mapping[int, SourceColumn],
) -> Footers:
    """Read the footers; DatasetError where by them the file is too large to be read."""
    with errors_reported(path):
        footers = read_footers(context, path, files, checked)
        context.require_rows(path.name, footers.rows)
        parts = [path.parent / name for name in files]
        refuse_expansion(context, path, parts, source, checked)
    return footers


def _describe(context: ReadContext, source: str) -> list[SourceColumn]:
    found = context.run(f"DESCRIBE SELECT * FROM {source}")
    return [
        SourceColumn(str(name), _plain_type(str(type_))) for name, type_, *_ in found
    ]


def _with_warnings(
    columns: tuple[SourceColumn, ...], described: list[SourceColumn], footers: Footers
) -> tuple[SourceColumn, ...]:
    """Add the warning to the columns of moments that do not say their zone."""
    return tuple(
        replace(found, warning="moment-without-zone")
        if column.name in footers.zoneless
        else found
        for found, column in zip(columns, described, strict=True)
    )


def _with_in_place(context: ReadContext, rows: RawTable, footers: Footers) -> RawTable:
    """Add how the rows are queried in the file, where they can be numbered."""
    query = rows.query.replace("SELECT ", f"SELECT {_row(footers.starts)} AS row, ", 1)
    return replace(
        rows,
        query=query,
        in_place=InPlace(
            lambda tests: footers.survey(context, query, tests),
            lambda chosen: f"{query} WHERE {_at(chosen, footers.starts)}",
        ),
    )


def _row(starts: Sequence[int]) -> str:
    """Write the number of a row through all files, in the order of reading."""
    listed = ", ".join(map(str, starts))
    return (
        f"CAST([{listed}] AS BIGINT[])[CAST(file_index AS BIGINT) + 1] "
        "+ file_row_number + 1"
    )


def _at(chosen: str, starts: Sequence[int]) -> str:
    """Write the condition of chosen rows, by place too, so that other parts are skipped."""
    listed = ", ".join(map(str, starts))
    places = (
        f"SELECT row - start - 1 FROM ({chosen}) ASOF JOIN "
        f"(SELECT unnest([{listed}]) AS start) ON row > start"
    )
    return f"file_row_number IN ({places}) AND {_row(starts)} IN ({chosen})"


@contextmanager
def errors_reported(path: Path) -> Iterator[None]:
    """Raise DatasetError where a Parquet file cannot be read."""
    try:
        yield
    except (duckdb.Error, pa.ArrowException, OSError) as error:
        raise resource_error(error) or unreadable(path.name, error) from error


def unreadable(file: str, error: Exception) -> DatasetError:
    """Return the error to raise for a Parquet file that cannot be read."""
    reason = str(error).splitlines()[0]
    return DatasetError("dataset.parquet-unreadable", file=file, reason=reason)


def raise_broken_parquet(error: duckdb.Error, files: Iterable[str]) -> None:
    """Raise DatasetError where the error may come from one of these Parquet files.

    Some errors of broken pages name no file and have no type of their own.
    """
    found = [file for file in files if file.endswith(".parquet")]
    named = [file for file in found if f"/{file}" in str(error)]
    if named or (found and type(error) in _PAGE_ERRORS):
        raise unreadable(", ".join(named or found), error) from error


def is_nested(type_: str) -> bool:
    """Return whether values of a type are no single text, number, day or flag."""
    nested = ("STRUCT", "MAP", "UNION", "BLOB", "VARIANT")
    return type_.endswith("]") or type_.startswith(nested)


def _plain_type(type_: str) -> str:
    return "VARCHAR" if type_.startswith("ENUM") else type_


def _raw(column: SourceColumn, is_filtered: bool) -> str:
    raw = sql.name(column.name)
    # Dictionary columns come as ENUM; a cast makes them texts like any other.
    raw = f"CAST({raw} AS VARCHAR)" if column.type == "VARCHAR" else raw
    # Bloom filters are not checked; DuckDB does not apply them to an expression.
    return f"CASE WHEN {raw} IS NOT NULL THEN {raw} END" if is_filtered else raw


def _known(
    columns: tuple[SourceColumn, ...], path: Path, schema: TableSchema | None
) -> Mapping[int, str]:
    """Return the columns that are read, by their places; DatasetError for a nested one.

    Without a schema they are all of them, whatever they hold.
    """
    if schema is None:
        return dict.fromkeys(range(len(columns)), "")
    known = known_columns([found.name for found in columns], schema)
    for i, found in enumerate(columns):
        if i not in known or not is_nested(found.type):
            continue
        if known[i] == "roles" and found.type == "VARCHAR[]":
            continue
        raise DatasetError(
            "dataset.parquet-nested",
            file=path.name,
            column=found.name,
            type=found.type,
        )
    return known
