"""Reads XLSX files: a child process with limits writes a sheet as JSON Lines.

The child takes at most 2 GiB of memory, half an hour, and 16 GiB of scratch space.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

from engine.dataset.raw_table import TOO_MANY_COLUMNS, RawTable, ReadContext, heading
from engine.dataset.readers.encoding import LINE_LIMIT
from engine.dataset.readers.workbook_child.writing import Task, Written
from engine.dataset.readers.workbook_index import (
    Index,
    read_index,
    read_styles,
    unreadable,
)
from engine.errors import DatasetError, EvaluationError, Message, message

_SECONDS = 1_800


def open_xlsx(
    context: ReadContext, path: Path, table: str, sheet: str | None
) -> RawTable:
    """Convert one sheet to JSON Lines in the scratch folder and prepare these.

    It is `sheet`, else the only filled one. DatasetError where there is none, or the
    workbook cannot be read.
    """
    index = read_index(path)
    target = context.scratch / f"{table}.sheet.jsonl"
    written = _write(_task(path, index, sheet, target))
    place: Message | str = path.name
    if sheet is not None:
        place = message("dataset.workbook-sheet", file=path.name, sheet=sheet)
    if written.sheets:
        raise DatasetError(
            "dataset.workbook-which-sheet",
            file=path.name,
            table=table,
            sheets=list(index.sheets),
        )
    columns = heading([name for row in written.header for name in row], place)
    if not columns:
        raise DatasetError("dataset.workbook-header-empty", place=place)
    return RawTable(
        file=path.name,
        encoding="xlsx",
        columns=columns,
        query=f"SELECT * FROM {scan(context.safe(target), len(columns))}",
        flaw_kinds="EFLMWX",
        after_staging=partial(check_count, context, place, written.rows),
    )


def write_sheet(
    path: Path, sheet: str, target: Path, header: Sequence[int], skip: int = 0
) -> Written:
    """Write a sheet that a program exported to `target` (see `workbook_child`).

    `header` has the numbers of the rows of its heads, `skip` is how many rows below them
    are left out. DatasetError where the workbook cannot be read.
    """
    task = _task(path, read_index(path), sheet, target)
    return _write(replace(task, header=tuple(header), skip=skip, is_export=True))


def write_first_rows(path: Path, sheet: str, target: Path, rows: int) -> Written:
    """Write the first rows of a sheet to `target` as they stand, no header above them.

    DatasetError where the workbook cannot be read.
    """
    task = _task(path, read_index(path), sheet, target)
    return _write(replace(task, header=(), is_export=True, last=rows))


def _task(path: Path, index: Index, sheet: str | None, target: Path) -> Task:
    styles = read_styles(path, index.styles)
    return Task(
        workbook=str(path.absolute()),
        target=str(target),
        sheets=index.sheets if sheet is None else {sheet: index.sheets[sheet]},
        strings=index.strings,
        moments=styles.moments,
        spans=styles.spans,
        is_1904=index.is_1904,
        widest=TOO_MANY_COLUMNS,
        longest=LINE_LIMIT,
    )


def scan(path: str, width: int) -> str:
    """Write the scan of what the child wrote: line, flaws, c0, c1, …

    `path` is SQL text already.
    """
    cells = "".join(f", c{i}: 'VARCHAR'" for i in range(width))
    return (
        f"read_json({path}, format = 'newline_delimited', auto_detect = false, "
        f"columns = {{line: 'BIGINT', flaws: 'VARCHAR'{cells}}})"
    )


def check_count(
    context: ReadContext, place: Message | str, written: int, staged: str
) -> int:
    """Raise EvaluationError unless every row that the child wrote is staged."""
    read = context.count(f"SELECT count(*) FROM {staged}")
    if read != written:
        raise EvaluationError(
            "dataset.workbook-rows-lost", place=place, written=written, read=read
        )
    return 0


def _write(task: Task) -> Written:
    """Run the child process, which has limits on memory, time and disk of its own."""
    path = Path(task.workbook)
    try:
        ended = subprocess.run(
            [sys.executable, "-P", "-S", "-m", "workbook_child", str(os.getpid())],
            input=json.dumps(asdict(task)).encode(),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env=os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parent)},
        )
    except subprocess.TimeoutExpired as error:
        late = message("dataset.workbook-time", seconds=_SECONDS)
        raise unreadable(path, late) from error
    if ended.returncode != 0:
        raise unreadable(path, _reason(ended.stderr))
    return Written(**json.loads(ended.stdout))


def _reason(stderr: bytes) -> Message | str:
    lines = stderr.decode(errors="replace").strip().splitlines()
    if not lines:
        return message("dataset.workbook-stopped")
    if lines[-1].startswith("MemoryError"):
        return message("dataset.workbook-memory")
    return lines[-1]
