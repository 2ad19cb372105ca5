"""The schemas of records and registers: the columns of each table and their types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.rulebook import columns
from engine.rulebook.model import Vocabulary

ColumnType = Literal[
    "text", "number", "date", "flag", "code", "event", "region", "roles"
]  # fmt: skip

SQL_TYPES: dict[ColumnType, str] = {
    "text": "VARCHAR",
    "number": "DECIMAL(38, 12)",
    "date": "DATE",
    "flag": "BOOLEAN",
    "code": "VARCHAR",
    "event": "VARCHAR",
    "region": "VARCHAR",
    "roles": "VARCHAR[]",
}


@dataclass(frozen=True)
class Column:
    """One column; where `codes` are given, no other code is accepted.

    `name` is its heading in a file, `stored_as` its name in our table.
    """

    name: str
    type: ColumnType = "text"
    required: bool = False
    codes: tuple[str, ...] = ()
    is_field: bool = False

    @property
    def stored_as(self) -> str:
        """The name of the column in our table."""
        return columns.column_of(self.name) if self.is_field else self.name

    @property
    def sql_type(self) -> str:
        """The DuckDB type of its values."""
        return SQL_TYPES[self.type]


@dataclass(frozen=True)
class TableSchema:
    """One table; the column `key` is unique in it (None: no column is)."""

    table: str
    columns: tuple[Column, ...]
    key: str | None

    @property
    def names(self) -> tuple[str, ...]:
        """The headings of the columns, in order."""
        return tuple(column.name for column in self.columns)


# An event and a region have checks of their own, beyond those of codes and texts.
_OWN_TYPES: dict[str, ColumnType] = {"event": "event", "region": "region"}
_SEVERAL_ROWS_A_KEY = frozenset({"credentials"})


def _register(table: str, types: dict[str, columns.ColumnType]) -> TableSchema:
    key = next(iter(types))
    laid_out = tuple(
        Column(name, _OWN_TYPES.get(name, type_), required=name == key)
        for name, type_ in types.items()
    )
    return TableSchema(table, laid_out, None if table in _SEVERAL_ROWS_A_KEY else key)


REGISTERS: dict[str, TableSchema] = {
    table: _register(table, types) for table, types in columns.REGISTERS.items()
}
TABLES = ("records", *REGISTERS)


def records_schema(vocabulary: Vocabulary) -> TableSchema:
    """Return the schema of records, with every field that the vocabulary declares."""
    fixed = tuple(
        Column(
            name,
            _OWN_TYPES.get(name, type_),
            required=name in columns.REQUIRED_COLUMNS,
            codes=tuple(vocabulary.events) if name == "event" else (),
        )
        for name, type_ in columns.RECORD_COLUMNS.items()
    )
    fields = tuple(
        Column(
            field, type_, codes=tuple(vocabulary.codes.get(field, ())), is_field=True
        )
        for field, type_ in vocabulary.types.items()
    )
    return TableSchema("records", fixed + fields, "record_id")
