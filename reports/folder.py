"""Reads the files of a folder that a command wrote; a faulty one is a ReportError."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

import duckdb

from engine.errors import Message, ReportError, message
from engine.tables.duckdb.session import open_locked, query_files, rows_of

# A row of a query by column name; the queries name their columns.
Row = dict[str, Any]
# What a JSON file holds, or a part of it: its keys are those of the file's description.
Content: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True)
class Folder:
    """One folder; `requirements` says what a report needs of it and how to get that.

    Every method raises ReportError, naming the file, where it is not as it was written.
    """

    path: Path
    requirements: Message

    def error(self, problem: Message, name: str = "") -> ReportError:
        """Return the error for a problem of a file, or of the folder."""
        return ReportError(
            "reports.folder",
            file=self.path / name,
            problem=problem,
            requirements=self.requirements,
        )

    @contextmanager
    def reading(self, name: str) -> Iterator[Path]:
        """Yield the path of a file; an error of reading it becomes a ReportError."""
        try:
            yield self.path / name
        except (OSError, ValueError, duckdb.Error) as fault:
            problem = message("reports.unreadable", fault=fault)
            raise self.error(problem, name) from fault

    def json(self, name: str, keys: frozenset[str]) -> Row:
        """Return the object that a JSON file holds, which has at least these keys."""
        with self.reading(name) as file:
            content = json.loads(file.read_text(encoding="utf-8"))
        if not isinstance(content, dict):
            raise self.error(message("reports.no-object"), name)
        if missing := sorted(keys - content.keys()):
            raise self.error(message("reports.keys-missing", keys=missing), name)
        return content

    def rows(self, name: str, sql: str, **values: Any) -> list[Row]:
        """Return the rows of a query, in which `read_parquet($file)` is the named table.

        Of `values`, paths are further tables that the query may read.
        """
        others = {key: v for key, v in values.items() if isinstance(v, Path)}
        with self.reading(name) as file:
            if any(other.parent != self.path for other in others.values()):
                return query_files(sql, values, file=file, **others)
            return rows_of(self._locked, sql, values, file=file, **others)

    @cached_property
    def _locked(self) -> duckdb.DuckDBPyConnection:
        """One connection for all queries of these tables alone.

        Opening one takes longer than most queries.
        """
        return open_locked(*sorted(self.path.glob("*.parquet")))
