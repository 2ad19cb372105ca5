"""Writes a mapping as the file that `reading.py` reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from engine.mapping import yaml_text
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


def write_mapping(mapping: DatasetMapping) -> str:
    """Return the text of a mapping, whatever `mapping.text` says.

    Reading it gives the same mapping but for its lines. What is empty stays empty, and is
    a fault where the reader asks for it.
    """
    return "\n".join(_lines(mapping)) + "\n"


def _lines(mapping: DatasetMapping) -> Iterator[str]:
    yield "mapping: 1"
    yield f"vocabulary: {yaml_text.scalar(mapping.vocabulary)}"
    yield "dataset:"
    yield f"  title: {yaml_text.scalar(mapping.title)}"
    if mapping.source is not None:
        yield f"  source: {yaml_text.scalar(mapping.source)}"
    complete = {"from": mapping.complete.start, "until": mapping.complete.until}
    days = [f"{key}: {day}" for key, day in complete.items() if day]
    if days:
        yield f"  complete: {{{', '.join(days)}}}"
    yield "tables:"
    for table, sources in groupby(mapping.tables, lambda source: source.table):
        yield f"  {table}:"
        for source in sources:
            first = "    - "
            for line in _source(source):
                yield first + line
                first = "      "


def _source(source: TableSource) -> Iterator[str]:
    yield from selection_lines(source.selection)
    if source.leave_out:
        yield "leave_out:"
        yield from (f"  - {leave_out_text(left)}" for left in source.leave_out)
    for key in ("distinct", "optional"):
        if getattr(source, key):
            yield f"{key}: true"
    shared = _shared(source.rows)
    if shared:
        yield "columns:"
        yield from _cells("  ", shared)
    if len(source.rows) == 1 and source.rows[0].when is None:
        if not shared:
            yield "columns: {}"
        return
    yield "rows:"
    for row in source.rows:
        first = "  - "
        if row.when:
            yield f"{first}when: {when_text(row.when)}"
            first = "    "
        own = {name: cell for name, cell in row.columns.items() if name not in shared}
        yield f"{first}columns:" if own else f"{first}columns: {{}}"
        yield from _cells("      ", own)


def selection_lines(selection: Selection) -> Iterator[str]:
    """Yield the lines that say which rows of the source are read, and how."""
    if selection.file is not None:
        yield f"file: {yaml_text.scalar(selection.file)}"
    if selection.sheets is not None:
        yield f"sheet: {_one_or_many(selection.sheets)}"
    if selection.header != (1,):
        rows = selection.header
        yield f"header: {rows[0] if len(rows) == 1 else yaml_text.listed(rows)}"
    if selection.skip:
        yield f"skip: {selection.skip}"
    for key in ("encoding", "delimiter", "part"):
        if value := getattr(selection, key):
            yield f"{key}: {yaml_text.scalar(value)}"


def _one_or_many(texts: Sequence[str]) -> str:
    return yaml_text.scalar(texts[0]) if len(texts) == 1 else yaml_text.listed(texts)


def _shared(rows: Sequence[RowTemplate]) -> dict[str, Cell]:
    """Return the columns that are the same in every row."""
    first, *rest = rows
    return {
        name: cell
        for name, cell in first.columns.items()
        if all(row.columns.get(name) == cell for row in rest)
    }


def _cells(indent: str, cells: Mapping[str, Cell]) -> Iterator[str]:
    for name, cell in cells.items():
        yield f"{indent}{yaml_text.scalar(name)}: {cell_text(cell)}"


def cell_text(cell: Cell) -> str:
    """Write what stands in a column."""
    entries = _entries(cell)
    if set(entries) == {"column"}:
        return yaml_text.scalar(str(entries["column"]))
    return yaml_text.mapping(entries)


def _entries(cell: Cell) -> dict[str, object]:
    match cell:
        case Constant(text):
            return {"constant": text}
        case MadeOf(columns, _, prefix):
            made: dict[str, object] = {"made_of": columns}
            return {**made, "prefix": prefix} if prefix else made
        case NameOf(what, _, translation):
            return {"name_of": what, **_translation(translation)}
        case FromColumn(column, _, translation, unit, written):
            beside = {"unit": unit, "written": written}
            said = {key: value for key, value in beside.items() if value}
            return {"column": column, **_translation(translation), **said}


def _translation(translation: Translation) -> dict[str, object]:
    if translation.values is None:
        return {}
    found: dict[str, object] = {"values": translation.values}
    if translation.default is not None:
        return {**found, "default": translation.default}
    if translation.otherwise != "reject":
        return {**found, "otherwise": translation.otherwise}
    return found


def _test(test: RowTest) -> dict[str, object]:
    if test.values is not None:
        return {"column": test.column, "values": test.values}
    return {"column": test.column, "filled": test.filled}


def when_text(test: RowTest) -> str:
    """Write of which rows something is made."""
    return yaml_text.mapping(_test(test))


def leave_out_text(left: LeaveOut) -> str:
    """Write which rows are no rows of the table, and why in both languages."""
    reason = {"zh": left.reason.zh, "en": left.reason.en}
    return yaml_text.mapping({**_test(left.test), "reason": reason})
