"""One dataset in every format that a dataset may come in."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as parquet

from engine.runs import CheckRequest, Engine, check
from fixtures.fleet import write_fleet

FORMATS = ("csv", "gb18030", "jsonl", "xlsx", "parquet")
EVALUATORS: tuple[Engine, ...] = ("live", "sweep")


def write_in_every_format(out: Path, batteries: int, seed: int) -> dict[str, Path]:
    """Write a fleet as CSV, and the same texts in each other format; return the folders."""
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
    """Write a table of CSV in another format, cell by cell as text."""
    text = file.read_text("utf-8")
    header, *rows = csv.reader(text.splitlines())
    target = folder / f"{file.stem}.{'csv' if name == 'gb18030' else name}"
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
    else:
        cells = [
            [cell or None for cell in column] for column in zip(*rows, strict=True)
        ]
        columns = {
            column: pa.array(values, pa.string())
            for column, values in zip(header, cells, strict=True)
        }
        parquet.write_table(pa.table(columns), target)


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
