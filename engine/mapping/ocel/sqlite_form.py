"""Writes an event log as a SQLite database, with the keys that the specification asks."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from engine.mapping.ocel.model import EPOCH, Entry, LogType
from engine.tables import sql

_BATCH = 10_000
# The columns of the tables that every log has.
_FIXED = {
    "event_map_type": "ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT",
    "object_map_type": "ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT",
    "event": "ocel_id TEXT PRIMARY KEY, "
    "ocel_type TEXT REFERENCES event_map_type (ocel_type)",
    "object": "ocel_id TEXT PRIMARY KEY, "
    "ocel_type TEXT REFERENCES object_map_type (ocel_type)",
    "event_object": "ocel_event_id TEXT REFERENCES event (ocel_id), "
    "ocel_object_id TEXT REFERENCES object (ocel_id), ocel_qualifier TEXT, "
    "PRIMARY KEY (ocel_event_id, ocel_object_id, ocel_qualifier)",
    "object_object": "ocel_source_id TEXT REFERENCES object (ocel_id), "
    "ocel_target_id TEXT REFERENCES object (ocel_id), ocel_qualifier TEXT, "
    "PRIMARY KEY (ocel_source_id, ocel_target_id, ocel_qualifier)",
}
_SQL_TYPES = {
    "string": "TEXT", "time": "TIMESTAMP", "float": "REAL", "boolean": "BOOLEAN"
}  # fmt: skip
_WORD = re.compile("[0-9A-Za-z]+")
_QUOTED = re.compile('"([^"]+)"')


class SqliteLog:
    """An event log that is written as a SQLite database; close it to make it whole."""

    def __init__(
        self,
        path: Path,
        object_types: Sequence[LogType],
        event_types: Sequence[LogType],
    ) -> None:
        self._database = sqlite3.connect(path)
        # The file is put in place when it is whole, so that nothing is rolled back.
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute("BEGIN")
        for table, columns in _FIXED.items():
            self._database.execute(f"CREATE TABLE {table} ({columns})")
        own = '"ocel_id" TEXT PRIMARY KEY REFERENCES event (ocel_id), "ocel_time" TIMESTAMP'
        self._events = self._create("event", event_types, own)
        own = (
            '"ocel_id" TEXT REFERENCES object (ocel_id), "ocel_time" TIMESTAMP, '
            '"ocel_changed_field" TEXT'
        )
        self._objects = self._create("object", object_types, own)

    def write_objects(self, entries: Iterable[Entry]) -> None:
        """Write all objects; they may name each other, in any order."""
        for batch in _batches(entries):
            self._many(
                "INSERT INTO object VALUES (?, ?)", ((e.id, e.type.name) for e in batch)
            )
            for entry in batch:
                # The specification leaves the changed field of first values empty.
                row = (entry.id, EPOCH, None, *_values(entry))
                self._database.execute(self._objects[entry.type.name], row)
            self._relate("object_object", batch)

    def write_events(self, entries: Iterable[Entry]) -> None:
        """Write all events."""
        for batch in _batches(entries):
            self._many(
                "INSERT INTO event VALUES (?, ?)", ((e.id, e.type.name) for e in batch)
            )
            for entry in batch:
                row = (entry.id, entry.time, *_values(entry))
                self._database.execute(self._events[entry.type.name], row)
            self._relate("event_object", batch)

    def close(self) -> None:
        """Commit everything and close the file."""
        self._database.commit()
        self._database.close()

    def _create(
        self, prefix: str, types: Sequence[LogType], own: str
    ) -> dict[str, str]:
        """Create the table of each type; return the statement that fills it, by type."""
        filling = {}
        for type_, short in zip(types, _short_names(types), strict=True):
            columns = "".join(f", {column}" for column in _columns(type_, own))
            table = sql.name(f"{prefix}_{short}")
            self._database.execute(f"CREATE TABLE {table} ({own}{columns})")
            self._database.execute(
                f"INSERT INTO {prefix}_map_type VALUES (?, ?)", (type_.name, short)
            )
            width = own.count(",") + 1 + len(type_.attributes)
            places = ", ".join("?" for _ in range(width))
            filling[type_.name] = f"INSERT INTO {table} VALUES ({places})"
        return filling

    def _relate(self, table: str, batch: Sequence[Entry]) -> None:
        related = ((e.id, id_, what) for e in batch for id_, what in e.related)
        self._many(f"INSERT INTO {table} VALUES (?, ?, ?)", related)

    def _many(self, statement: str, rows: Iterable[tuple[str, ...]]) -> None:
        self._database.executemany(statement, rows)


def _short_names(types: Sequence[LogType]) -> Iterator[str]:
    """Yield the name of each type in those of tables, whose case makes no difference."""
    taken: set[str] = set()
    for type_ in types:
        words = _WORD.findall(type_.name)
        short = base = "".join(word[:1].upper() + word[1:] for word in words) or "Type"
        number = 1
        while short.lower() in taken:
            number += 1
            short = f"{base}{number}"
        taken.add(short.lower())
        yield short


def _columns(type_: LogType, own: str) -> Iterator[str]:
    """Yield the column of each attribute; names that differ in case alone get a number."""
    taken = {name.lower() for name in _QUOTED.findall(own)}
    for attribute in type_.attributes:
        name, number = attribute.name, 1
        while name.lower() in taken:
            number += 1
            name = f"{attribute.name} ({number})"
        taken.add(name.lower())
        yield f"{sql.name(name)} {_SQL_TYPES[attribute.type]}"


def _values(entry: Entry) -> Iterator[object]:
    for attribute, value in zip(entry.type.attributes, entry.values, strict=True):
        if attribute.type == "boolean" and value is not None:
            yield int(value == "true")
        else:
            # Into a column of numbers the text of a decimal goes as a number.
            yield value


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    left = iter(entries)
    while batch := list(islice(left, _BATCH)):
        yield batch
