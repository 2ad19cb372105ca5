"""The schemas of records and registers: the columns of each table and their types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from engine.dataset import names
from engine.errors import Text
from engine.rulebook import columns
from engine.rulebook.model import Vocabulary
from engine.wording.terms import LEVELS

ColumnType = Literal[
    "text", "identifier", "number", "date", "flag", "code", "event", "region", "roles"
]  # fmt: skip

SQL_TYPES: dict[ColumnType, str] = {
    "text": "VARCHAR",
    "identifier": "VARCHAR",
    "number": "DECIMAL(38, 12)",
    "date": "DATE",
    "flag": "BOOLEAN",
    "code": "VARCHAR",
    "event": "VARCHAR",
    "region": "VARCHAR",
    "roles": "VARCHAR[]",
}


# A correction that leads nowhere is rejected, so that nothing else need be said of it.
_OF_CORRECTIONS = frozenset({"record_id", "corrects"})


@dataclass(frozen=True)
class Column:
    """One column; where `codes` are given, no other code is accepted.

    `name` is its heading in a file, `stored_as` its name in our table. `chinese` are
    the other names that its heading may have; `called` has the code that each Chinese
    name of a code stands for.
    """

    name: str
    type: ColumnType = "text"
    required: bool = False
    codes: tuple[str, ...] = ()
    is_field: bool = False
    chinese: tuple[str, ...] = ()
    called: tuple[tuple[str, str], ...] = ()

    @property
    def stored_as(self) -> str:
        """The name of the column in our table."""
        return columns.column_of(self.name) if self.is_field else self.name

    @property
    def is_compared(self) -> bool:
        """Whether other rows and tables name the same things in such a column."""
        return self.type == "identifier" and self.name not in _OF_CORRECTIONS

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

    @cached_property
    def named(self) -> Mapping[str, str]:
        """The column of each heading, as `names.folded` writes it.

        A heading that two columns have in common stands for neither.
        """
        return names.unambiguous(
            (names.folded(name), column.name)
            for column in self.columns
            for name in (column.name, *column.chinese)
        )


# These have checks of their own, beyond those of codes and texts.
_OWN_TYPES: dict[str, ColumnType] = {
    "event": "event",
    "region": "region",
    **dict.fromkeys(columns.IDENTIFIERS, "identifier"),
}
_SEVERAL_ROWS_A_KEY = frozenset({"credentials"})
_Words = Mapping[str, Text]


def _register(
    table: str, types: dict[str, columns.ColumnType], words: Mapping[str, _Words]
) -> TableSchema:
    key = next(iter(types))
    laid_out = tuple(
        Column(
            name,
            _OWN_TYPES.get(name, type_),
            required=name == key,
            chinese=names.COLUMNS[name],
            called=_called(words.get(name, {})),
        )
        for name, type_ in types.items()
    )
    return TableSchema(table, laid_out, None if table in _SEVERAL_ROWS_A_KEY else key)


def _registers(words: Mapping[str, _Words]) -> dict[str, TableSchema]:
    return {
        table: _register(table, types, words)
        for table, types in columns.REGISTERS.items()
    }


def _called(words: _Words) -> tuple[tuple[str, str], ...]:
    """Return the code of each Chinese name that one code alone has."""
    found = names.unambiguous(
        (names.tidy(text.zh), code) for code, text in words.items()
    )
    return tuple(found_ for found_ in found.items() if not found_[0].isascii())


# The registers without the Chinese names of codes, for all that is but their shape.
REGISTERS: dict[str, TableSchema] = _registers({})
TABLES = ("records", *REGISTERS)
# The registers in which a row that is not there says that there is none.
EXHAUSTIVE = frozenset({"credentials", "outlets"})


def register_schemas(vocabulary: Vocabulary) -> dict[str, TableSchema]:
    """Return the schema of each register, whose codes have their Chinese names."""
    return _registers(
        {
            "roles": vocabulary.roles,
            "kind": vocabulary.credentials,
            "level": LEVELS,
        }
    )


def records_schema(vocabulary: Vocabulary) -> TableSchema:
    """Return the schema of records, with every field that the vocabulary declares."""
    fixed = tuple(
        Column(
            name,
            _OWN_TYPES.get(name, type_),
            required=name in columns.REQUIRED_COLUMNS,
            codes=tuple(vocabulary.events) if name == "event" else (),
            chinese=names.COLUMNS[name],
            called=_called(vocabulary.events) if name == "event" else (),
        )
        for name, type_ in columns.RECORD_COLUMNS.items()
    )
    fields = tuple(
        Column(
            field,
            type_,
            codes=tuple(vocabulary.codes.get(field, ())),
            is_field=True,
            chinese=(vocabulary.fields[field].zh,),
            called=_called(vocabulary.codes.get(field, {})),
        )
        for field, type_ in vocabulary.types.items()
    )
    return TableSchema("records", fixed + fields, "record_id")


def schemas_of(vocabulary: Vocabulary) -> dict[str, TableSchema]:
    """Return the schema of every table, records first, by the table's name."""
    return {"records": records_schema(vocabulary), **register_schemas(vocabulary)}
