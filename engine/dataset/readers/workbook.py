"""Reads XLSX files: a child process with limits writes a sheet as JSON Lines.

The child takes at most 2 GiB of memory, half an hour, and 16 GiB of scratch space.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from engine.dataset import archive
from engine.dataset.raw_table import TOO_MANY_COLUMNS, RawTable, ReadContext, heading
from engine.dataset.readers.encoding import LINE_LIMIT
from engine.errors import DatasetError, EvaluationError, Message, message

_CHILD = Path(__file__).with_name("workbook_child.py")
_SECONDS = 1_800
_OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")
_INDEX = "xl/workbook.xml"
_INDEX_LIMIT = 4 * 1024**2
# The namespaces of Strict Open XML (ISO/IEC 29500) begin so; openpyxl reads only the
# transitional ones.
_STRICT = "{http://purl.oclc.org/ooxml/"


@dataclass(frozen=True)
class _Converted:
    """What the child process wrote: the header and the number of `rows`.

    `sheets` are the filled sheets where it could not choose one; nothing is written.
    """

    header: list[str] = field(default_factory=list)
    rows: int = 0
    sheets: list[str] = field(default_factory=list)


def sheet_names(path: Path) -> tuple[str, ...]:
    """Return the names of the sheets of a workbook without opening any of them.

    DatasetError where the file is no workbook that can be read.
    """
    return tuple(
        node.attrib.get("name", "")
        for node in _read_index(path)
        if str(node.tag).endswith("}sheet")
    )


def _read_index(path: Path) -> Iterator[Element]:
    """Read the workbook part, and yield its root and all elements below it."""
    with path.open("rb") as stream:
        if stream.read(8) == _OLE2:
            raise DatasetError("dataset.workbook-encrypted", file=path.name)
    try:
        with archive.opened(path) as book, book.open(_INDEX) as stream:
            index: Element = ElementTree.fromstring(stream.read(_INDEX_LIMIT))
    except (*archive.BROKEN, KeyError, ParseError, DefusedXmlException) as error:
        raise _unreadable(path, str(error)) from error
    return index.iter()


def open_xlsx(
    context: ReadContext, path: Path, table: str, sheet: str | None
) -> RawTable:
    """Convert one sheet to JSON Lines in the scratch folder and prepare these.

    It is `sheet`, else the one named like the table, else the only filled one.
    DatasetError where there is none, or the workbook cannot be read.
    """
    sheets = sheet_names(path)
    if str(next(_read_index(path)).tag).startswith(_STRICT):
        raise DatasetError("dataset.workbook-strict", file=path.name)
    wanted = sheet or (table if table in sheets else None)
    target = context.scratch / f"{table}.sheet.jsonl"
    converted = _convert(path, wanted, target)
    place: Message | str = path.name
    if wanted is not None:
        place = message("dataset.workbook-sheet", file=path.name, sheet=wanted)
    if converted.sheets:
        raise DatasetError(
            "dataset.workbook-which-sheet", file=path.name, table=table, sheets=sheets
        )
    columns = heading(converted.header, place)
    if not columns:
        raise DatasetError("dataset.workbook-header-empty", place=place)
    return RawTable(
        file=path.name,
        encoding="xlsx",
        columns=columns,
        query=f"SELECT * FROM {_scan(context.safe(target), len(columns))}",
        after_staging=partial(_check_count, context, place, converted.rows),
    )


def _scan(path: str, width: int) -> str:
    """Write the scan of what the child wrote; `path` is SQL text already."""
    cells = "".join(f", c{i}: 'VARCHAR'" for i in range(width))
    return (
        f"read_json({path}, format = 'newline_delimited', auto_detect = false, "
        f"columns = {{line: 'BIGINT', flaws: 'VARCHAR'{cells}}})"
    )


def _check_count(
    context: ReadContext, place: Message | str, written: int, staged: str
) -> int:
    """Raise EvaluationError unless every row that the child wrote is staged."""
    read = context.count(f"SELECT count(*) FROM {staged}")
    if read != written:
        raise EvaluationError(
            "dataset.workbook-rows-lost", place=place, written=written, read=read
        )
    return 0


def _convert(path: Path, sheet: str | None, target: Path) -> _Converted:
    """Run the child process, which has limits on memory, time and disk of its own."""
    places = [str(path.absolute()), str(target)]
    limits = [str(TOO_MANY_COLUMNS), str(LINE_LIMIT)]
    command = [sys.executable, "-P", str(_CHILD), *places, *limits]
    try:
        ended = subprocess.run(
            [*command, *([sheet] if sheet else [])],
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        late = message("dataset.workbook-time", seconds=_SECONDS)
        raise _unreadable(path, late) from error
    if ended.returncode != 0:
        raise _unreadable(path, _reason(ended.stderr))
    return _Converted(**json.loads(ended.stdout))


def _reason(stderr: bytes) -> Message | str:
    lines = stderr.decode(errors="replace").strip().splitlines()
    if not lines:
        return message("dataset.workbook-stopped")
    if lines[-1].startswith("MemoryError"):
        return message("dataset.workbook-memory")
    return lines[-1]


def _unreadable(path: Path, reason: Message | str) -> DatasetError:
    return DatasetError("dataset.workbook-unreadable", file=path.name, reason=reason)
