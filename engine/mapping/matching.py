"""Finds the parts of a source that a mapping reads, and its columns in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from engine.dataset.names import tidy
from engine.dataset.raw_table import ReadContext
from engine.dataset.schema import Column, TableSchema
from engine.errors import Fault, MappingError, message
from engine.mapping.model import (
    Cell,
    DatasetMapping,
    FromColumn,
    MadeOf,
    NameOf,
    Selection,
    TableSource,
)
from engine.mapping.sources import Part, SourceTable, open_part
from engine.rulebook.columns import EMPTY_SAYS_SOMETHING

_SHOWN = 40


@dataclass(frozen=True)
class Binding:
    """One part of the source as one source of a table reads it.

    `number` counts the bindings from 0; `columns` are those of our table. `has_flaws`:
    the reader found something wrong with some row or cell; in most files it did not,
    and then nothing has to ask.
    """

    number: int
    source: TableSource
    opened: SourceTable
    columns: Mapping[str, Column]
    has_flaws: bool

    def place(self, head: str) -> int:
        """Return the number of the column under a head, from 0."""
        return self.opened.heads.index(tidy(head))

    def raw(self, head: str) -> str:
        """Return the SQL name of the cells under a head."""
        return f"c{self.place(head)}"


def bind(
    context: ReadContext,
    parts: Sequence[Part],
    mapping: DatasetMapping,
    schemas: Mapping[str, TableSchema],
) -> list[Binding]:
    """Open what each source of the mapping reads; MappingError where it is not there.

    That is a file or sheet of the name, or a head in it. A part that is read twice in
    the same way is opened once.

    Where a source is optional, nothing is read if the part is not there or lacks a head
    that a test asks for, and columns of ours are left out whose head is not there. They
    are then unknown in every row.
    """
    faults: list[Fault] = []
    opened: dict[tuple[Part, Selection], tuple[SourceTable, bool]] = {}
    bindings: list[Binding] = []
    for source in mapping.tables:
        columns = {c.name: c for c in schemas[source.table].columns}
        chosen = [part for part in parts if is_chosen(part, source.selection)]
        if not chosen and not source.optional:
            faults.append(absence(mapping, source.selection, parts))
        for part in chosen:
            table, has_flaws = _opened(context, part, source.selection, opened)
            there = _as_far_as_there(source, table.heads, columns)
            if there is not None:
                binding = Binding(len(bindings), there, table, columns, has_flaws)
                faults += _faults(mapping, binding)
                bindings.append(binding)
    faults += _empty_by_accident(mapping, bindings)
    if faults:
        raise MappingError(faults)
    return bindings


def _opened(
    context: ReadContext,
    part: Part,
    selection: Selection,
    opened: dict[tuple[Part, Selection], tuple[SourceTable, bool]],
) -> tuple[SourceTable, bool]:
    """Return a part as it is read, and whether it has flaws; one in `opened` is reused."""
    key = (part, _how(selection))
    if key not in opened:
        name = f"source_{len(opened)}"
        table = open_part(context, part, selection, name)
        flaws = context.count(f"SELECT count(flaws) FROM {name}")
        opened[key] = table, flaws > 0
    return opened[key]


def _empty_by_accident(
    mapping: DatasetMapping, bindings: Sequence[Binding]
) -> Iterator[Fault]:
    """Yield a fault of each part without a column that other parts of the table have.

    An optional source lost it with its head; an empty cell would say something there.
    """
    for column in sorted(EMPTY_SAYS_SOMETHING):
        having = {b.source.table for b in bindings if _has(b, column)}
        for binding in bindings:
            if binding.source.table in having and not _has(binding, column):
                line = binding.source.selection.line
                part = _shown(binding.opened.part)
                found = message("mapping.lost-head", column=column, part=part)
                yield Fault(mapping.label, line, found)


def _has(binding: Binding, column: str) -> bool:
    return all(column in row.columns for row in binding.source.rows)


def unread(parts: Sequence[Part], bindings: Sequence[Binding]) -> list[Part]:
    """Return the parts of the source that no binding reads."""
    read = {binding.opened.part for binding in bindings}
    return [part for part in parts if part not in read]


def heads_of(source: TableSource) -> Iterator[tuple[str, int]]:
    """Yield every head that a source of a table names, with its line."""
    for left in source.leave_out:
        yield left.test.column, left.test.line
    for row in source.rows:
        if row.when:
            yield row.when.column, row.when.line
        for cell in row.columns.values():
            if isinstance(cell, FromColumn | MadeOf):
                yield from ((head, cell.line) for head in heads_of_cell(cell))


def _as_far_as_there(
    source: TableSource, heads: Sequence[str], columns: Mapping[str, Column]
) -> TableSource | None:
    """Return what of a source can be read of a part with these heads; None: nothing."""
    if not source.optional:
        return source
    tests = [left.test for left in source.leave_out]
    tests += [row.when for row in source.rows if row.when]
    if any(tidy(test.column) not in heads for test in tests):
        return None
    rows = tuple(
        replace(
            row,
            columns={
                name: cell
                for name, cell in row.columns.items()
                if columns[name].required
                or all(tidy(head) in heads for head in heads_of_cell(cell))
            },
        )
        for row in source.rows
    )
    return replace(source, rows=rows)


def heads_of_cell(cell: Cell) -> tuple[str, ...]:
    """Return the heads of which a cell is made."""
    if isinstance(cell, FromColumn):
        return (cell.column,)
    return cell.columns if isinstance(cell, MadeOf) else ()


def _how(selection: Selection) -> Selection:
    """Return what of a selection says how a part is read."""
    return Selection(
        0, header=selection.header, skip=selection.skip, encoding=selection.encoding,
        delimiter=selection.delimiter, part=selection.part,
    )  # fmt: skip


def is_chosen(part: Part, selection: Selection) -> bool:
    """Return whether a selection names the file and sheet of a part."""
    if not part.format:
        return False
    names = (part.file, PurePosixPath(part.file).name)
    pattern = selection.file
    if pattern is not None and not any(_is_like(name, pattern) for name in names):
        return False
    if selection.sheets is None:
        return True
    sheet = part.sheet
    return sheet is not None and any(_is_like(sheet, p) for p in selection.sheets)


def _is_like(name: str, pattern: str) -> bool:
    """Compare a name as people read it: width and invisible characters do not count."""
    return name == pattern or fnmatchcase(tidy(name), tidy(pattern))


def absence(
    mapping: DatasetMapping, selection: Selection, parts: Sequence[Part]
) -> Fault:
    """Return the fault that a selection names none of the parts that there are."""
    there = [_shown(part) for part in parts if part.format]
    wanted = [selection.file or "*", *(selection.sheets or ())]
    found = message(
        "mapping.part-absent",
        wanted=" · ".join(wanted),
        parts=tuple(there[:_SHOWN]) or "—",
    )
    return Fault(mapping.label, selection.line, found)


def _shown(part: Part) -> str:
    return part.file if part.sheet is None else f"{part.file} · {part.sheet}"


def _faults(mapping: DatasetMapping, binding: Binding) -> Iterator[Fault]:
    """Yield a fault of each head that the part lacks, and of each name not listed."""
    heads, part = binding.opened.heads, binding.opened.part
    yield from head_faults(mapping.label, binding.source, part, heads)
    for row in binding.source.rows:
        for cell in row.columns.values():
            if isinstance(cell, NameOf) and named(cell, part) is None:
                found = message("mapping.name-unlisted", part=_shown(part))
                yield Fault(mapping.label, cell.line, found)


def head_faults(
    label: str, source: TableSource, part: Part, heads: Sequence[str]
) -> Iterator[Fault]:
    """Yield a fault of each head that a source of a table names and a part lacks."""
    for head, line in heads_of(source):
        if tidy(head) not in heads:
            near = get_close_matches(tidy(head), heads, n=1, cutoff=0.5)
            code = "mapping.head-absent-near" if near else "mapping.head-absent"
            found = message(
                code, head=head, part=_shown(part), near=near[0] if near else "",
                heads=heads[:_SHOWN],
            )  # fmt: skip
            yield Fault(label, line, found)


def named(cell: NameOf, part: Part) -> str | None:
    """Return what the name of a part stands for; None where the list lacks it."""
    name = part.sheet if cell.what == "sheet" else PurePosixPath(part.file).stem
    word = (name or "") if cell.translation.values is None else tidy(name or "")
    return cell.translation.of(word)
