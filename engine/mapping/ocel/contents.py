"""What of a dataset stands in an event log: its types, objects and events.

An event is a record. An object is a battery, a vehicle, a party, an outlet or a
credential: each one of a register, with its columns as attributes, and each that a
record or a register names, without any.

| temporary table | a row is | columns |
|---|---|---|
| `log_objects` | an object | `type`, `key` (in the dataset), `id` (in the log) |
| `log_renamed` | an object whose key one of another type has, too | as `log_objects` |
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from engine.dataset import Dataset
from engine.dataset.schema import Column, TableSchema, records_schema, register_schemas
from engine.errors import UsageError
from engine.mapping.ocel.links import (
    OBJECT_TABLES,
    OBJECTS,
    OF_RECORDS,
    RENAMED,
    Link,
    creating,
    ids,
    renaming,
)
from engine.mapping.ocel.model import Attribute, Entry, LogType, ValueType
from engine.rulebook.columns import EMPTY_SAYS_SOMETHING
from engine.tables import sql

_BATCH = 10_000
_VALUE_TYPES: dict[str, ValueType] = {
    "number": "float",
    "date": "time",
    "flag": "boolean",
}
# These are the id, the type and the time of an event, or its objects.
_NO_ATTRIBUTES = frozenset(
    {"record_id", "event", "occurred_on", *(link.column for link in OF_RECORDS)}
)


class LogContents:
    """The event log of an open dataset, read from its tables in batches.

    `records` is the SQL of the records that are written: the columns of the table
    `records` but `row`, and `number`, by which they are ordered. `with_corrects`: the
    log says which of them correct others. Creates the tables above on the connection;
    read one of `objects` and `events` to its end before the other. UsageError where an
    id would stand for two objects.
    """

    def __init__(self, dataset: Dataset, records: str, *, with_corrects: bool) -> None:
        self._dataset, self._records = dataset, f"({records})"
        self._schemas = register_schemas(dataset.words)
        self._tables = {
            LogType(table.type, _attributes(self._of_register(table.table))): table
            for table in OBJECT_TABLES
            if table.is_named_elsewhere or table.table in dataset.present
        }
        left_out = _NO_ATTRIBUTES if with_corrects else _NO_ATTRIBUTES | {"corrects"}
        self._columns = self._present(records_schema(dataset.words), left_out)
        for statement in creating(tuple(self._tables.values()), self._records):
            dataset.connection.execute(statement)
        self._refuse_one_id_for_two()
        self.object_types = tuple(self._tables)
        self.event_types = self._types_of_events()

    @property
    def renamed(self) -> int:
        """How many objects have another id than their key in the dataset."""
        return self._count(f"SELECT count(*) FROM {RENAMED}")

    def objects(self) -> Iterator[Entry]:
        """Yield every object, by type and key."""
        for type_, table in self._tables.items():
            values = [_text(column, "r") for column in self._of_register(table.table)]
            query = (
                f"SELECT {', '.join(['o.id', *values])}{ids(table.links)} "
                f"FROM {OBJECTS} o LEFT JOIN {table.rows} r ON r.key = o.key"
                f"{renaming(table.links)} WHERE o.type = {sql.text(type_.name)} "
                "ORDER BY o.key"
            )
            width = 1 + len(values)
            for row in self._rows(query):
                related = _related(table.links, row[width:])
                yield Entry(str(row[0]), type_, row[1:width], related)

    def events(self) -> Iterator[Entry]:
        """Yield every event, in the order of the records."""
        types = {type_.name: type_ for type_ in self.event_types}
        names = [column.name for column in self._columns]
        places = {
            name: [names.index(attribute.name) for attribute in type_.attributes]
            for name, type_ in types.items()
        }
        values = "".join(f", {_text(column, 'r')}" for column in self._columns)
        query = (
            f"SELECT r.record_id, r.event, {_moment('r.occurred_on')}{values}"
            f"{ids(OF_RECORDS)} FROM {self._records} r{renaming(OF_RECORDS)} "
            "ORDER BY r.number"
        )
        width = 3 + len(names)
        for row in self._rows(query):
            id_, event, time = (str(cell) for cell in row[:3])
            own = tuple(row[3 + place] for place in places[event])
            yield Entry(id_, types[event], own, _related(OF_RECORDS, row[width:]), time)

    def _of_register(self, table: str) -> list[Column]:
        """Return the columns that are attributes of objects; none without the register."""
        if table not in self._dataset.present:
            return []
        return self._present(self._schemas[table], frozenset())

    def _present(self, schema: TableSchema, left_out: frozenset[str]) -> list[Column]:
        """Return the columns that some file of a table has, without some of them."""
        absent = self._dataset.absent_columns.get(schema.table, frozenset())
        return [c for c in schema.columns if c.name not in left_out | absent]

    def _types_of_events(self) -> tuple[LogType, ...]:
        """Return the types of the events, with the attributes that some event has.

        A column whose empty cell says something is one of each.
        """
        filled = "".join(
            f", bool_or({sql.name(column.stored_as)} IS NOT NULL)"
            for column in self._columns
        )
        found = self._dataset.connection.execute(
            f"SELECT event{filled} FROM {self._records} GROUP BY event ORDER BY event"
        ).fetchall()
        return tuple(
            LogType(
                event,
                _attributes(
                    column
                    for column, is_filled in zip(self._columns, of_event, strict=True)
                    if is_filled or column.name in EMPTY_SAYS_SOMETHING
                ),
            )
            for event, *of_event in found
        )

    def _refuse_one_id_for_two(self) -> None:
        twice = self._dataset.connection.execute(
            f"SELECT id FROM {OBJECTS} GROUP BY id HAVING count(*) > 1 LIMIT 1"
        ).fetchone()
        if twice:
            raise UsageError("mapping.ocel-one-id-for-two", id=twice[0])

    def _rows(self, query: str) -> Iterator[tuple[str | None, ...]]:
        cursor = self._dataset.connection.execute(query)
        while rows := cursor.fetchmany(_BATCH):
            yield from rows

    def _count(self, query: str) -> int:
        found = self._dataset.connection.execute(query).fetchone()
        assert found
        return int(found[0])


def _attributes(columns: Iterable[Column]) -> tuple[Attribute, ...]:
    return tuple(
        Attribute(column.name, _VALUE_TYPES.get(column.type, "string"))
        for column in columns
    )


def _text(column: Column, row: str) -> str:
    """Write the value of a column as the text that stands in a log."""
    value = f"{row}.{sql.name(column.stored_as)}"
    if column.type == "date":
        return _moment(value)
    if column.type == "roles":
        return f"nullif(array_to_string({value}, ';'), '')"
    text = f"CAST({value} AS VARCHAR)"
    return f"rtrim(rtrim({text}, '0'), '.')" if column.type == "number" else text


def _moment(day: str) -> str:
    """Write the midnight in China with which a day begins."""
    return f"CAST({day} AS VARCHAR) || 'T00:00:00+08:00'"


def _related(
    links: Sequence[Link], found: Sequence[str | None]
) -> tuple[tuple[str, str], ...]:
    pairs = zip(links, found, strict=True)
    return tuple((id_, link.qualifier) for link, id_ in pairs if id_ is not None)
