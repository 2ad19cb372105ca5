"""Ask Parquet files, with every other door of the machine closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import duckdb

Row = dict[str, Any]

PER_PAGE = 50


@dataclass(frozen=True)
class Wish:
    """Which rows of a table are wanted: a condition in SQL, its values kept out of it."""

    condition: str = "true"
    values: Mapping[str, Any] = field(default_factory=dict)


def wish(given: Mapping[str, str], tests: Mapping[str, str]) -> Wish:
    """Wish for the rows that pass the test of each value given; empty means any.

    `tests` says in SQL what a value asks for, the value being `$name`.
    """
    values = {name: value for name, value in given.items() if value}
    return Wish(" AND ".join(f"({tests[name]})" for name in values) or "true", values)


@dataclass(frozen=True)
class Filter:
    """Which rows to list; each field is a value to ask for, and empty means any."""

    # What each field asks for, in SQL (see `wish`).
    TESTS: ClassVar[Mapping[str, str]] = {}

    def __bool__(self) -> bool:
        return any(asdict(self).values())

    def wish(self) -> Wish:
        return wish(asdict(self), self.TESTS)


def query(sql: str, values: Mapping[str, Any], **files: Path) -> list[Row]:
    """Return what a statement finds in these files, each `read_parquet($name)` in it."""
    paths = {name: str(file) for name, file in files.items()}
    with duckdb.connect() as connection:
        # The connection may read these files, and nothing else of the machine.
        allowed = {"files": list(paths.values())}
        connection.execute("SET allowed_paths = $files", allowed)
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        table = connection.execute(sql, {**values, **paths})
        names = [column[0] for column in table.description or ()]
        return [dict(zip(names, row, strict=True)) for row in table.fetchall()]


def read_page(
    source: str, wanted: Wish, order: str, page: int, **files: Path
) -> tuple[list[Row], int]:
    """Return one page of the rows wanted, in order, and how many there are in all."""
    where = f"FROM {source} WHERE {wanted.condition}"
    counted = query(f"SELECT count(*) AS n {where}", wanted.values, **files)
    rows = query(
        f"SELECT * {where} ORDER BY {order} LIMIT $many OFFSET $skipped",
        {**wanted.values, "many": PER_PAGE, "skipped": (page - 1) * PER_PAGE},
        **files,
    )
    return rows, counted[0]["n"]
