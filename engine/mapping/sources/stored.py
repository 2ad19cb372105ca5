"""Opens Parquet files: typed cells become the texts that mean the same in a dataset."""

from __future__ import annotations

from engine.dataset.raw_table import ReadContext, SourceColumn
from engine.dataset.readers.parquet_reader import (
    DISTRUST,
    errors_reported,
    is_nested,
    open_parquet,
)
from engine.dataset.validation.cells import as_text
from engine.mapping.model import Selection
from engine.mapping.sources.blanks import drop_blank
from engine.mapping.sources.checks import require_no_header
from engine.mapping.sources.heads import heads
from engine.mapping.sources.parts import Part
from engine.mapping.sources.source_table import SourceTable

_FRACTIONS = frozenset(["DOUBLE", "FLOAT"])


def open_stored(
    context: ReadContext, part: Part, selection: Selection, name: str
) -> SourceTable:
    """Make a table of a Parquet file (see `open_part`).

    A cell of several values is empty and has the flaw `N`, but for a list of texts,
    which is joined by semicolons. A binary number of more digits than it keeps has `E`.
    """
    require_no_header(part, selection)
    names, query = stored_texts(context, part)
    with errors_reported(part.path):
        context.run(DISTRUST)
        context.run(
            f"CREATE TEMP TABLE {name} AS SELECT row_number() OVER () AS row, * "
            f"FROM ({query})"
        )
        context.run("RESET disabled_optimizers")
    drop_blank(context, name, len(names))
    count = context.count(f"SELECT count(*) FROM {name}")
    return SourceTable(part, names, name, count, part.format)


def stored_texts(context: ReadContext, part: Part) -> tuple[tuple[str, ...], str]:
    """Return the heads of a Parquet file, and a query of flaws, c0, c1, … as texts."""
    rows = open_parquet(context, part.path, None)
    written = [column.heading for column in rows.columns]
    marks = [mark for i, c in enumerate(rows.columns) if (mark := _flaw(i, c))]
    flaws = f"nullif({' || '.join(marks)}, '')" if marks else "CAST(NULL AS VARCHAR)"
    cells = ", ".join(f"{_text(i, c)} AS c{i}" for i, c in enumerate(rows.columns))
    return (
        heads([written], len(written), part.place),
        f"SELECT {flaws} AS flaws, {cells} FROM ({rows.query})",
    )


def _text(index: int, column: SourceColumn) -> str:
    if column.type != "VARCHAR[]" and is_nested(column.type):
        return "CAST(NULL AS VARCHAR)"
    return f"nullif({as_text(f'c{index}', column.type)}, '')"


def _flaw(index: int, column: SourceColumn) -> str | None:
    """Write the mark of a cell whose text does not have its value; None: all have."""
    raw = f"c{index}"
    if column.type in _FRACTIONS:
        has_lost = f"contains({as_text(raw, column.type)}, 'e')"
        return f"CASE WHEN {has_lost} THEN ';E{index};' ELSE '' END"
    if column.type != "VARCHAR[]" and is_nested(column.type):
        return f"CASE WHEN {raw} IS NOT NULL THEN ';N{index};' ELSE '' END"
    return None
