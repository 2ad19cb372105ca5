"""What every reader returns: a query of raw cells, and what the file has for columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from engine.dataset.names import tidy
from engine.errors import DatasetError, Message
from engine.tables import sql

TOO_MANY_COLUMNS = 2_000


@dataclass(frozen=True)
class SourceColumn:
    """A column of a file: its name, the SQL type of its raw cells, its heading.

    A known column has its own name, whatever its heading (see `headings`). `warning` is
    the code of a warning on its values.
    """

    name: str
    type: str = "VARCHAR"
    written: str | None = None
    warning: str | None = None

    @property
    def heading(self) -> str:
        """What stands in the head of the file."""
        return self.name if self.written is None else self.written


@dataclass(frozen=True)
class Survey:
    """What a test of all raw cells of a column gave.

    `passed` is None where all cells are empty; `is_filled`: no cell is empty.
    """

    passed: bool | None
    is_filled: bool


@dataclass(frozen=True)
class InPlace:
    """How a table is queried where its file lies, without a copy.

    `survey` runs a test on all raw cells of each column, given by its place, and
    returns the results in the same order. `at` turns a query of row numbers into a
    query of the raw rows that have them.
    """

    survey: Callable[[Mapping[int, str]], list[Survey]]
    at: Callable[[str], str]


@dataclass(frozen=True)
class Parts:
    """The Parquet files of a table, in the order in which their rows are counted.

    `columns` are those of all files, by their names there, in the types of the whole.
    """

    files: tuple[Path, ...]
    columns: tuple[SourceColumn, ...]


@dataclass(frozen=True)
class RawTable:
    """A table file ready to be read.

    `query` yields, in the order of the file, `line`, `flaws` and the raw cells
    c0, c1, … in the order of `columns`. `flaws` is what the reader itself found
    wrong with a row: `;<kind><column number>;` for single cells, `;<kind>;<text>`
    for the whole row. `flaw_kinds` are the letters of the kinds that it may name.

    `after_staging` is called with the name of the staged table once the query has
    been read; it may correct row numbers, rejects rows that the query left out, and
    returns how many these are. `find_lines` fills in the lines of rejected rows that
    have none. `in_place`: the query costs little and yields `row` as well, so that
    the table need not be copied. `parts`: the rows may also be read from their files
    one by one. `has_even_lines` returns, after staging, whether each row is one
    line, below one line of header. `faults` queries what a mapping found wrong with rows
    (row, column_name, value, reason_zh, reason_en); None: nothing.
    """

    file: str
    encoding: str
    columns: tuple[SourceColumn, ...]
    query: str
    flaw_kinds: str = ""
    after_staging: Callable[[str], int] | None = None
    find_lines: Callable[[], None] | None = None
    in_place: InPlace | None = None
    parts: Parts | None = None
    has_even_lines: Callable[[], bool] | None = None
    faults: str | None = None


@dataclass(frozen=True)
class ReadContext:
    """Where readers work: the connection, a scratch folder, a forced encoding.

    `most_rows` is how many rows a table may have, None as many as it has.
    """

    connection: duckdb.DuckDBPyConnection
    scratch: Path
    encoding: str | None = None
    most_rows: int | None = None

    def run(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """Execute a statement with values for its `?`; return all rows."""
        return self.connection.execute(query, list(values)).fetchall()

    def count(self, query: str, *values: object) -> int:
        """Return the integer that a query of one cell yields."""
        found = self.run(query, *values)[0][0]
        assert isinstance(found, int)
        return found

    def beside(self) -> ReadContext:
        """Return a context on the same tables for another thread.

        Temporary tables of either context are not visible in the other.
        """
        scratch = self.scratch / "beside"
        scratch.mkdir()
        return replace(self, connection=self.connection.cursor(), scratch=scratch)

    def require_rows(self, file: str, rows: int) -> None:
        """Raise DatasetError where a table has more rows than are allowed."""
        if self.most_rows is not None and rows > self.most_rows:
            raise DatasetError(
                "dataset.rows-too-many", file=file, rows=rows, limit=self.most_rows
            )

    def clear(self) -> None:
        """Drop all temporary tables: they would hide tables of the same names."""
        found = self.run("SELECT table_name FROM duckdb_tables() WHERE temporary")
        for (table,) in found:
            self.run(f"DROP TABLE {sql.name(str(table))}")

    def safe(self, path: Path) -> str:
        """Return the path as SQL text, by a link where DuckDB would see a pattern."""
        if not set("*?[{") & set(str(path)):
            return sql.text(str(path.absolute()))
        link = self.scratch / f"link-{len(list(self.scratch.iterdir()))}{path.suffix}"
        link.symlink_to(path.absolute())
        return sql.text(str(link))


def heading(names: Sequence[str], file: str | Message) -> tuple[SourceColumn, ...]:
    """Return the columns of a header as text columns.

    They are taken as `names.tidy` writes them. Raises DatasetError where they are too
    many, one stands twice, or one holds a NUL.
    """
    clean = [tidy(name) for name in names]
    if len(clean) > TOO_MANY_COLUMNS:
        raise DatasetError(
            "dataset.columns-too-many",
            file=file,
            count=len(clean),
            limit=TOO_MANY_COLUMNS,
        )
    for number, name in enumerate(clean, 1):
        if "\0" in name:
            raise DatasetError(
                "dataset.column-name-unseen", file=file, number=number, character="0000"
            )
    repeated = sorted({name for name in clean if name and clean.count(name) > 1})
    if repeated:
        raise DatasetError("dataset.column-twice", file=file, names=repeated)
    return tuple(
        SourceColumn(name, written=written)
        for name, written in zip(clean, names, strict=True)
    )
