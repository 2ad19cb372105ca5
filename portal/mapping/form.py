"""Reads the posted form of a mapping: the draft that it showed, with every correction."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

from werkzeug.datastructures import MultiDict

from engine.dataset.names import tidy
from engine.dataset.schema import Column
from engine.mapping.model import (
    Cell,
    Constant,
    DatasetMapping,
    FromColumn,
    LeaveOut,
    MadeOf,
    NameOf,
    RowTemplate,
    RowTest,
    Selection,
    TableSource,
    Translation,
)
from engine.rulebook.columns import EMPTY_SAYS_SOMETHING
from engine.rulebook.model import Completeness
from portal.mapping.adding import added, header_of, moved
from portal.mapping.days import complete_of
from portal.mapping.fields import (
    ALL,
    LEFT_OUT,
    NOT_OURS,
    OWN,
    OWN_ROLES,
    Group,
    Held,
    chosen_code,
    codes_of,
    groups_of,
    held,
)
from portal.mapping.proposing import Words
from portal.mapping.seen import Seen

Form = MultiDict[str, str]
_MOST_TEXT = 300


@dataclass(frozen=True)
class Twice:
    """A column of ours for which two heads were chosen; the first of them counts."""

    source: int
    column: str
    heads: tuple[str, ...]


@dataclass
class FormReader:
    """Reads one form; `base` is the draft that its page showed."""

    base: DatasetMapping
    form: Form
    seen: Seen
    words: Words
    twice: list[Twice] = field(default_factory=list)

    def draft(self) -> DatasetMapping:
        """Return the draft as it was corrected; RefusalError where a day is none."""
        groups = groups_of(self.base, self.seen)
        uses = self._uses(groups)
        found: dict[int, TableSource] = {}
        for group in groups:
            selection = self._selection(group)
            for number in group.sources:
                if f"has{number}" in self.form and f"on{number}" not in self.form:
                    continue
                source = self._source(number, group, uses)
                found[number] = moved(source, selection, self.seen)
        kept = [found[number] for number in sorted(found)]
        kept += added(self.form, self.base.tables, self.seen, self.words)
        order = list(self.words.schemas)
        kept.sort(key=lambda source: order.index(source.table))
        tables = _with_all(kept)
        return replace(
            self.base,
            title=self.form.get("title", self.base.title).strip()[:_MOST_TEXT],
            complete=self._complete(),
            tables=tuple(tables),
        )

    def _complete(self) -> Completeness:
        if "from" not in self.form:
            return self.base.complete
        return complete_of(self.form)

    def _uses(self, groups: list[Group]) -> dict[str, list[str]]:
        """Return the heads that were chosen for each use, `source.row:column`."""
        uses: dict[str, list[str]] = {}
        for group in groups:
            for number, head in enumerate(group.heads):
                for use in filter(None, self.form.getlist(f"h{group.number}.{number}")):
                    if head not in uses.setdefault(use, []):
                        uses[use].append(head)
        return uses

    def _selection(self, group: Group) -> Selection:
        header = header_of(self.form.get(f"header{group.number}", ""))
        header = header or group.selection.header
        skip = group.selection.skip
        with suppress(ValueError):
            skip = int(self.form.get(f"skip{group.number}", skip))
        return replace(group.selection, header=header, skip=max(skip, 0))

    def _source(
        self, number: int, group: Group, uses: Mapping[str, list[str]]
    ) -> TableSource:
        source = self.base.tables[number]
        leave_out = [
            left
            for at, left in enumerate(source.leave_out)
            if f"has{number}" not in self.form or f"l{number}.{at}" in self.form
        ]
        kept = {(h.row, h.column): h for h in held(number, source)}
        rows = []
        for at, row in enumerate(source.rows):
            reader = _RowReader(self, number, str(at), group, uses, kept)
            columns = reader.columns(source.table, row.columns)
            leave_out = reader.left_out(leave_out)
            rows.append(replace(row, columns=columns))
        return replace(source, rows=tuple(rows), leave_out=tuple(leave_out))


@dataclass
class _RowReader:
    """Reads what stands in the columns of one row that a source becomes."""

    all: FormReader
    source: int
    row: str
    group: Group
    uses: Mapping[str, list[str]]
    kept: Mapping[tuple[str, str], Held]
    out: dict[str, list[str]] = field(default_factory=dict)
    asked: dict[str, list[str]] = field(default_factory=dict)

    def columns(self, table: str, base: Mapping[str, Cell]) -> dict[str, Cell]:
        """Return the cells of the row, in the order of the table's columns."""
        schema = self.all.words.schemas[table]
        found = {
            column.name: self._cell(table, column, base.get(column.name))
            for column in schema.columns
        }
        return {name: cell for name, cell in found.items() if cell is not None}

    def _cell(self, table: str, column: Column, base: Cell | None) -> Cell | None:
        if head := self._head(column.name):
            if isinstance(base, FromColumn) and tidy(base.column) == head:
                return self._translated(column, base, head)
            cells = self.group.place.values(head)
            return self.all.words.chooser.cell(table, column.name, head, cells).cell
        if (table, column.name) in OWN and not isinstance(base, MadeOf | NameOf):
            is_own = table == "records" or isinstance(base, Constant)
            return Constant(self.all.form.get("you", "").strip()) if is_own else None
        if (table, column.name) == OWN_ROLES and isinstance(base, Constant):
            return Constant("; ".join(self.all.form.getlist("roles")))
        return self._without_head(column, base)

    def _head(self, column: str) -> str | None:
        """Return the head that was chosen: for this row, else for all rows."""
        own = self.uses.get(f"{self.source}.{self.row}:{column}", [])
        shared = self.uses.get(f"{self.source}.{ALL}:{column}", [])
        heads = own or shared
        if len(heads) > 1:
            twice = Twice(self.source, column, tuple(heads))
            if twice not in self.all.twice:
                self.all.twice.append(twice)
        return heads[0] if heads else None

    def _without_head(self, column: Column, base: Cell | None) -> Cell | None:
        form = self.all.form
        for row in (self.row, ALL):
            name = f"{self.source}.{row}.{column.name}"
            heads = [head for head in form.getlist(f"m{name}") if head]
            if heads:
                prefix = base.prefix if isinstance(base, MadeOf) else ""
                return MadeOf(tuple(dict.fromkeys(heads)), 0, prefix)
            if f"f{name}" in form:
                text = form[f"f{name}"].strip()[:_MOST_TEXT]
                means = column.required or column.name in EMPTY_SAYS_SOMETHING
                return Constant(text) if text or means else None
            if f"n{name}.0" in form and isinstance(base, NameOf):
                return self._named(base, name)
        return None if isinstance(base, FromColumn | MadeOf) else base

    def _named(self, base: NameOf, name: str) -> NameOf:
        values = {
            word: code
            for number, word in enumerate(base.translation.values or {})
            if (code := self.all.form.get(f"n{name}.{number}", ""))
        }
        return replace(base, translation=replace(base.translation, values=values))

    def _translated(self, column: Column, base: FromColumn, head: str) -> FromColumn:
        """Return a cell with what its words stand for by the form."""
        held = self.kept.get((self.row, column.name)) or self.kept[ALL, column.name]
        words = list(self.group.place.words(head))
        name = f"w{held.name}"
        if not words or f"{name}.0" not in self.all.form:
            return base
        choices = {w: self.all.form.get(f"{name}.{n}", "") for n, w in enumerate(words)}
        self.asked[head] = words
        self.out[head] = [w for w, code in choices.items() if code == LEFT_OUT]
        codes = codes_of(column, self.all.words.vocabulary)
        if base.translation.values is None and all(
            code in ("", LEFT_OUT) or code == chosen_code(base, column, word)
            for word, code in choices.items()
        ):
            return base
        values = {
            word: code
            for word, code in (base.translation.values or {}).items()
            if word not in choices
        }
        values |= {word: code for word, code in choices.items() if code in codes}
        said: Translation = replace(base.translation, values=values)
        return replace(base, translation=said)

    def left_out(self, found: list[LeaveOut]) -> list[LeaveOut]:
        """Return the rows that are left out, with those whose word the form says so of."""
        for head, words in self.asked.items():
            found = [
                changed
                for left in found
                if (changed := _without(left, head, words)) is not None
            ]
            if out := self.out[head]:
                found = [*found, LeaveOut(RowTest(head, 0, tuple(out)), NOT_OURS)]
        return found


def _without(left: LeaveOut, head: str, words: list[str]) -> LeaveOut | None:
    """Return what is left out but for the words that the form asked about."""
    if tidy(left.test.column) != head or left.test.values is None:
        return left
    values = tuple(value for value in left.test.values if value not in words)
    return replace(left, test=replace(left.test, values=values)) if values else None


def _with_all(tables: list[TableSource]) -> list[TableSource]:
    """Say of a column everywhere in a table that it is empty, once some row has it.

    Its empty cell says something. Where no row has it, it is nowhere: it is not known.
    """
    for column in sorted(EMPTY_SAYS_SOMETHING):
        having = {
            source.table
            for source in tables
            for row in source.rows
            if row.columns.get(column, Constant("")) != Constant("")
        }
        tables = [
            replace(
                source,
                rows=tuple(_said(row, column, source.table in having) for row in source.rows),
            )
            for source in tables
        ]  # fmt: skip
    return tables


def _said(row: RowTemplate, column: str, is_said: bool) -> RowTemplate:
    if is_said:
        return replace(
            row, columns={**row.columns, column: row.columns.get(column, Constant(""))}
        )
    columns = {
        name: cell
        for name, cell in row.columns.items()
        if name != column or cell != Constant("")
    }
    return replace(row, columns=columns)
