"""Reads a log of OCEL 2.0 that is a SQLite database.

The database is a stranger's: nothing of it is run. It is opened for reading alone, as a
file that nobody changes; only columns of tables are read, no view, no trigger and no
function that its schema calls.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from engine.dataset.readers.encoding import LINE_LIMIT
from engine.mapping.sources.events.log_tables import Kind, LogTables
from engine.tables import sql

# A row takes no fewer bytes, so that more rows than these are read of a broken file.
_BYTES_OF_A_ROW = 2
_OWN_COLUMNS: dict[Kind, tuple[str, ...]] = {
    "event": ("ocel_id", "ocel_time"),
    "object": ("ocel_id", "ocel_time", "ocel_changed_field"),
}
_OWN = frozenset(_OWN_COLUMNS["object"])
_RELATED: dict[Kind, tuple[str, tuple[str, str, str]]] = {
    "event": (
        "event_object",
        ("ocel_event_id", "ocel_object_id", "ocel_qualifier"),
    ),
    "object": (
        "object_object",
        ("ocel_source_id", "ocel_target_id", "ocel_qualifier"),
    ),
}


def read_sqlite(path: Path, tables: LogTables) -> None:
    """Read a whole log; ValueError or sqlite3.Error where it is broken."""
    with closing(_Database(path)) as database:
        for kind in ("event", "object"):
            _read(database, tables, kind)


def object_types(path: Path) -> list[str]:
    """Return the types of objects that a log declares; errors as above."""
    with closing(_Database(path)) as database:
        rows = database.rows("object_map_type", ("ocel_type",))
        return [str(type_) for (type_,) in rows]


def _read(database: _Database, tables: LogTables, kind: Kind) -> None:
    for id_, type_ in database.rows(kind, ("ocel_id", "ocel_type")):
        text = _text(id_)
        if text is None:
            raise ValueError(f"{kind} has a row without an id")
        tables.entry(kind, text, _text(type_), key=text)
    for type_, short in database.rows(
        f"{kind}_map_type", ("ocel_type", "ocel_type_map")
    ):
        table = f"{kind}_{short}"
        names = [name for name in database.columns(table) if name not in _OWN]
        tables.declare(kind, str(type_), names)
        for row in database.rows(table, (*_OWN_COLUMNS[kind], *names)):
            _take(tables, kind, names, row)
    table, columns = _RELATED[kind]
    for id_, other, qualifier in database.rows(table, columns):
        tables.relate(kind, str(_text(id_)), str(_text(other)), _text(qualifier) or "")


def _take(
    tables: LogTables, kind: Kind, names: Sequence[str], row: Sequence[object]
) -> None:
    """Take the values of a row; where it says what changed, nothing else counts."""
    key, time = str(_text(row[0])), _text(row[1])
    changed = None
    if kind == "event":
        tables.happened(key, time)
    else:
        changed = _text(row[2])
    cells = row[len(row) - len(names) :]
    for name, cell in zip(names, cells, strict=True):
        if changed in (None, "", name):
            value = cell if isinstance(cell, bytes) else _text(cell)
            tables.value(kind, key, name, value, time)


def _text(cell: object) -> str | None:
    """Return a cell as text; a whole number that is kept as a fraction has none."""
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, bytes):
        raise ValueError("an id or a time is no text")
    return str(cell)


class _Database:
    """A database of which only columns of tables are read."""

    def __init__(self, path: Path) -> None:
        place = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(place, uri=True)
        self._connection.execute("PRAGMA trusted_schema = OFF")
        self._connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LINE_LIMIT)
        self._connection.set_authorizer(_authorize)
        self._left = path.stat().st_size // _BYTES_OF_A_ROW
        # A virtual table, which a program makes up, has no page of its own.
        self._tables = set(
            self._connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0"
            )
        )

    def columns(self, table: str) -> list[str]:
        """Return the names of the columns of a table; ValueError where there is none."""
        if (table,) not in self._tables:
            raise ValueError(f"the database has no table {table}")
        found = self._connection.execute(f"PRAGMA table_info({sql.name(table)})")
        return [str(row[1]) for row in found]

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[tuple[object, ...]]:
        """Yield the rows of a table in the order in which they lie in the file."""
        lacking = set(columns) - set(self.columns(table))
        if lacking:
            raise ValueError(f"{table} has no column {min(lacking)}")
        listed = ", ".join(map(sql.name, columns))
        query = f"SELECT {listed} FROM {sql.name(table)} NOT INDEXED"
        for row in self._connection.execute(query):
            self._left -= 1
            if self._left < 0:
                raise ValueError("the database has more rows than its file can hold")
            yield row

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def _authorize(
    action: int,
    first: str | None,
    second: str | None,
    schema: str | None,
    by: str | None,
) -> int:
    """Allow reading tables; `by` names the view or trigger that asks for it."""
    is_allowed = (
        action == sqlite3.SQLITE_SELECT
        or (action == sqlite3.SQLITE_READ and by is None)
        or (action == sqlite3.SQLITE_PRAGMA and first == "table_info")
    )
    return sqlite3.SQLITE_OK if is_allowed else sqlite3.SQLITE_DENY
