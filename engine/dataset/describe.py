"""What the accepted rows hold, as a plain dict: days, events, empty cells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import duckdb

from engine.dataset.schema import REGISTERS, records_schema
from engine.rulebook.model import Vocabulary
from engine.tables import sql


def describe_rows(
    connection: duckdb.DuckDBPyConnection, words: Vocabulary, present: Iterable[str]
) -> dict[str, Any]:
    """Describe the accepted rows: days, years, events, empty cells of `present`."""
    first, last = _rows(
        connection, "SELECT min(occurred_on), max(occurred_on) FROM records"
    )[0]
    return {
        "days": {"first": first and str(first), "last": last and str(last)},
        "years": _counted(connection, "CAST(year(occurred_on) AS VARCHAR)"),
        "events": _counted(connection, "event"),
        "empty_shares": _empty_shares(connection, words, present),
    }


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(query).fetchall()


def _counted(connection: duckdb.DuckDBPyConnection, expression: str) -> dict[str, int]:
    return dict(
        _rows(
            connection,
            f"SELECT {expression} AS word, count(*) FROM records GROUP BY 1 ORDER BY 1",
        )
    )


def _empty_shares(
    connection: duckdb.DuckDBPyConnection, words: Vocabulary, present: Iterable[str]
) -> dict[str, dict[str, float]]:
    """The share of empty cells per column of each table that has rows."""
    schemas = {"records": records_schema(words), **REGISTERS}
    shares = {}
    for table in present:
        columns = schemas[table].columns
        counts = ", ".join(f"count({sql.name(c.stored_as)})" for c in columns)
        total, *filled = _rows(connection, f"SELECT count(*), {counts} FROM {table}")[0]
        if total:
            shares[table] = {
                column.name: round(1 - count / total, 6)
                for column, count in zip(columns, filled, strict=True)
            }
    return shares
