"""One dataset in every format that a dataset may come in."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import openpyxl
import pyarrow as pa
import pyarrow.parquet as parquet

from engine.dataset.schema import Column
from engine.rulebook import load_rulebook, shipped_rules
from engine.runs import CheckRequest, Engine, check
from fixtures.fleet import write_fleet
from tests.engine.metamorphic import cells

FORMATS = (
    "csv", "gb18030", "jsonl", "xlsx", "parquet", "typed", "typed-jsonl", "by-hand",
)  # fmt: skip
WORDS = load_rulebook(shipped_rules()).vocabularies["order-73"]
_SUFFIXES = {
    "gb18030": "csv", "by-hand": "csv", "typed": "parquet", "typed-jsonl": "jsonl",
}  # fmt: skip
EVALUATORS: tuple[Engine, ...] = ("live", "sweep")


def write_in_every_format(out: Path, batteries: int, seed: int) -> dict[str, Path]:
    """Write a fleet as CSV, and the same in each other format; return the folders.

    It is the same texts, but for Parquet and JSON Lines in types of their own, and CSV
    with Chinese names, other writings of days and ids with blanks.
    """
    folders = {name: out / name for name in FORMATS}
    out.mkdir(parents=True)
    write_fleet(folders["csv"], batteries, seed)
    for name in FORMATS[1:]:
        folders[name].mkdir()
        shutil.copy(folders["csv"] / "dataset.yaml", folders[name])
        for file in sorted(folders["csv"].glob("*.csv")):
            rewrite(file, folders[name], name)
    return folders


def rewrite(file: Path, folder: Path, name: str) -> None:
    """Write a table of CSV in another format, cell by cell."""
    text = file.read_text("utf-8")
    header, *rows = csv.reader(text.splitlines())
    schema = cells.schema_of(file.stem, WORDS)
    known = {column.name: column for column in schema.columns}
    # What the vocabulary lacks is written as text, as it stands.
    columns = [known.get(name, Column(name)) for name in header]
    target = folder / f"{file.stem}.{_SUFFIXES.get(name, name)}"
    if name == "gb18030":
        target.write_bytes(text.encode("gb18030"))
    elif name == "jsonl":
        lines = (json.dumps(dict(zip(header, row, strict=True))) for row in rows)
        target.write_text("\n".join(lines), "utf-8")
    elif name == "xlsx":
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet(file.stem)
        for row in (header, *rows):
            sheet.append([cell or None for cell in row])
        book.save(target)
    elif name == "typed-jsonl":
        lines = (_json_line(columns, row) for row in rows)
        target.write_text("\n".join(lines), "utf-8")
    elif name == "by-hand":
        with target.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow([(*column.chinese, column.name)[0] for column in columns])
            for row in rows:
                i = crc32(",".join(row).encode())
                both = zip(columns, row, strict=True)
                writer.writerow([cells.as_people_write(c, text, i) for c, text in both])
    else:
        texts = [[cell or None for cell in held] for held in zip(*rows, strict=True)]
        arrays = [
            cells.typed(column, held, i)
            if name == "typed"
            else pa.array(held, pa.string())
            for i, (column, held) in enumerate(zip(columns, texts, strict=True))
        ]
        parquet.write_table(pa.table(dict(zip(header, arrays, strict=True))), target)


def _json_line(columns: list[Column], row: list[str]) -> str:
    # A key that no line has would be a column that is not there.
    shown = (
        cells.as_json(column, text) if text else "null"
        for column, text in zip(columns, row, strict=True)
    )
    names = (json.dumps(column.name) for column in columns)
    pairs = (f"{name}: {value}" for name, value in zip(names, shown, strict=True))
    return f"{{{', '.join(pairs)}}}"


def hashes(folders: dict[str, Path], out: Path) -> Iterator[tuple[str, Engine, str]]:
    """Check each folder by each evaluator; yield the hash of every duty found."""
    for name, folder in folders.items():
        for engine in EVALUATORS:
            place = out / f"{name}-{engine}"
            run = check(
                CheckRequest(
                    folder, place, engine=engine, every_duty=True, formats=["parquet"]
                )
            )
            assert run.failures == ()
            yield name, engine, str(run.summary["findings"]["hash"])
