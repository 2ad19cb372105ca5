"""Describes a dataset as it is shown in JSON: tables, days, events, empty cells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypedDict

import duckdb

from engine.dataset.origin import OriginPart
from engine.dataset.schema import REGISTERS, records_schema
from engine.rulebook.model import Vocabulary
from engine.tables import sql

# `from` and `until`: the days between which the records are complete, YYYY-MM-DD.
CompleteDays = TypedDict("CompleteDays", {"from": str | None, "until": str | None})


class Days(TypedDict):
    """The first and the last day of any record, YYYY-MM-DD."""

    first: str | None
    last: str | None


class RowsDescription(TypedDict):
    """What the accepted rows hold.

    `years` and `events` count records; `empty_shares` has, by table and column, the
    share of empty cells from 0 to 1.
    """

    days: Days
    years: dict[str, int]
    events: dict[str, int]
    empty_shares: dict[str, dict[str, float]]


class Description(RowsDescription, OriginPart):
    """What came in: the manifest, the tables with their files and counts, warnings."""

    title: str
    source: str
    hash: str
    vocabulary: str
    complete: CompleteDays
    tables: dict[str, dict[str, str | int]]
    warnings: list[dict[str, str]]


def describe_rows(
    connection: duckdb.DuckDBPyConnection, words: Vocabulary, present: Iterable[str]
) -> RowsDescription:
    """Describe the accepted rows; empty cells of the tables in `present`."""
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
