"""Opens DuckDB connections: the one place where the project does.

- `open_working`: read and write, in memory or in a file, with limits and a spill folder;
- `open_scratch`: read and write, in memory;
- `open_locked`: reads the files it is given and nothing else; `query_files` runs one query,
  `rows_of` one of several on the same connection.

Spark's executors run without packlaw and open their own (`dataset/spark/executor.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import duckdb

from engine.errors import UsageError
from engine.files.limits import NO_LIMITS, Limits
from engine.tables import sql

# By column name; each query knows the types of its columns.
Rows: TypeAlias = list[dict[str, Any]]

# No connection downloads an extension.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
SETTINGS = (
    "SET enable_progress_bar = false",
    # No day depends on it (see `dataset/validation/days.py`): only how moments are shown.
    "SET GLOBAL TimeZone = 'Etc/GMT-8'",
)


def open_working(
    *,
    spill: Path,
    file: Path | None = None,
    limits: Limits = NO_LIMITS,
) -> duckdb.DuckDBPyConnection:
    """Open a connection for the tables of a dataset, with `SETTINGS`.

    Tables lie in `file`, or in memory without one; what exceeds the limit on memory goes
    to the folder `spill`. Raises UsageError where DuckDB does not accept a limit.
    """
    connection = duckdb.connect(
        str(file) if file else ":memory:",
        config=_CONFIG | {"temp_directory": str(spill)},
    )
    try:
        _limit(connection, "memory_limit", limits.memory)
        _limit(connection, "max_temp_directory_size", limits.spill)
        _limit(connection, "threads", limits.threads)
        for statement in SETTINGS:
            connection.execute(statement)
    except BaseException:
        connection.close()
        raise
    return connection


def open_scratch() -> duckdb.DuckDBPyConnection:
    """Open a connection in memory for a few small tables."""
    return duckdb.connect(config=_CONFIG)


def open_locked(*files: Path) -> duckdb.DuckDBPyConnection:
    """Open a connection that may read these files and nothing else of the machine.

    It has tables of its own in memory; no statement can lift the restriction.
    """
    connection = duckdb.connect(config=_CONFIG)
    allowed = {"files": [str(file) for file in files]}
    connection.execute("SET allowed_paths = $files", allowed)
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def query_files(sql: str, values: Mapping[str, object], /, **files: Path) -> Rows:
    """Return the rows of a query, in which `read_parquet($name)` is a file by its name.

    `values` are those of the query's other `$name`s. The connection is locked: a text of
    a dataset that was run as SQL could open no other file and change no setting.
    """
    with open_locked(*files.values()) as connection:
        return rows_of(connection, sql, values, **files)


def rows_of(
    connection: duckdb.DuckDBPyConnection,
    sql: str,
    values: Mapping[str, object],
    /,
    **files: Path,
) -> Rows:
    """Return the rows of a query, which names its files and values as in `query_files`."""
    places = {name: str(file) for name, file in files.items()}
    table = connection.execute(sql, {**values, **places})
    names = [column[0] for column in table.description or ()]
    return [dict(zip(names, row, strict=True)) for row in table.fetchall()]


def _limit(
    connection: duckdb.DuckDBPyConnection, setting: str, value: str | int | None
) -> None:
    if value is None:
        return
    try:
        connection.execute(f"SET {setting} = {sql.text(str(value))}")
    except duckdb.Error as error:
        raise UsageError(
            "tables.limit-refused",
            setting=setting,
            value=value,
            reason=str(error).splitlines()[0],
        ) from error
