"""XLSX files: checked as zips, then read by a limited child process into JSON Lines.

The child takes at most 2 GiB of memory, half an hour, and 16 GiB of scratch space.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from engine.dataset import archive
from engine.dataset.raw_table import TOO_MANY_COLUMNS, RawTable, ReadContext, heading
from engine.dataset.readers.encoding import LINE_LIMIT
from engine.errors import DatasetError, EvaluationError

_CHILD = Path(__file__).with_name("workbook_child.py")
_SECONDS = 1_800
_OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")
_INDEX = "xl/workbook.xml"
_INDEX_LIMIT = 4 * 1024**2


def sheet_names(path: Path) -> tuple[str, ...]:
    """List the sheets of a workbook without opening any of them."""
    with path.open("rb") as stream:
        if stream.read(8) == _OLE2:
            raise DatasetError(
                f"{path.name}: the workbook is encrypted, or an old .xls file.\n"
                "  Save it as .xlsx without a password."
            )
    try:
        with archive.opened(path) as book, book.open(_INDEX) as stream:
            index = ElementTree.fromstring(stream.read(_INDEX_LIMIT))
    except (*archive.BROKEN, KeyError, ParseError, DefusedXmlException) as error:
        raise _unreadable(path, error) from error
    sheets = (node for node in index.iter() if str(node.tag).endswith("}sheet"))
    return tuple(node.attrib.get("name", "") for node in sheets)


def open_xlsx(
    context: ReadContext, path: Path, table: str, sheet: str | None
) -> RawTable:
    """Convert one sheet to JSON Lines in the scratch folder and prepare that."""
    sheets = sheet_names(path)
    wanted = sheet or (table if table in sheets else None)
    target = context.scratch / f"{table}.sheet.jsonl"
    answer = _convert(path, wanted, target)
    label = path.name if wanted is None else f"{path.name}, sheet {wanted}"
    if "sheets" in answer:
        raise DatasetError(
            f"{path.name}: which sheet is {table}?  It has {', '.join(sheets)}.\n"
            f"  Name the sheet {table}, or keep one filled sheet."
        )
    columns = heading(answer["header"], label)
    if not columns:
        raise DatasetError(
            f"{label}: the first row is empty.\n  It holds the column names."
        )
    return RawTable(
        file=path.name,
        encoding="xlsx",
        columns=columns,
        query=f"SELECT * FROM {_scan(context.safe(target), len(columns))}",
        settle=partial(_check_count, context, label, answer["rows"]),
    )


def _scan(path: str, width: int) -> str:
    """Scan what the child wrote, nothing guessed; `path` is SQL text already."""
    cells = "".join(f", c{i}: 'VARCHAR'" for i in range(width))
    return (
        f"read_json({path}, format = 'newline_delimited', auto_detect = false, "
        f"columns = {{line: 'BIGINT', flaws: 'VARCHAR'{cells}}})"
    )


def _check_count(context: ReadContext, label: str, written: int, staged: str) -> int:
    """Raise EvaluationError unless each row that the child wrote has been read."""
    read = context.count(f"SELECT count(*) FROM {staged}")
    if read != written:
        raise EvaluationError(
            f"{label}: {written:,} rows stand in the sheet, {read:,} were read.\n"
            "  This is a fault of the engine; send the table as CSV."
        )
    return 0


def _convert(path: Path, sheet: str | None, target: Path) -> dict[str, Any]:
    """Run the child: it has its own memory and time, and can only fail alone."""
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
        raise _unreadable(path, f"not done after {_SECONDS} seconds") from error
    if ended.returncode != 0:
        lines = ended.stderr.decode(errors="replace").strip().splitlines()
        if lines and lines[-1].startswith("MemoryError"):
            lines = ["it takes more than 2 GiB of memory"]
        raise _unreadable(path, lines[-1] if lines else "the reader was stopped")
    answer: dict[str, Any] = json.loads(ended.stdout)
    return answer


def _unreadable(path: Path, reason: object) -> DatasetError:
    return DatasetError(
        f"{path.name}: not a readable workbook ({reason}).\n"
        "  Save it again as .xlsx, or send the table as CSV."
    )
