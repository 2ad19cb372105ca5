"""Opens sheets of workbooks, whose merged heads count for all their columns."""

from __future__ import annotations

from engine.dataset.raw_table import ReadContext
from engine.dataset.readers import workbook
from engine.errors import DatasetError
from engine.mapping.model import Selection
from engine.mapping.sources.heads import heads
from engine.mapping.sources.parts import Part
from engine.mapping.sources.source_table import SourceTable


def open_sheet(
    context: ReadContext, part: Part, selection: Selection, name: str
) -> SourceTable:
    """Make a table of a sheet (see `open_part`)."""
    assert part.sheet is not None
    target = context.scratch / f"{name}.sheet.jsonl"
    written = workbook.write_sheet(
        part.path, part.sheet, target, selection.header, selection.skip
    )
    if not any(text.strip() for row in written.header for text in row):
        raise DatasetError(
            "mapping.no-heads", place=part.place, row=selection.header[-1]
        )
    names = heads(written.header, written.width, part.place)
    scan = workbook.scan(context.safe(target), written.width)
    context.run(
        f"CREATE TEMP TABLE {name} AS SELECT * RENAME (line AS row) FROM {scan}"
    )
    target.unlink()
    workbook.check_count(context, part.place, written.rows, name)
    return SourceTable(part, names, name, written.rows, part.format)
