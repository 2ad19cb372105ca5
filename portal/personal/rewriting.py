"""Writes the files of a folder again with other cells: tables, JSON, and nothing else."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from engine.tables.duckdb.session import open_scratch
from engine.tables.sql import copy, name, text

Change = Callable[[str, str], str]
"""What becomes of a cell: of its column's name and its value."""

REWRITTEN = (".parquet", ".csv", ".json")
# A heading of a list of rejected cells: what they were, in which column.
_COLUMN, _VALUE, _REASONS = "column", "value", ("reason_zh", "reason_en")
# The rules that a run was made with: nothing of a dataset, and no byte may change.
_RULES = "rulebook"


def rewrite_file(file: Path, out: Path, change: Change, rejected: Change) -> bool:
    """Write a file again; False where it is of another sort, and nothing is written.

    `rejected` is for cells that were rejected.
    """
    if file.suffix not in REWRITTEN:
        return False
    if file.stat().st_size == 0:
        out.touch()
    elif file.suffix == ".parquet":
        rewrite_parquet(file, out, change)
    elif file.suffix == ".csv":
        rewrite_csv(file, out, change, rejected)
    else:
        content = json.loads(file.read_text(encoding="utf-8"))
        changed = _of_json("", content, change)
        out.write_text(
            json.dumps(changed, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
        )
    return True


def rewrite_parquet(file: Path, out: Path, change: Change) -> None:
    """Write a Parquet file again: each text passes `change`, all else stays."""
    source = f"read_parquet({text(str(file))})"
    with open_scratch() as connection:
        connection.execute("SET preserve_insertion_order = true")
        columns = connection.execute(f"DESCRIBE FROM {source}").fetchall()
        cells = []
        for number, (column, kind, *_) in enumerate(columns):
            cell = name(column)
            if kind == "VARCHAR":
                function = f"changed_{number}"
                connection.create_function(
                    function, partial(change, column), ["VARCHAR"], "VARCHAR"
                )
                cell = f"{function}({cell}) AS {cell}"
            cells.append(cell)
        connection.execute(copy(f"SELECT {', '.join(cells)} FROM {source}", out))


def rewrite_csv(file: Path, out: Path, change: Change, rejected: Change) -> None:
    """Write a CSV file of the engine again, with the byte order mark it begins with."""
    with (
        file.open(encoding="utf-8-sig", newline="") as rows,
        out.open("w", encoding="utf-8-sig", newline="") as changed,
    ):
        read = csv.reader(rows)
        write = csv.writer(changed, quoting=csv.QUOTE_ALL, lineterminator="\n")
        heads = next(read, None)
        if heads is None:
            return
        write.writerow(heads)
        is_told = _COLUMN in heads and _VALUE in heads
        for row in read:
            if is_told:
                cells = dict(zip(heads, row, strict=False))
                write.writerow(_of_told(cells, change, rejected).values())
            else:
                write.writerow(map(change, heads, row))


def _of_told(cells: dict[str, str], change: Change, rejected: Change) -> dict[str, str]:
    """Change a row that tells of a cell, whose value its reason may repeat."""
    was = cells[_VALUE]
    changed = {head: change(head, cell) for head, cell in cells.items()}
    changed[_VALUE] = rejected(cells[_COLUMN], was)
    if changed[_VALUE] != was:
        for head in _REASONS:
            if was and head in cells:
                replaced = cells[head].replace(was, changed[_VALUE])
                changed[head] = change(head, replaced)
    return changed


def _of_json(key: str, value: Any, change: Change) -> Any:
    if isinstance(value, str):
        return change(key, value)
    if isinstance(value, list):
        return [_of_json(key, each, change) for each in value]
    if isinstance(value, dict):
        return {
            change("", name): each if name == _RULES else _of_json(name, each, change)
            for name, each in value.items()
        }
    return value
