"""Keeps what a log of OCEL says as tables, whatever its form.

| temporary table | a row is | columns |
|---|---|---|
| `log_<file>_types` | a declared type and attribute | `kind`, `place`, `type`, `name` |
| `log_<file>_entries` | an event or object | `kind`, `row`, `key`, `id`, `type`, `time` |
| `log_<file>_values` | a value of one | `kind`, `key`, `place`, `name`, `time`, `value`, \
`nested` |
| `log_<file>_related` | an object to which one is related | `kind`, `key`, `place`, `id`, \
`qualifier` |

`kind` is `event` or `object`, `row` the number of an entry among those of its kind, from
1. `key` is by what values and relations find their entry, `place` their order in the
log. `nested`: the value is none, but a list or an object. The value of the name TIME is
the time of an event that has none in its entry.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import Literal

import pyarrow as pa

from engine.dataset.raw_table import ReadContext

Kind = Literal["event", "object"]
TIME = ""
_BATCH = 50_000
_SCHEMAS = {
    "types": {
        "kind": pa.string(), "place": pa.int64(), "type": pa.string(),
        "name": pa.string(),
    },
    "entries": {
        "kind": pa.string(), "row": pa.int64(), "key": pa.string(), "id": pa.string(),
        "type": pa.string(), "time": pa.string(),
    },
    "values": {
        "kind": pa.string(), "key": pa.string(), "place": pa.int64(),
        "name": pa.string(), "time": pa.string(), "value": pa.string(),
        "nested": pa.bool_(),
    },
    "related": {
        "kind": pa.string(), "key": pa.string(), "place": pa.int64(), "id": pa.string(),
        "qualifier": pa.string(),
    },
}  # fmt: skip
_Row = tuple[object, ...]


class LogTables:
    """The tables of one log, filled as it is read; `close` when it is.

    `file` is what tells them from those of other logs. They stay until the connection
    is closed, so that a log of several tables is read once.
    """

    def __init__(self, context: ReadContext, file: str) -> None:
        self.context = context
        self._file = hashlib.sha256(file.encode()).hexdigest()[:16]
        self._waiting: dict[str, list[_Row]] = {table: [] for table in _SCHEMAS}
        self._counts: Counter[Kind] = Counter()
        self._place = 0

    @property
    def are_there(self) -> bool:
        """Whether the log was read before."""
        found = self.context.run(
            "SELECT 1 FROM duckdb_tables() WHERE table_name = ?", self.name("types")
        )
        return bool(found)

    def name(self, table: str) -> str:
        """Return the name of one of the tables."""
        return f"log_{self._file}_{table}"

    def create(self) -> None:
        """Create the empty tables."""
        for table, schema in _SCHEMAS.items():
            made = self.name(table)
            self._append(
                pa.schema(schema).empty_table(), f"CREATE TEMP TABLE {made} AS"
            )

    def declare(self, kind: Kind, name: str, attributes: Sequence[str]) -> None:
        """Take a type with its attributes."""
        for attribute in attributes or (None,):
            self._place += 1
            self._add("types", (kind, self._place, name, attribute))

    def entry(
        self,
        kind: Kind,
        id_: str | None,
        type_: str | None,
        time: str | None = None,
        *,
        key: str | None = None,
        row: int | None = None,
    ) -> str:
        """Take an event or object; return its key, which is its number without one.

        `row` is its number in the document where that is not the one in which it comes.
        """
        self._counts[kind] += 1
        number = self._counts[kind]
        key = str(number) if key is None else key
        self._add("entries", (kind, row or number, key, id_, type_, time))
        return key

    def value(
        self, kind: Kind, key: str, name: str, value: object, time: str | None = None
    ) -> None:
        """Take a value of an entry: a text, a truth value, None, or what is nested."""
        self._place += 1
        text = text_of(value)
        nested = value is not None and text is None
        self._add("values", (kind, key, self._place, name, time, text, nested))

    def happened(self, key: str, time: str | None) -> None:
        """Take the time of an event, where the entry did not say it."""
        self.value("event", key, TIME, time)

    def relate(self, kind: Kind, key: str, id_: str, qualifier: str) -> None:
        """Take an object to which an entry is related."""
        self._place += 1
        self._add("related", (kind, key, self._place, id_, qualifier))

    def close(self) -> None:
        """Bring everything that was taken into the tables."""
        for table in _SCHEMAS:
            self._flush(table)

    def _add(self, table: str, row: _Row) -> None:
        waiting = self._waiting[table]
        waiting.append(row)
        if len(waiting) >= _BATCH:
            self._flush(table)

    def _flush(self, table: str) -> None:
        rows, self._waiting[table] = self._waiting[table], []
        if not rows:
            return
        arrays = [
            pa.array(cells, kind)
            for cells, kind in zip(
                zip(*rows, strict=True), _SCHEMAS[table].values(), strict=True
            )
        ]
        batch = pa.table(dict(zip(_SCHEMAS[table], arrays, strict=True)))
        self._append(batch, f"INSERT INTO {self.name(table)}")

    def _append(self, batch: pa.Table, statement: str) -> None:
        self.context.connection.register("_batch", batch)
        self.context.run(f"{statement} FROM _batch")
        self.context.connection.unregister("_batch")


def text_of(value: object) -> str | None:
    """Return a value of a document as text; None where it is none, or nested."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else None
