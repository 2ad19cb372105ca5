"""An opened part of a source: a table of texts with the rows' numbers and flaws."""

from __future__ import annotations

from dataclasses import dataclass

from engine.mapping.sources.parts import Part


@dataclass(frozen=True)
class SourceTable:
    """A part as a temporary table of the connection.

    `heads` are the heads of its columns, no two of them the same; `rows` is how many
    rows are in `table`, `encoding` that of the file, or its format where it has none.

    The table has, in the order of the part, `row` BIGINT, `flaws` VARCHAR and the cells
    c0, c1, … as texts (VARCHAR; NULL: empty). `row` is the number that a spreadsheet
    program shows; in JSON Lines it is the line, in an array the object, in Parquet the
    row, all from 1. `flaws` is what the reader found wrong (see `flaws`), NULL where
    there is nothing. A row that cannot be split into cells has a flaw and no cells. Rows
    without any filled cell are left out, and counted in the numbers of the others.
    """

    part: Part
    heads: tuple[str, ...]
    table: str
    rows: int
    encoding: str
