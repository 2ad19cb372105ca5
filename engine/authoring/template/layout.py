"""Plans a template: its sheets, the heads of their columns, and the lists of words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.authoring.template.demand import (
    Asked,
    Row,
    asked_by,
    example_rows,
    rules_for,
)
from engine.authoring.template.heads import note, title_of
from engine.dataset.names import TABLES
from engine.dataset.schema import (
    Column,
    TableSchema,
    schemas_of,
)
from engine.errors import Language, Text
from engine.rulebook import Rulebook, Vocabulary
from engine.wording.terms import LEVELS, NO, YES


@dataclass(frozen=True)
class WordList:
    """The words of a drop-down list, in order, each with what it stands for.

    `name` is that of its range in the workbook, `title` the head it stands below.
    """

    name: str
    title: str
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Head:
    """The head of a column, with its note; `words` where it has a drop-down list."""

    column: Column
    title: str
    note: str
    is_asked: bool
    words: WordList | None


@dataclass(frozen=True)
class Sheet:
    """A sheet to fill in: one table of the dataset."""

    table: str
    title: str
    heads: tuple[Head, ...]


@dataclass(frozen=True)
class Template:
    """A workbook to fill in; `role` is named where it is made for one.

    `examples` are rows for the sheet of records, by column, in the words of its lists.
    """

    vocabulary: Vocabulary
    language: Language
    role: Text | None
    sheets: tuple[Sheet, ...]
    examples: tuple[Row, ...]

    @property
    def records(self) -> Sheet:
        """The sheet of records, which every template has."""
        return self.sheets[0]

    def sheet(self, table: str) -> Sheet | None:
        """Return the sheet of a table; None where the template leaves it out."""
        return next((sheet for sheet in self.sheets if sheet.table == table), None)

    @property
    def lists(self) -> tuple[WordList, ...]:
        """The lists of words, in the order of the columns that they are for."""
        heads = (head for sheet in self.sheets for head in sheet.heads)
        return tuple(head.words for head in heads if head.words)


def plan(
    rulebook: Rulebook, words: Vocabulary, language: Language, role: str | None = None
) -> Template:
    """Plan the workbook for the rules of a vocabulary, and of a role where it is given.

    With a role, only the events and fields that its rules ask for are in it, and the
    registers that they read. KeyError where the vocabulary lacks the role.
    """
    rules = rules_for(rulebook.of_vocabulary(words.name), role)
    asked = asked_by(rules)
    planner = _Planner(words, language, asked, role is not None)
    sheets = tuple(planner.sheets())
    rows = example_rows(rules, words, role)
    named = None if role is None else words.roles[role]
    return Template(words, language, named, sheets, planner.worded(rows, sheets[0]))


class _Planner:
    """Plans the sheets of one template."""

    def __init__(
        self, words: Vocabulary, language: Language, asked: Asked, is_narrow: bool
    ) -> None:
        self.words, self.language, self.asked = words, language, asked
        self.is_narrow = is_narrow
        self.lists = 0

    def sheets(self) -> Iterator[Sheet]:
        """Yield the sheet of records and those of the registers."""
        for table, schema in schemas_of(self.words).items():
            if table == "records" or not self.is_narrow or self._is_read(table):
                title = TABLES[table][0] if self.language == "zh" else table
                yield Sheet(table, title, tuple(self._heads(schema)))

    def worded(self, rows: Sequence[Row], records: Sheet) -> tuple[Row, ...]:
        """Write the cells of rule files as one would in the sheet of records."""
        heads = {head.column.name: head for head in records.heads}
        return tuple(
            {
                name: self._cell(cell, heads[name])
                for name, cell in row.items()
                if name in heads
            }
            for row in rows
        )

    def _cell(self, cell: str, head: Head) -> str:
        if head.column.type == "flag":
            return (YES if cell == "true" else NO).in_language(self.language)
        words = head.words.words if head.words else ()
        return next((word for word, other in words if other == cell), cell)

    def _is_read(self, table: str) -> bool:
        return any(read == table for read, _ in self.asked.columns)

    def _heads(self, schema: TableSchema) -> Iterator[Head]:
        """Yield the heads, those that are needed before the others."""
        kept = [c for c in schema.columns if self._is_kept(schema.table, c)]
        for column in sorted(kept, key=lambda c: not self._is_needed(schema.table, c)):
            title = title_of(column, schema, self.language)
            yield Head(
                column,
                title,
                note(schema, column, self.words, self.asked, self.language),
                (schema.table, column.name) in self.asked.columns,
                self._list(column, title),
            )

    def _is_needed(self, table: str, column: Column) -> bool:
        return column.required or (table, column.name) in self.asked.columns

    def _is_kept(self, table: str, column: Column) -> bool:
        narrowed = self.is_narrow and column.is_field
        return not narrowed or self._is_needed(table, column)

    def _list(self, column: Column, title: str) -> WordList | None:
        named = self._named(column)
        if not named:
            return None
        self.lists += 1
        chinese = {code: name for name, code in column.called}
        pairs = (
            (chinese.get(code, code), code)
            if self.language == "zh"
            else (code, text.en)
            for code, text in named.items()
        )
        return WordList(f"list_{self.lists}", title, tuple(pairs))

    def _named(self, column: Column) -> Mapping[str, Text]:
        """Return the codes of a column with their names; none where it has no list."""
        words = self.words
        if column.type == "event":
            events = words.events.items()
            return {
                event: text
                for event, text in events
                if not self.is_narrow or event in self.asked.events
            }
        if column.is_field:
            return words.codes.get(column.name, {})
        lists = {"roles": words.roles, "kind": words.credentials, "level": LEVELS}
        return lists.get(column.name, {})
