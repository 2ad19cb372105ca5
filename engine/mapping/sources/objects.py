"""Opens JSON: one flat object a line, or one array of flat objects.

An array is first written as lines, piece by piece, so that its numbers stay as they are
written and no more of it than one object is in memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import TextIO

from engine.dataset.raw_table import ReadContext
from engine.dataset.readers import encoding, jsonl_reader
from engine.errors import DatasetError
from engine.mapping.model import Selection
from engine.mapping.sources.blanks import drop_blank
from engine.mapping.sources.checks import require_no_header
from engine.mapping.sources.heads import heads
from engine.mapping.sources.json_text import PIECE, JsonText
from engine.mapping.sources.parts import Part
from engine.mapping.sources.source_table import SourceTable


def open_objects(
    context: ReadContext, part: Part, selection: Selection, name: str
) -> SourceTable:
    """Make a table of a JSON file (see `open_part`), whose heads are its keys.

    They stand in the order of first sight.
    """
    require_no_header(part, selection)
    scan = encoding.scan(part.path, part.file, selection.encoding)
    plain = encoding.plain(scan, part.path, context.scratch / name)
    if jsonl_reader.is_array(plain):
        array, plain = plain, context.scratch / f"{name}.jsonl"
        _write_as_lines(array, plain, part)
        if array != part.path:
            array.unlink()
    keys = jsonl_reader.judge_lines(context, plain, name, part.file)
    if not keys:
        raise DatasetError("mapping.no-object", place=part.place)
    names = heads([keys], len(keys), part.place)
    # As an identifier a number has its plain digits, and a flaw where it lost some.
    cells = jsonl_reader.cells(name, keys, ["identifier"] * len(keys))
    texts = ", ".join(f"nullif(c{i}, '') AS c{i}" for i in range(len(keys)))
    context.run(
        f"CREATE TEMP TABLE {name} AS SELECT line AS row, flaws, {texts} FROM ({cells})"
    )
    context.run(f"DROP TABLE {name}_judged")
    if plain != part.path:
        plain.unlink()
    drop_blank(context, name, len(keys))
    count = context.count(f"SELECT count(*) FROM {name}")
    return SourceTable(part, names, name, count, scan.encoding)


def _write_as_lines(array: Path, lines: Path, part: Part) -> None:
    """Write each element of an array as a line; DatasetError where it is broken."""
    with (
        array.open("r", encoding="utf-8-sig", newline="") as text,
        lines.open("w", encoding="utf-8", newline="") as target,
    ):
        written = 0
        try:
            for element in elements(text):
                target.write(element + "\n")
                written += 1
        except (RecursionError, ValueError) as error:
            raise DatasetError(
                "mapping.array-broken", place=part.place, number=written + 1
            ) from error


def first_objects(text: str, count: int) -> tuple[list[str], list[list[str | None]]]:
    """Return the keys of the first objects of a JSON text, and their values as texts.

    The text may end anywhere. A line or element that is no object has no values, and
    neither has a key whose value is an object or array.
    """
    written = elements(StringIO(text)) if text.lstrip()[:1] == "[" else _lines(text)
    rows = []
    with suppress(RecursionError, ValueError):
        for found in islice(written, count):
            rows.append(_values(found))
    keys = list(dict.fromkeys(key for row in rows for key in row))
    return keys, [[row.get(key) for key in keys] for row in rows]


def _lines(text: str) -> Iterator[str]:
    return filter(str.strip, text.splitlines())


def _values(written: str) -> dict[str, str | None]:
    found = json.loads(written, parse_float=str, parse_int=str)
    return {k: _text(v) for k, v in found.items()} if isinstance(found, dict) else {}


def _text(value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value or None if isinstance(value, str) else None


def elements(text: TextIO, piece: int = PIECE) -> Iterator[str]:
    """Yield the elements of an array as they are written, each on one line.

    The text is read in pieces of so many characters. ValueError where it is broken or an
    element is too long, RecursionError where one is nested too deeply.
    """
    array = JsonText(text, piece)
    for element in array.each(array.written):
        # Within a text no line can end: its ends are written otherwise.
        yield element.replace("\n", " ").replace("\r", " ")
    array.end()
