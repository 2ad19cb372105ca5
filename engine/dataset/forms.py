"""The form of records and registers: which columns a table has and of which type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.rulebook.columns import column_of
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

LEVELS = ("pack", "module", "cell")


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
        return column_of(self.name) if self.is_field else self.name

    @property
    def sql_type(self) -> str:
        return SQL_TYPES[self.type]


@dataclass(frozen=True)
class Form:
    """One table; `key` is unique in it (None: a key may have several rows)."""

    table: str
    columns: tuple[Column, ...]
    key: str | None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def _register(table: str, *columns: Column, unique: bool = True) -> Form:
    key = Column(columns[0].name, columns[0].type, required=True)
    return Form(table, (key, *columns[1:]), key.name if unique else None)


REGISTERS: dict[str, Form] = {
    form.table: form
    for form in (
        _register(
            "entities",
            Column("entity_id"),
            Column("name"),
            Column("name_en"),
            Column("roles", "roles"),
            Column("region", "region"),
            Column("established_on", "date"),
            Column("closed_on", "date"),
        ),
        _register(
            "credentials",
            Column("entity_id"),
            Column("kind", "code"),
            Column("number"),
            Column("valid_from", "date"),
            Column("valid_until", "date"),
            unique=False,
        ),
        _register(
            "batteries",
            Column("battery_code"),
            Column("level", "code"),
            Column("chemistry"),
            Column("rated_kwh", "number"),
            Column("mass_kg", "number"),
            Column("maker_id"),
            Column("parent_code"),
            Column("produced_on", "date"),
        ),
        _register(
            "vehicles",
            Column("vin"),
            Column("maker_id"),
            Column("swap_model", "flag"),
        ),
        _register(
            "outlets",
            Column("outlet_id"),
            Column("operator_id"),
            Column("run_by"),
            Column("region", "region"),
            Column("opened_on", "date"),
            Column("closed_on", "date"),
        ),
    )
}

TABLES = ("records", *REGISTERS)


def records_form(vocabulary: Vocabulary) -> Form:
    """Lay out the records table with every field that the vocabulary declares."""
    fixed = (
        Column("record_id", required=True),
        Column("event", "event", required=True, codes=tuple(vocabulary.events)),
        Column("occurred_on", "date", required=True),
        Column("battery_code"),
        Column("actor_id", required=True),
        Column("counterparty_id"),
        Column("vin"),
        Column("reported_on", "date"),
        Column("region", "region"),
        Column("corrects"),
        Column("recorded_on", "date"),
    )
    fields = tuple(
        Column(
            field, type_, codes=tuple(vocabulary.codes.get(field, ())), is_field=True
        )
        for field, type_ in vocabulary.types.items()
    )
    return Form("records", fixed + fields, "record_id")
