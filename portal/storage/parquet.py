"""Queries Parquet files on a connection that may read these files and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from engine.tables.duckdb.session import query_files
from portal.database.paging import last_page

Row = dict[str, Any]

PER_PAGE = 50


@dataclass(frozen=True)
class Condition:
    """Which rows of a table to read: a condition in SQL, and the values of its `$name`s."""

    sql: str = "true"
    values: Mapping[str, Any] = field(default_factory=dict)


def condition(given: Mapping[str, str], tests: Mapping[str, str]) -> Condition:
    """Return the condition that every value given passes its test; "" is no value.

    `tests` has the test of each name in SQL, in which `$name` is the value.
    """
    values = {name: value for name, value in given.items() if value}
    sql = " AND ".join(f"({tests[name]})" for name in values)
    return Condition(sql or "true", values)


@dataclass(frozen=True)
class Filter:
    """Which rows to list: each field holds a value to look for, or "" for any."""

    # The test of each field in SQL (see `condition`).
    TESTS: ClassVar[Mapping[str, str]] = {}

    def __bool__(self) -> bool:
        return any(asdict(self).values())

    def condition(self) -> Condition:
        """Return the filter as a condition."""
        return condition(asdict(self), self.TESTS)


def read_page(
    source: str, wanted: Condition, order: str, page: int, **files: Path
) -> tuple[list[Row], int]:
    """Return one page of the rows wanted, in order, and how many there are in all.

    A page beyond the last one is the last one.
    """
    where = f"FROM {source} WHERE {wanted.sql}"
    counted = query_files(f"SELECT count(*) AS n {where}", wanted.values, **files)
    page = min(page, last_page(counted[0]["n"], PER_PAGE))
    rows = query_files(
        f"SELECT * {where} ORDER BY {order} LIMIT $many OFFSET $skipped",
        {**wanted.values, "many": PER_PAGE, "skipped": (page - 1) * PER_PAGE},
        **files,
    )
    return rows, counted[0]["n"]
