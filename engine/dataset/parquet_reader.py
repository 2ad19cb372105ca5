"""Parquet files and directories: typed columns taken as they are where they fit."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate
from pathlib import Path

import duckdb

from engine.dataset import sql
from engine.dataset.reading import Desk, Found, Rows, heading
from engine.errors import DatasetError

_OF_PAGES = {duckdb.Error, duckdb.InvalidInputException, duckdb.IOException}
# What DuckDB knows of a row beside its cells; a file may have columns of that name.
_PLACES = {"file_index", "file_row_number"}


def open_parquet(desk: Desk, path: Path, known: frozenset[str]) -> Rows:
    """Prepare a Parquet file, or a directory of them taken in order of name."""
    parts = sorted(path.rglob("*.parquet")) if path.is_dir() else [path]
    if not parts:
        raise DatasetError(f"{path.name}: the directory holds no .parquet file.")
    files = ", ".join(desk.safe(part) for part in parts)
    source = (
        f"read_parquet([{files}], union_by_name = true, hive_partitioning = false, "
        "binary_as_string = true)"
    )
    try:
        described = desk.run(f"DESCRIBE SELECT * FROM {source}")
    except duckdb.Error as error:
        raise unreadable(path, error) from error
    raw_names = [str(row[0]) for row in described]
    columns = tuple(
        Found(found.name, _plain_type(str(row[1])))
        for found, row in zip(heading(raw_names, path.name), described, strict=True)
    )
    _refuse_nested(columns, path, known)
    cells = ", ".join(
        f"{_raw(sql.name(raw), found.type)} AS c{i}"
        for i, (raw, found) in enumerate(zip(raw_names, columns, strict=True))
    )
    is_lasting = not _PLACES & {name.lower() for name in raw_names}
    row = f"{_row(desk, files)} AS row, " if is_lasting else ""
    return Rows(
        file=path.name,
        encoding="parquet",
        columns=columns,
        query=f"SELECT {row}CAST(NULL AS BIGINT) AS line, "
        f"CAST(NULL AS VARCHAR) AS flaws, {cells} FROM {source}",
        is_lasting=is_lasting,
    )


def _row(desk: Desk, files: str) -> str:
    """Number the rows through all files, in the order in which these are read."""
    counted = desk.run(
        f"SELECT num_rows FROM (SELECT unnest([{files}]) AS file_name, "
        f"generate_subscripts([{files}], 1) AS place) "
        f"LEFT JOIN parquet_file_metadata([{files}]) USING (file_name) ORDER BY place"
    )
    before = accumulate((int(str(count)) for (count,) in counted), initial=0)
    starts = ", ".join(str(start) for start in before)
    return (
        f"CAST([{starts}] AS BIGINT[])[CAST(file_index AS BIGINT) + 1] "
        "+ file_row_number + 1"
    )


def unreadable(path: Path, error: duckdb.Error) -> DatasetError:
    reason = str(error).splitlines()[0]
    return DatasetError(
        f"{path.name}: not readable as Parquet ({reason}).\n"
        "  Write the file again, unencrypted, or send the table as CSV."
    )


def raise_broken_parquet(error: duckdb.Error, files: Iterable[str]) -> None:
    """Raise DatasetError where the error may come from a Parquet file, one of these.

    Some errors of broken pages name no file and have no kind of their own.
    """
    found = [file for file in files if file.endswith(".parquet")]
    named = [file for file in found if f"/{file}" in str(error)]
    if named or (found and type(error) in _OF_PAGES):
        raise unreadable(Path(", ".join(named or found)), error) from error


def _plain_type(type_: str) -> str:
    return "VARCHAR" if type_.startswith("ENUM") else type_


def _raw(name: str, type_: str) -> str:
    # Dictionary columns come as ENUM; a cast makes them texts like any other.
    return f"CAST({name} AS VARCHAR)" if type_ == "VARCHAR" else name


def _refuse_nested(
    columns: tuple[Found, ...], path: Path, known: frozenset[str]
) -> None:
    for found in columns:
        is_nested = found.type.endswith("]") or found.type.startswith(
            ("STRUCT", "MAP", "UNION", "BLOB", "VARIANT")
        )
        if found.name not in known or not is_nested:
            continue
        if found.name == "roles" and found.type == "VARCHAR[]":
            continue
        raise DatasetError(
            f"{path.name}: column {found.name} is {found.type}; a cell holds one "
            "value.\n  Write it as text, number, date or flag."
        )
