"""What every reader hands over: a query of raw cells and what the file is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from engine.errors import DatasetError
from engine.tables import sql

TOO_MANY_COLUMNS = 2_000


@dataclass(frozen=True)
class SourceColumn:
    """A column as the file has it: its heading and the SQL type of its raw cells."""

    name: str
    type: str = "VARCHAR"


@dataclass(frozen=True)
class Answer:
    """What a column answers: whether it passed its test, and has no empty cell.

    `passed` is None where all cells are empty.
    """

    passed: bool | None
    is_filled: bool


@dataclass(frozen=True)
class Lasting:
    """How a table file that costs little to read is asked where it lies.

    `survey` answers a test of all raw cells of each column that it is given by
    its place; `at` turns a query of row numbers
    into the raw rows that have them.
    """

    survey: Callable[[Mapping[int, str]], list[Answer]]
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
    """A table file about to be read.

    `query` yields, in the order of the file, `line`, `flaws` and the raw cells
    c0, c1, … in the order of `columns`. `flaws` is what the reader itself holds
    against a row: `;<kind><column number>;` for single cells, `;<kind>;<text>`
    for the whole row. `settle` runs once the query has been read:
    it may correct row numbers and tell of rows that the query left out.
    `find_lines` fills in the lines of rejected rows that have none.
    `lasting`: the query costs little and yields `row` as well, so that the
    table need not be copied to be asked again.
    `parts`: the rows may also be read from their files one by one.
    `has_even_lines` says, once settled, whether each row is one line, below the
    one line of the header.
    """

    file: str
    encoding: str
    columns: tuple[SourceColumn, ...]
    query: str
    settle: Callable[[str], int] | None = None
    find_lines: Callable[[], None] | None = None
    lasting: Lasting | None = None
    parts: Parts | None = None
    has_even_lines: Callable[[], bool] | None = None


@dataclass(frozen=True)
class ReadContext:
    """Where readers work: the connection, a scratch folder, a forced encoding."""

    connection: duckdb.DuckDBPyConnection
    scratch: Path
    encoding: str | None = None

    def run(self, query: str, *values: object) -> list[tuple[object, ...]]:
        return self.connection.execute(query, list(values)).fetchall()

    def count(self, query: str, *values: object) -> int:
        found = self.run(query, *values)[0][0]
        assert isinstance(found, int)
        return found

    def beside(self) -> ReadContext:
        """Give a desk over the same tables, at which another thread may work."""
        scratch = self.scratch / "beside"
        scratch.mkdir()
        return ReadContext(self.connection.cursor(), scratch, self.encoding)

    def clear(self) -> None:
        """Drop the temporary tables, whose names would hide those of others."""
        found = self.run("SELECT table_name FROM duckdb_tables() WHERE temporary")
        for (table,) in found:
            self.run(f"DROP TABLE {sql.name(str(table))}")

    def safe(self, path: Path) -> str:
        """Give the path as SQL text, by a link where DuckDB would see a pattern."""
        if not set("*?[{") & set(str(path)):
            return sql.text(str(path.absolute()))
        link = self.scratch / f"link-{len(list(self.scratch.iterdir()))}{path.suffix}"
        link.symlink_to(path.absolute())
        return sql.text(str(link))


def heading(names: Sequence[str], file: str) -> tuple[SourceColumn, ...]:
    """Check the headings of a table: not too many, none of them twice."""
    clean = [name.strip() for name in names]
    if len(clean) > TOO_MANY_COLUMNS:
        raise DatasetError(
            f"{file}: {len(clean):,} columns; at most {TOO_MANY_COLUMNS:,} are read."
        )
    for number, name in enumerate(clean, 1):
        if unseen := {"\0", "\ufeff"} & set(name):
            raise DatasetError(
                f"{file}: the name of column {number} holds the unseen character "
                f"U+{ord(min(unseen)):04X}.\n  Write the name again without it."
            )
    repeated = sorted({name for name in clean if name and clean.count(name) > 1})
    if repeated:
        raise DatasetError(
            f"{file}: a column name stands twice in the header: "
            f"{', '.join(repeated)}.\n"
            "  Each name may stand once; rename or remove the others."
        )
    return tuple(SourceColumn(name) for name in clean)
