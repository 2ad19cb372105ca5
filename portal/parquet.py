"""Queries Parquet files on a connection that may read these files and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import duckdb

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


def query(sql: str, values: Mapping[str, Any], **files: Path) -> list[Row]:
    """Return the rows of a statement, in which `read_parquet($name)` is a file by name."""
    paths = {name: str(file) for name, file in files.items()}
    with duckdb.connect() as connection:
        # Texts of a dataset reach these statements as values only; should one ever be
        # run as SQL, it can still open no other file and change no setting.
        allowed = {"files": list(paths.values())}
        connection.execute("SET allowed_paths = $files", allowed)
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        table = connection.execute(sql, {**values, **paths})
        names = [column[0] for column in table.description or ()]
        return [dict(zip(names, row, strict=True)) for row in table.fetchall()]


def read_page(
    source: str, wanted: Condition, order: str, page: int, **files: Path
) -> tuple[list[Row], int]:
    """Return one page of the rows wanted, in order, and how many there are in all."""
    where = f"FROM {source} WHERE {wanted.sql}"
    counted = query(f"SELECT count(*) AS n {where}", wanted.values, **files)
    rows = query(
        f"SELECT * {where} ORDER BY {order} LIMIT $many OFFSET $skipped",
        {**wanted.values, "many": PER_PAGE, "skipped": (page - 1) * PER_PAGE},
        **files,
    )
    return rows, counted[0]["n"]
