"""Tells what became of every row of a source: in `mapped.csv`, and where rows came from.

`mapped.csv` is for people: file, sheet, row (as a spreadsheet shows it), table,
outcome, table_row, column, value, reason_zh, reason_en. An outcome is one of

| outcome | the row |
|---|---|
| mapped | became the row `table_row` of the table |
| same | is equal to an earlier row of a register, which is row `table_row` |
| left out | is no row of the table by a rule of the mapping, whose reason stands there |
| empty | has nothing in any column that the mapping names |
| rejected | has a cell that the mapping or the reader cannot read |
| not read | is in a file or sheet that the mapping does not name (one line for all) |

The files of the folder `origin` are for programs: see `engine/dataset/origin.py`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.dataset.manifest import FILE as MANIFEST
from engine.dataset.raw_table import ReadContext
from engine.dataset.readers.encoding import file_hash
from engine.errors import EvaluationError
from engine.mapping.matching import Binding
from engine.mapping.model import DatasetMapping
from engine.mapping.rows import PASSED_OVER, UNSPLIT, table_of
from engine.mapping.sources import Part
from engine.tables import sql
from engine.tables.sheets import write_csv

MAPPED = "mapped.csv"
FOLDER = "origin"
COLUMNS = (
    "file", "sheet", "row", "table_name", "outcome", "table_row", "column_name", "value",
    "reason_zh", "reason_en",
)  # fmt: skip
_HEADS = (
    "file", "sheet", "row", "table", "outcome", "table_row", "column", "value",
    "reason_zh", "reason_en",
)  # fmt: skip
OUTCOMES = ("mapped", "same", "left out", "empty", "rejected", "not read")
_ACCOUNTS = "accounts"


@dataclass(frozen=True)
class Account:
    """How many rows of one part, read for one table, had each outcome."""

    file: str
    sheet: str | None
    table: str | None
    outcome: str
    rows: int


@dataclass(frozen=True)
class Untranslated:
    """A value that made rows be rejected: its place, how often, and why."""

    table: str
    column: str
    value: str
    rows: int
    reason_zh: str
    reason_en: str


def create_accounts_table(
    context: ReadContext, bindings: Sequence[Binding], unread: Sequence[Part]
) -> None:
    """Create the table `accounts` from those of the mapped rows.

    Its columns are COLUMNS, the numbers `binding` and `part`, and NULL for both where
    a part is not read.

    Raises EvaluationError where a row of the source is in none of its lines.
    """
    _create_bindings(context, bindings)
    tables = sorted({binding.source.table for binding in bindings})
    every = " UNION ALL ".join([*map(_of_table, tables), *_of_others(bindings)])
    context.run(f"CREATE TEMP TABLE {_ACCOUNTS} AS {every}")
    for part in unread:
        context.run(
            f"INSERT INTO {_ACCOUNTS} (file, sheet, outcome) VALUES (?, ?, 'not read')",
            part.file,
            part.sheet,
        )
    _check_whole(context, bindings)


def accounts(context: ReadContext) -> list[Account]:
    """Count the rows of each part by table and outcome."""
    found = context.run(
        "SELECT file, sheet, table_name, outcome, count(DISTINCT (binding, row)) "
        f"FROM {_ACCOUNTS} GROUP BY ALL "
        "ORDER BY min(binding) NULLS LAST, file, sheet, table_name, outcome"
    )
    return [
        Account(
            str(file), _text(sheet), _text(table), str(outcome), int(str(rows))
        )
        for file, sheet, table, outcome, rows in found
    ]  # fmt: skip


def untranslated(context: ReadContext, limit: int = 200) -> list[Untranslated]:
    """Return the values that made rows be rejected, the most frequent first."""
    found = context.run(
        "SELECT table_name, coalesce(column_name, ''), coalesce(value, ''), "
        f"count(*) AS n, reason_zh, reason_en FROM {_ACCOUNTS} "
        "WHERE outcome = 'rejected' GROUP BY ALL ORDER BY n DESC, 1, 2, 3, 5 LIMIT ?",
        limit,
    )
    return [
        Untranslated(str(t), str(c), str(v), int(str(n)), str(zh), str(en))
        for t, c, v, n, zh, en in found
    ]


def write_accounts(
    context: ReadContext,
    mapping: DatasetMapping,
    bindings: Sequence[Binding],
    out: Path,
) -> None:
    """Write `mapped.csv` and the folder `origin` of a dataset."""
    order = "ORDER BY part, row, binding, table_row"
    plain = ("row", "table_row")
    columns = ", ".join(COLUMNS)
    write_csv(
        context.connection, out / MAPPED,
        f"SELECT {columns} FROM {_ACCOUNTS} {order}", COLUMNS, plain, _HEADS,
    )  # fmt: skip
    folder = out / FOLDER
    folder.mkdir()
    place = "table_name, table_row AS row, file, sheet, row AS source_row"
    # A row has one line, whatever the number of its faults.
    context.run(
        sql.copy(
            f"SELECT {place} FROM {_ACCOUNTS} WHERE outcome = 'mapped' UNION ALL "
            f"SELECT DISTINCT {place} FROM {_ACCOUNTS} "
            "WHERE outcome = 'rejected' AND table_row IS NOT NULL ORDER BY 1, 2",
            folder / "rows.parquet",
        )
    )
    context.run(
        sql.copy(
            f"SELECT {place}, column_name, value, reason_zh, reason_en "
            f"FROM {_ACCOUNTS} WHERE outcome = 'rejected' ORDER BY 1, 2, 3, 4, 5, 6",
            folder / "rejected.parquet",
        )
    )
    (folder / "mapping.yaml").write_text(mapping.text, "utf-8")
    content = _sources(folder, mapping.label, bindings)
    (folder / "sources.json").write_text(
        json.dumps(content, ensure_ascii=False, indent=1) + "\n",
        "utf-8",
    )


def _sources(
    folder: Path, label: str, bindings: Sequence[Binding]
) -> dict[str, object]:
    """Return the content of `sources.json` (see `engine/dataset/origin.py`).

    `label` is the name of the mapping.
    """
    parts = {binding.opened.part.file: binding.opened.part for binding in bindings}
    rows: dict[str, int] = dict.fromkeys(parts, 0)
    for opened in {b.opened.table: b.opened for b in bindings}.values():
        rows[opened.part.file] += opened.rows
    tables = (file for file in sorted(folder.parent.iterdir()) if _is_table(file))
    return {
        "mapping": {
            "file": label,
            "sha256": file_hash(folder / "mapping.yaml"),
        },
        "files": [
            {"file": file, "sha256": file_hash(parts[file].path), "rows": rows[file]}
            for file in sorted(parts)
        ],
        "tables": {file.name: file_hash(file) for file in tables},
    }


def _is_table(file: Path) -> bool:
    return file.is_file() and file.name not in (MAPPED, MANIFEST)


def _create_bindings(context: ReadContext, bindings: Sequence[Binding]) -> None:
    context.run(
        "CREATE TEMP TABLE bindings (binding INTEGER, part INTEGER, file VARCHAR, "
        "sheet VARCHAR, table_name VARCHAR)"
    )
    context.run(
        "CREATE TEMP TABLE leaving_out (binding INTEGER, reason INTEGER, "
        "column_name VARCHAR, reason_zh VARCHAR, reason_en VARCHAR)"
    )
    parts = list(dict.fromkeys(b.opened.part for b in bindings))
    for b in bindings:
        part = b.opened.part
        context.run(
            "INSERT INTO bindings VALUES (?, ?, ?, ?, ?)",
            b.number, parts.index(part), part.file, part.sheet, b.source.table,
        )  # fmt: skip
        for number, left in enumerate(b.source.leave_out):
            context.run(
                "INSERT INTO leaving_out VALUES (?, ?, ?, ?, ?)",
                b.number, number, left.test.column, left.reason.zh, left.reason.en,
            )  # fmt: skip


def _of_table(table: str) -> str:
    """Query the lines of the rows that became one of a table, or were rejected for it."""
    mapped = table_of(table)
    first = f"SELECT id AS first, row AS first_row FROM {mapped} WHERE same_as IS NULL"
    sound = (
        "SELECT binding, part, file, sheet, source_row AS row, table_name, "
        "CASE WHEN same_as IS NULL THEN 'mapped' ELSE 'same' END AS outcome, "
        "coalesce(row, first_row) AS table_row, CAST(NULL AS VARCHAR) AS column_name, "
        "CAST(NULL AS VARCHAR) AS value, CAST(NULL AS VARCHAR) AS reason_zh, "
        f"CAST(NULL AS VARCHAR) AS reason_en FROM {mapped} JOIN bindings USING (binding) "
        f"LEFT JOIN ({first}) ON first = same_as WHERE faults IS NULL"
    )
    faulty = (
        "SELECT binding, part, file, sheet, source_row, table_name, 'rejected', row, "
        "f.column_name, f.value, f.reason_zh, f.reason_en FROM "
        f"(SELECT *, unnest(faults) AS f FROM {mapped} WHERE faults IS NOT NULL) "
        "JOIN bindings USING (binding)"
    )
    return f"{sound} UNION ALL {faulty}"


def _of_others(bindings: Sequence[Binding]) -> list[str]:
    """Query the lines of the rows that became none."""
    passed_over = (
        "SELECT binding, part, file, sheet, source_row, table_name, "
        "CASE WHEN reason IS NULL THEN 'empty' ELSE 'left out' END, NULL, column_name, "
        f"NULL, reason_zh, reason_en FROM {PASSED_OVER} JOIN bindings USING (binding) "
        "LEFT JOIN leaving_out USING (binding, reason)"
    )
    unsplit = (
        "SELECT binding, part, file, sheet, source_row, table_name, 'rejected', NULL, "
        "fault.column_name, fault.value, fault.reason_zh, fault.reason_en "
        f"FROM {UNSPLIT} JOIN bindings USING (binding)"
    )
    return [passed_over, unsplit]


def _check_whole(context: ReadContext, bindings: Sequence[Binding]) -> None:
    accounted = dict.fromkeys((binding.number for binding in bindings), 0)
    for number, rows in context.run(
        f"SELECT binding, count(DISTINCT row) FROM {_ACCOUNTS} "
        "WHERE binding IS NOT NULL GROUP BY binding"
    ):
        accounted[int(str(number))] = int(str(rows))
    for binding in bindings:
        if accounted[binding.number] != binding.opened.rows:
            raise EvaluationError(
                "mapping.rows-lost",
                part=binding.opened.part.file,
                read=binding.opened.rows,
                told=accounted[binding.number],
            )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
