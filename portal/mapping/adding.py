"""Adds to a draft what no source of it reads, and follows heads to another row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.dataset.names import tidy
from engine.mapping.matching import is_chosen
from engine.mapping.model import (
    Cell,
    Constant,
    FromColumn,
    LeaveOut,
    MadeOf,
    RowTemplate,
    RowTest,
    Selection,
    TableSource,
)
from portal.mapping.proposing import Words
from portal.mapping.seen import Seen


def added(
    form: Mapping[str, str], tables: Sequence[TableSource], seen: Seen, words: Words
) -> list[TableSource]:
    """Return a source of a table for each unread part that the form has one for."""
    found = []
    for number, preview in enumerate(seen.previews):
        table, part = form.get(f"add{number}", ""), preview.part
        is_read = any(is_chosen(part, source.selection) for source in tables)
        if table not in words.schemas or is_read:
            continue
        selection = Selection(
            line=0,
            file=part.file if len(seen.files) > 1 else None,
            sheets=None if part.sheet is None else (part.sheet,),
            header=header_of(form.get(f"addheader{number}", "")) or (1,),
        )
        heads = seen.place(selection).heads
        if heads:
            columns = _first_columns(table, heads, words)
            found.append(TableSource(table, selection, (RowTemplate(columns),)))
    return found


def _first_columns(table: str, heads: Sequence[str], words: Words) -> dict[str, Cell]:
    """Return the columns that a new source has: its key of the first head, at a guess."""
    key = words.schemas[table].names[0]
    if table == "records":
        return {key: MadeOf((heads[0],), 0), "actor_id": Constant("")}
    return {key: FromColumn(heads[0], 0)}


def header_of(text: str) -> tuple[int, ...]:
    """Read the numbers of the rows of heads, as many as there are in a text."""
    return tuple(map(int, re.findall(r"[1-9]\d{0,2}", text)[:9]))


def moved(source: TableSource, selection: Selection, seen: Seen) -> TableSource:
    """Return a source whose heads stand in other rows: each in the column that it had."""
    if selection.header == source.selection.header:
        return replace(source, selection=selection)
    before, after = seen.place(source.selection).heads, seen.place(selection).heads
    names = dict(zip(before, after, strict=False))
    rows = tuple(
        RowTemplate(
            {name: _cell(cell, names) for name, cell in row.columns.items()},
            _test(row.when, names) if row.when else None,
        )
        for row in source.rows
    )
    left = tuple(
        LeaveOut(_test(each.test, names), each.reason) for each in source.leave_out
    )
    return replace(source, selection=selection, rows=rows, leave_out=left)


def _cell(cell: Cell, names: Mapping[str, str]) -> Cell:
    if isinstance(cell, FromColumn):
        return replace(cell, column=_head(cell.column, names))
    if isinstance(cell, MadeOf):
        heads = tuple(_head(head, names) for head in cell.columns)
        return replace(cell, columns=heads)
    return cell


def _test(test: RowTest, names: Mapping[str, str]) -> RowTest:
    return replace(test, column=_head(test.column, names))


def _head(head: str, names: Mapping[str, str]) -> str:
    return names.get(tidy(head), head)
