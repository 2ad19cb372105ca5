"""Reads what a mapping puts into the columns of ours."""

from __future__ import annotations

from typing import cast

from engine.dataset.names import tidy
from engine.dataset.schema import Column, TableSchema
from engine.errors import Text
from engine.mapping import keys, units
from engine.mapping.model import (
    Cell,
    Constant,
    FromColumn,
    MadeOf,
    NameOf,
    Otherwise,
    Translation,
    Writing,
)
from engine.rulebook.allowed_values import AllowedValues
from engine.rulebook.page import FieldReader, Fields
from engine.rulebook.tree import Node, Scalar

_COLUMNS = Text("列", "a column"), Text("列", "Columns")
_CODES = Text("代码", "a code"), Text("代码", "Codes")
_UNITS = Text("单位", "a unit"), Text("单位", "Units")
_WORDS = {
    "otherwise": (Text("处理方式", "a way"), Text("处理方式", "Ways")),
    "writing of days": (
        Text("日期写法", "a writing of days"),
        Text("写法", "Writings"),
    ),
    "writing of numbers": (
        Text("数字写法", "a writing of numbers"),
        Text("写法", "Writings"),
    ),
    "name of": (Text("名称来源", "a thing with a name"), Text("来源", "Things")),
}
# The words for how the values of a type are written.
_WRITTEN = {"date": "writing of days", "number": "writing of numbers"}


class CellReader:
    """Reads the cells of one file; faults go to `reader`."""

    def __init__(self, reader: FieldReader) -> None:
        self.reader = reader

    def columns(self, node: Node | None, schema: TableSchema | None) -> dict[str, Cell]:
        """Read what stands in columns of ours; a schema of None knows none of them."""
        columns = {c.name: c for c in schema.columns} if schema else {}
        known = AllowedValues(*_COLUMNS, tuple(columns))
        cells: dict[str, Cell] = {}
        for key, value in self.reader.entries(node) if node else ():
            if schema and key.text not in known:
                self.reader.fault(key, known.refusal(key.text))
            cells[key.text] = self._cell(value, columns.get(key.text))
        return cells

    def _cell(self, node: Node, column: Column | None) -> Cell:
        reader = self.reader
        if isinstance(node, Scalar):
            return FromColumn(reader.text(node), node.line)
        fields = reader.shaped(node, keys.CELL)
        self._only_beside(node, fields)
        if "constant" in fields:
            return self._constant(fields["constant"], column)
        if "made_of" in fields:
            prefix = fields.read("prefix", reader.text, "")
            return MadeOf(
                tuple(map(reader.text, reader.one_or_many(fields["made_of"]))),
                node.line,
                prefix,
            )
        translation = self._translation(fields, column)
        if "name_of" in fields:
            what = self._word(fields["name_of"], "name of")
            return NameOf("file" if what == "file" else "sheet", node.line, translation)
        return FromColumn(
            column=fields.read("column", reader.text, ""),
            line=node.line,
            translation=translation,
            unit=fields.maybe("unit", lambda n: self._unit(n, column)),
            written=fields.maybe("written", lambda n: self._writing(n, column)),
        )

    def _constant(self, node: Node, column: Column | None) -> Constant:
        if isinstance(node, Scalar) and not node.plain and not node.text:
            if column and column.required:
                self.reader.fault(node, "mapping.constant-empty", column=column.name)
            return Constant("", node.line)
        text = self.reader.text(node)
        self._code(node, text, column)
        return Constant(text, node.line)

    def _only_beside(self, node: Node, fields: Fields) -> None:
        """Record a fault of a key that says nothing beside the others."""
        kind = next((key for key in keys.CELL.exclusive if key in fields), "")
        for key in sorted(set(fields) - {kind}):
            if key not in keys.BESIDE.get(kind, ()):
                self.reader.fault(node, "mapping.key-not-beside", key=key, kind=kind)

    def _translation(self, fields: Fields, column: Column | None) -> Translation:
        values = fields.maybe("values", lambda node: self._values(node, column))
        default = fields.maybe("default", self.reader.text)
        if default is not None:
            self._code(fields["default"], default, column)
        for key in ("otherwise", "default"):
            if key in fields and values is None:
                self.reader.fault(fields[key], "mapping.key-without-values", key=key)
        if "otherwise" in fields and "default" in fields:
            self.reader.fault(fields["default"], "mapping.default-and-otherwise")
        otherwise = fields.read(
            "otherwise", lambda n: self._word(n, "otherwise"), "reject"
        )
        return Translation(values, cast(Otherwise, otherwise), default)

    def _values(self, node: Node, column: Column | None) -> dict[str, str]:
        values: dict[str, str] = {}
        for key, value in self.reader.entries(node):
            word = tidy(key.text)
            if word in values:
                self.reader.fault(key, "mapping.value-twice", value=key.text)
            values[word] = self.reader.text(value)
            self._code(value, values[word], column)
        return values

    def _code(self, node: Node, text: str, column: Column | None) -> None:
        """Record a fault of a word that is no code of its column."""
        codes = column.codes if column else ()
        if codes and text and text not in codes:
            self.reader.fault(node, AllowedValues(*_CODES, codes).refusal(text))

    def _word(self, node: Node, kind: str) -> str:
        return self.reader.choice(
            node, AllowedValues(*_WORDS[kind], keys.CHOICES[kind])
        )

    def _writing(self, node: Node, column: Column | None) -> Writing:
        kind = column.type if column else "date"
        if kind not in _WRITTEN:
            self.reader.fault(
                node, "mapping.not-written", column=column and column.name
            )
        return cast(Writing, self._word(node, _WRITTEN.get(kind, "writing of days")))

    def _unit(self, node: Node, column: Column | None) -> str:
        known = units.of(column.name) if column else {}
        if column and not known:
            self.reader.fault(node, "mapping.no-unit", column=column.name)
            return ""
        return self.reader.choice(node, AllowedValues(*_UNITS, tuple(known)))
