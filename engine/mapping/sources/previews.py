"""Shows the first rows of a part as they stand, from which heads can be told."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

from engine.dataset.raw_table import TOO_MANY_COLUMNS, ReadContext
from engine.dataset.readers import encoding, workbook
from engine.dataset.readers.workbook_child.ranges import Range, spread
from engine.mapping.model import Selection
from engine.mapping.sources import heads
from engine.mapping.sources.checks import require_format
from engine.mapping.sources.events.opening import FORMATS, open_events
from engine.mapping.sources.objects import first_objects
from engine.mapping.sources.parts import Part
from engine.mapping.sources.stored import stored_texts
from engine.mapping.sources.top import DELIMITERS, Top, split_top, usual_width

SHOWN = 60


@dataclass(frozen=True)
class Preview:
    """The first rows of a part; the first is row 1, and None stands for an empty cell.

    Where the format has heads of its own these are `heads`, and the rows are those
    below; `rows` of JSON are the objects. `merged` are the merged ranges of a sheet, as
    far as they can be told quickly; `delimiter` is what parts the cells of a text file.
    """

    part: Part
    rows: list[list[str | None]]
    heads: tuple[str, ...] | None = None
    merged: tuple[Range, ...] = ()
    delimiter: str | None = None

    def heads_at(self, header: Sequence[int]) -> tuple[str, ...]:
        """Return the heads in these rows, one below the other, as `open_part` does.

        A column that is filled only below the rows shown is not among them.
        """
        if self.heads is not None:
            return self.heads
        texts = [[cell or "" for cell in row] for row in self.rows]
        spread(texts, header, self.merged)
        rows = [texts[number - 1] for number in header if number <= len(texts)]
        below = texts[header[-1] :]
        if self.delimiter:
            width = usual_width(rows[-1] if rows else (), below)
            rows = heads.continued(rows, width)
        else:
            width = max((_filled(row) for row in (*rows, *below)), default=0)
        return heads.heads(rows, width, self.part.place)


def preview(context: ReadContext, part: Part, rows: int = SHOWN) -> Preview:
    """Return the first rows of a part, of which no more is read than they need.

    DatasetError where it cannot be read. The connection needs macros as for `open_part`.
    """
    require_format(part, ("csv", "jsonl", "parquet", "xlsx", *FORMATS))
    match part.format:
        case "csv":
            return _of_text(part, rows)
        case "jsonl":
            text, _ = encoding.head(part.path, part.file)
            keys, values = first_objects(text, rows)
            return Preview(part, values, heads.heads([keys], len(keys), part.place))
        case "parquet":
            names, query = stored_texts(context, part)
            found = context.run(f"SELECT * EXCLUDE (flaws) FROM ({query}) LIMIT {rows}")
            cells = [[None if c is None else str(c) for c in row] for row in found]
            return Preview(part, cells, names)
        case "xlsx":
            return _of_sheet(context, part, rows)
        case _:
            opened = open_events(context, part, Selection(0), "preview")
            found = context.run(
                f"SELECT * EXCLUDE (row, flaws) FROM {opened.table} LIMIT {rows}"
            )
            context.run(f"DROP TABLE {opened.table}")
            cells = [[None if c is None else str(c) for c in row] for row in found]
            return Preview(part, cells, opened.heads)


def _of_text(part: Part, count: int) -> Preview:
    text, _ = encoding.head(part.path, part.file)
    tops = [split_top(StringIO(text, newline=""), d, count) for d in DELIMITERS]
    top = max(tops, key=_evenness)
    rows = [[cell or None for cell in row] for row in top.rows]
    return Preview(part, rows, delimiter=top.delimiter)


def _evenness(top: Top) -> tuple[int, int]:
    """Return how many rows have equally many cells, more than one, and how many these."""
    counts = Counter(len(row) for row in top.rows if len(row) > 1)
    return max(((n, width) for width, n in counts.items()), default=(0, 0))


def _of_sheet(context: ReadContext, part: Part, count: int) -> Preview:
    assert part.sheet is not None
    target = context.scratch / "preview.jsonl"
    written = workbook.write_first_rows(part.path, part.sheet, target, count)
    rows: list[list[str | None]] = []
    with target.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            rows += [[] for _ in range(row["line"] - 1 - len(rows))]
            width = max(
                (_number(key) for key in row if key.startswith("c")), default=-1
            )
            rows.append([row.get(f"c{i}") for i in range(width + 1)])
    target.unlink()
    merged = tuple(Range(*found) for found in written.merged)
    return Preview(part, rows, merged=merged)


def _number(key: str) -> int:
    return int(key.removeprefix("c"))


def _filled(row: Sequence[str]) -> int:
    return max(
        (i + 1 for i, text in enumerate(row[:TOO_MANY_COLUMNS]) if text), default=0
    )
