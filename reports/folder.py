"""A folder that a command left, read file by file; a torn one is told, with the way out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from engine.errors import ReportError

Row = dict[str, Any]


@dataclass(frozen=True)
class Folder:
    """Reads one folder; `needs` says what a report needs of it and how to get that.

    Every method raises ReportError, naming the file, where it is not as it was left.
    """

    path: Path
    requirements: str

    def torn(self, what: str, name: str = "") -> ReportError:
        """Return the error that says what is wrong with a file, or with the folder."""
        return ReportError(f"{self.path / name}\n  {what}.\n{self.requirements}")

    @contextmanager
    def reading(self, name: str) -> Iterator[Path]:
        """Yield the path of a file; what keeps it from being read is a torn folder."""
        try:
            yield self.path / name
        except (OSError, ValueError, duckdb.Error) as fault:
            raise self.torn(f"it cannot be read ({fault})", name) from fault

    def json(self, name: str, keys: frozenset[str]) -> dict[str, Any]:
        """Return the object that a JSON file holds, which has at least these keys."""
        with self.reading(name) as file:
            content = json.loads(file.read_text(encoding="utf-8"))
        if not isinstance(content, dict):
            raise self.torn("it does not hold an object", name)
        if missing := ", ".join(sorted(keys - content.keys())):
            raise self.torn(f"it lacks {missing}", name)
        return content

    def rows(self, name: str, sql: str, **values: Any) -> list[Row]:
        """Return what a query finds; `read_parquet($file)` is the table of that name."""
        with self.reading(name) as file, duckdb.connect() as connection:
            table = connection.execute(sql, {"file": str(file), **values})
            names = [column[0] for column in table.description or ()]
            return [dict(zip(names, row, strict=True)) for row in table.fetchall()]
