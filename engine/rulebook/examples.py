"""Reads the examples of a rule as small datasets, with every default filled in.

A record without an actor gets a default actor, registered with the first role
of `who`. A record without a battery gets a default battery, produced on a day from
which the records are complete. A cell written as '' or null stays empty.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import cast

from engine.errors import Text
from engine.rulebook import keys, scalars
from engine.rulebook.allowed_values import AllowedValues
from engine.rulebook.columns import (
    RECORD_COLUMNS,
    REGISTERS,
    REQUIRED_COLUMNS,
    ColumnType,
)
from engine.rulebook.lexicon import BATTERY_LEVELS, Lexicon, fixed
from engine.rulebook.model import Completeness, Example, Expectation
from engine.rulebook.page import FieldReader
from engine.rulebook.tree import Listing, Node, Scalar

Row = dict[str, str]

# A unified social credit code and a battery code of valid form, both invented.
DEFAULT_ACTOR = "91100000DEFAULT08F"
DEFAULT_BATTERY = "000PB00DEFAULT8810000001"
DEFAULT_PRODUCED_ON = date(2018, 8, 1)
EVERYTHING = Completeness(start=date(2000, 1, 1))

_EXPECTATIONS = fixed(
    "expectation", Text("预期结论", "an expectation"), Text("预期结论", "Expectations")
)
_TABLES = AllowedValues(
    Text("登记表", "a register"), Text("登记表", "Registers"), REGISTERS
)
_FLAGS = {
    **dict.fromkeys(("true", "yes", "1", "是"), "true"),
    **dict.fromkeys(("false", "no", "0", "否"), "false"),
}


class ExampleReader:
    """Reads the examples of one rule; `role` is the role of the default actor."""

    def __init__(self, reader: FieldReader, lexicon: Lexicon, role: str | None) -> None:
        """Read with the words of `lexicon`; faults go to `reader`."""
        self.reader = reader
        self.lexicon = lexicon
        self.role = role

    def read(self, node: Node) -> tuple[Example, ...]:
        """Read the list of examples, of which there must be at least one."""
        items = self.reader.items(node)
        if isinstance(node, Listing) and not items:
            self.reader.fault(node, "rulebook.no-examples")
        return tuple(self._example(item) for item in items)

    def _example(self, node: Node) -> Example:
        fields = self.reader.shaped(node, keys.EXAMPLE)
        complete = fields.read("complete", self._complete, EVERYTHING)
        records = fields.maybe("records", self._records) or ()
        registers = fields.maybe("registers", self._registers) or {}
        expect = fields.read(
            "expect", lambda n: self.reader.choice(n, _EXPECTATIONS), ""
        )
        judge = fields.maybe("judge", self.reader.text)
        ids = [row["record_id"] for row in records]
        if judge is not None and judge not in ids:
            self.reader.fault(fields["judge"], _records_among(ids).refusal(judge))
        return Example(
            expect=cast(Expectation, expect),
            as_of=fields.read("as_of", self.reader.date, date.min),
            records=records,
            judge=judge or next(iter(ids), ""),
            registers=_with_defaults(registers, records, complete, self.role),
            complete=complete,
            line=node.line,
        )

    def _complete(self, node: Node) -> Completeness:
        fields = self.reader.shaped(node, keys.COMPLETE)
        start, until = (
            fields.maybe(key, lambda n: self.reader.unless_null(n, self.reader.date))
            for key in ("from", "until")
        )
        return Completeness(start, until)

    # Records

    def _records(self, node: Node) -> tuple[Row, ...]:
        items = self.reader.items(node)
        if isinstance(node, Listing) and not items:
            self.reader.fault(node, "rulebook.no-records")
        rows = tuple(
            self._record(item, number) for number, item in enumerate(items, start=1)
        )
        self._chains(items, rows)
        return rows

    def _record(self, node: Node, number: int) -> Row:
        defaults = {
            "record_id": f"r{number}",
            "actor_id": DEFAULT_ACTOR,
            "battery_code": DEFAULT_BATTERY,
        }
        row = self._row(node, self.lexicon.columns, "records")
        cells = {**defaults, **row}
        for column in RECORD_COLUMNS:
            if column in REQUIRED_COLUMNS and not cells.get(column):
                self.reader.fault(node, "rulebook.record-cell-empty", column=column)
        return {column: cell for column, cell in cells.items() if cell}

    def _chains(self, nodes: Iterable[Node], rows: tuple[Row, ...]) -> None:
        """Check `record_id` and `corrects` as a dataset's rows are checked."""
        corrected: dict[str, str] = {}
        for node, row in zip(nodes, rows, strict=True):
            record_id, target = row.get("record_id", ""), row.get("corrects")
            if record_id in corrected:
                self._twice(node, "record_id", record_id)
            corrected[record_id] = target or ""
        for node, row in zip(nodes, rows, strict=True):
            target = row.get("corrects")
            if target and target not in corrected:
                refusal = _records_among(corrected).refusal(target)
                self.reader.fault(node, "rulebook.corrects-nothing", refusal=refusal)
            elif target and _in_circle(row.get("record_id", ""), corrected):
                self.reader.fault(node, "rulebook.corrections-circle")

    # Registers

    def _registers(self, node: Node) -> dict[str, tuple[Row, ...]]:
        tables = {}
        for key, value in self.reader.entries(node):
            if key.text in REGISTERS:
                tables[key.text] = self._register(key.text, value)
            else:
                self.reader.fault(key, _TABLES.refusal(key.text))
        return tables

    def _register(self, table: str, node: Node) -> tuple[Row, ...]:
        columns = REGISTERS[table]
        key = next(iter(columns))
        rows: list[Row] = []
        for item in self.reader.items(node):
            row = {c: v for c, v in self._row(item, columns, table).items() if v}
            if key not in row:
                self.reader.fault(
                    item, "rulebook.register-cell-empty", column=key, table=table
                )
            elif table != "credentials" and row[key] in (r.get(key) for r in rows):
                self._twice(item, key, row[key])
            rows.append(row)
        return tuple(rows)

    # Cells

    def _twice(self, node: Node, column: str, value: str) -> None:
        self.reader.fault(node, "rulebook.value-twice", column=column, value=value)

    def _row(self, node: Node, columns: dict[str, ColumnType], table: str) -> Row:
        one = Text(f"{table} 的列", f"a column of {table}")
        allowed = AllowedValues(one, Text("列", "Columns"), columns)
        row: Row = {}
        for key, value in self.reader.entries(node):
            if key.text in columns:
                row[key.text] = self._cell(value, key.text, columns[key.text], table)
            else:
                self.reader.fault(key, allowed.refusal(key.text))
        return row

    def _cell(self, node: Node, column: str, type_: ColumnType, table: str) -> str:
        """Return the cell's text as a dataset file has it; '' where it is empty."""
        if self.reader.is_null(node) or (isinstance(node, Scalar) and not node.text):
            return ""
        if type_ == "date":
            return self.reader.date(node).isoformat()
        if type_ == "number":
            return self._number(node)
        if type_ == "flag":
            return self._flag(node)
        if type_ == "roles":
            return self._roles(node)
        if type_ == "code":
            return self.reader.choice(node, self._codes(column, table))
        return self.reader.text(node)

    def _number(self, node: Node) -> str:
        if isinstance(node, Scalar) and scalars.to_number(node.text) is not None:
            return node.text
        self.reader.number(node)
        return ""

    def _flag(self, node: Node) -> str:
        if isinstance(node, Scalar) and not node.plain:
            written = _FLAGS.get(node.text.lower())
            if written:
                return written
        return "true" if self.reader.flag(node) else "false"

    def _roles(self, node: Node) -> str:
        roles = self.reader.text(node).split(";")
        for role in roles:
            if role and role not in self.lexicon.roles:
                self.reader.fault(node, self.lexicon.roles.refusal(role))
        return ";".join(roles)

    def _codes(self, column: str, table: str) -> AllowedValues:
        if table == "credentials":
            return self.lexicon.credentials
        if table == "batteries":
            return BATTERY_LEVELS
        return self.lexicon.words_of(column)


def _records_among(ids: Collection[str]) -> AllowedValues:
    one = Text("本案例的记录", "a record of this example")
    return AllowedValues(one, Text("记录", "Records"), ids)


def _with_defaults(
    written: dict[str, tuple[Row, ...]],
    records: tuple[Row, ...],
    complete: Completeness,
    role: str | None,
) -> dict[str, tuple[Row, ...]]:
    """Return all five registers, with the default rows that a record refers to first."""
    produced_on = max(DEFAULT_PRODUCED_ON, complete.start or DEFAULT_PRODUCED_ON)
    actor = {"entity_id": DEFAULT_ACTOR, "name": "默认主体", "name_en": "Default actor"}
    defaults = {
        "entities": actor | ({"roles": role} if role else {}),
        "batteries": {
            "battery_code": DEFAULT_BATTERY,
            "level": "pack",
            "produced_on": produced_on.isoformat(),
        },
    }
    used = {cell for row in records for cell in row.values()}
    registers = {}
    for table in REGISTERS:
        rows = written.get(table, ())
        key = next(iter(REGISTERS[table]))
        default = defaults.get(table, {})
        named = {row.get(key) for row in rows}
        needed = default.get(key) in used and default.get(key) not in named
        registers[table] = ((default,) if needed else ()) + rows
    return registers


def _in_circle(record_id: str, corrected: dict[str, str]) -> bool:
    target = corrected.get(record_id, "")
    for _ in corrected:
        if target == record_id:
            return True
        target = corrected.get(target, "")
    return False
