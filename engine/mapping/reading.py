"""Reads a mapping file into its typed values, with every fault and its line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from engine.dataset.names import tidy
from engine.dataset.schema import TableSchema, schemas_of
from engine.errors import Fault, MappingError, Text, message
from engine.mapping import keys
from engine.mapping.cell_reader import CellReader
from engine.mapping.model import (
    Cell,
    DatasetMapping,
    LeaveOut,
    RowTemplate,
    RowTest,
    Selection,
    TableSource,
)
from engine.mapping.shipped import file_of
from engine.rulebook.allowed_values import AllowedValues
from engine.rulebook.columns import EMPTY_SAYS_SOMETHING
from engine.rulebook.keys import COMPLETE
from engine.rulebook.model import Completeness, Vocabulary
from engine.rulebook.page import FieldReader, Fields
from engine.rulebook.tree import Node, Scalar, Tree

FORM = 1
_SIZE_LIMIT = 1_000_000
_ENCODINGS = AllowedValues(
    Text("编码", "an encoding"), Text("编码", "Encodings"), ("utf-8", "gb18030")
)
_TABLES = Text("表", "a table"), Text("表", "Tables")
_VOCABULARIES = Text("用词表", "a vocabulary"), Text("用词表", "Vocabularies")


def load_mapping(path: Path, vocabularies: Mapping[str, Vocabulary]) -> DatasetMapping:
    """Read a mapping: a file, or the name of a shipped one.

    MappingError with all its faults where it has any.
    """
    path = file_of(path)
    label = path.name
    try:
        if path.stat().st_size > _SIZE_LIMIT:
            raise _fault(label, "mapping.file-too-large", limit=_SIZE_LIMIT)
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _fault(label, "mapping.not-utf8") from error
    except OSError as error:
        raise _fault(label, "mapping.unreadable", reason=error.strerror) from error
    return read_mapping(text, label, vocabularies)


def read_mapping(
    text: str, label: str, vocabularies: Mapping[str, Vocabulary]
) -> DatasetMapping:
    """Read the text of a mapping, called `label` in messages; MappingError as above."""
    found, faults = read_draft(text, label, vocabularies)
    if faults or found is None:
        raise MappingError(faults)
    return found


def read_draft(
    text: str, label: str, vocabularies: Mapping[str, Vocabulary]
) -> tuple[DatasetMapping | None, list[Fault]]:
    """Read a mapping that may have faults, and return it with them.

    What is at fault is empty or left out; None where the text is no mapping at all.
    """
    faults: list[Fault] = []
    reader = FieldReader(label, faults)
    root = reader.tree(text)
    found = _Reading(reader, vocabularies).mapping(root, text) if root else None
    return found, faults


def _fault(label: str, code: str, /, **values: object) -> MappingError:
    return MappingError([Fault(label, 1, message(code, **values))])


class _Reading:
    """The reading of one file; a vocabulary that is not known ends the checks of words."""

    def __init__(
        self, reader: FieldReader, vocabularies: Mapping[str, Vocabulary]
    ) -> None:
        self.reader, self.cells = reader, CellReader(reader)
        self.vocabularies = vocabularies
        self.schemas: dict[str, TableSchema] = {}

    def mapping(self, root: Tree, text: str) -> DatasetMapping | None:
        """Read the whole file."""
        reader, fields = self.reader, self.reader.shaped(root, keys.MAPPING)
        if "mapping" in fields and reader.number(fields["mapping"]) != FORM:
            reader.fault(fields["mapping"], "mapping.other-form", form=FORM)
        known = AllowedValues(*_VOCABULARIES, sorted(self.vocabularies))
        name = fields.read("vocabulary", lambda node: reader.choice(node, known), "")
        if name in self.vocabularies:
            self.schemas = schemas_of(self.vocabularies[name])
        head = (
            reader.shaped(fields["dataset"], keys.HEAD)
            if "dataset" in fields
            else Fields()
        )
        return DatasetMapping(
            vocabulary=name,
            title=head.read("title", reader.text, ""),
            source=head.maybe("source", reader.text),
            complete=head.read("complete", self._complete, Completeness()),
            tables=fields.read("tables", self._tables, ()),
            label=reader.label,
            text=text,
        )  # fmt: skip

    def _complete(self, node: Node) -> Completeness:
        reader, fields = self.reader, self.reader.shaped(node, COMPLETE)
        start, until = (
            fields.maybe(key, lambda day: reader.unless_null(day, reader.date))
            for key in ("from", "until")
        )
        if start and until and until < start:
            reader.fault(node, "mapping.complete-reversed", until=until, start=start)
        return Completeness(start, until)

    def _tables(self, node: Node) -> tuple[TableSource, ...]:
        known = AllowedValues(*_TABLES, tuple(self.schemas))
        found: list[TableSource] = []
        lines: list[tuple[Node, TableSource]] = []
        for key, value in self.reader.entries(node):
            if self.schemas and key.text not in known:
                self.reader.fault(key, known.refusal(key.text))
                continue
            for item in self.reader.one_or_many(value):
                found.append(self._table(item, key.text))
                lines.append((item, found[-1]))
        self._same_everywhere(lines)
        if self.schemas and not any(source.table == "records" for source in found):
            self.reader.fault(node, "mapping.no-records")
        return tuple(found)

    def _same_everywhere(self, sources: list[tuple[Node, TableSource]]) -> None:
        """Record a fault of a source without a column whose empty cell says something.

        It may be left out of all sources of a table: then it is unknown in every row.
        """
        for column in sorted(EMPTY_SAYS_SOMETHING):
            having = {
                source.table
                for _, source in sources
                if any(column in row.columns for row in source.rows)
            }
            for node, source in sources:
                lacks = any(column not in row.columns for row in source.rows)
                if source.table in having and lacks:
                    self.reader.fault(node, "mapping.not-everywhere", column=column)

    def _table(self, node: Node, table: str) -> TableSource:
        fields = self.reader.shaped(node, keys.TABLE)
        shared = self.cells.columns(fields.get("columns"), self.schemas.get(table))
        rows: tuple[RowTemplate, ...] = (RowTemplate(shared),)
        if "rows" in fields:
            items = self.reader.items(fields["rows"])
            rows = tuple(self._row(item, table, shared) for item in items)
        self._require(node, table, rows)
        return TableSource(
            table=table,
            selection=self._selection(node, fields),
            rows=rows,
            leave_out=fields.read(
                "leave_out",
                lambda n: tuple(map(self._leave_out, self.reader.one_or_many(n))),
                (),
            ),
            distinct=fields.read("distinct", self.reader.flag, False),
            optional=fields.read("optional", self.reader.flag, False),
        )

    def _require(self, node: Node, table: str, rows: tuple[RowTemplate, ...]) -> None:
        """Record a fault of each required column that some row has nothing for."""
        schema = self.schemas.get(table)
        required = [c.name for c in schema.columns if c.required] if schema else []
        for name in required:
            if any(name not in row.columns for row in rows):
                self.reader.fault(
                    node, "mapping.column-missing", table=table, column=name
                )

    def _selection(self, node: Node, fields: Fields) -> Selection:
        reader = self.reader
        header: tuple[int, ...] = (1,)
        if "header" in fields:
            rows = reader.one_or_many(fields["header"])
            header = tuple(self._whole(row, 1) for row in rows) or header
        if list(header) != list(range(header[0], header[0] + len(header))):
            reader.fault(fields["header"], "mapping.header-rows")
        return Selection(
            line=node.line,
            file=fields.maybe("file", reader.text),
            sheets=fields.maybe("sheet", self._texts),
            header=header,
            skip=fields.read("skip", lambda n: self._whole(n, 0), 0),
            encoding=fields.maybe("encoding", lambda n: reader.choice(n, _ENCODINGS)),
            delimiter=fields.maybe("delimiter", self._delimiter),
            part=fields.maybe("part", reader.text),
        )

    def _whole(self, node: Node, least: int) -> int:
        number = self.reader.number(node)
        if number != int(number) or not least <= number <= 1_000:
            self.reader.fault(node, "mapping.not-a-row-number", least=least)
            return least
        return int(number)

    def _delimiter(self, node: Node) -> str:
        mark = node.text if isinstance(node, Scalar) else ""
        if len(mark) != 1 or mark in '"\n\r':
            self.reader.fault(node, "mapping.not-a-delimiter")
        return mark

    def _texts(self, node: Node) -> tuple[str, ...]:
        return tuple(map(self.reader.text, self.reader.one_or_many(node)))

    def _leave_out(self, node: Node) -> LeaveOut:
        fields = self.reader.shaped(node, keys.LEAVE_OUT)
        nothing = Text("", "")
        reason = fields.read("reason", self.reader.labels, nothing)
        return LeaveOut(self._test_of(node, fields), reason)

    def _test(self, node: Node) -> RowTest:
        return self._test_of(node, self.reader.shaped(node, keys.TEST))

    def _test_of(self, node: Node, fields: Fields) -> RowTest:
        values = fields.maybe("values", self._texts)
        return RowTest(
            column=fields.read("column", self.reader.text, ""),
            line=node.line,
            values=None if values is None else tuple(map(tidy, values)),
            filled=fields.read("filled", self.reader.flag, True),
        )

    def _row(self, node: Node, table: str, shared: Mapping[str, Cell]) -> RowTemplate:
        fields = self.reader.shaped(node, keys.ROW)
        own = self.cells.columns(fields.get("columns"), self.schemas.get(table))
        return RowTemplate({**shared, **own}, fields.maybe("when", self._test))
