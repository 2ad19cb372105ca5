"""The child process passes on every row of a sheet unchanged."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.dataset import Dataset
from engine.dataset.raw_table import ReadContext
from engine.dataset.readers import workbook_child
from engine.dataset.readers.workbook import open_xlsx
from engine.errors import EvaluationError
from engine.files.memory import resident_bytes
from engine.tables.duckdb.session import open_scratch
from tests.engine.dataset.queries import ids, rejected, rows
from tests.engine.dataset.workbooks import HEADER, SOUND, spoil, write

Lay = Callable[..., Path]
Read = Callable[..., Dataset]

# How a cell is written in the XML of a sheet, and the text that it then holds.
ODD_TEXTS = [
    ("E\nF", "E\nF"),
    ("E&#13;F", "E\rF"),
    ("E&#13;\nF", "E\r\nF"),
    ("\nE&#13;&#13;", "\nE\r\r"),
    ('"E", "F', '"E", "F'),
    ('E""', 'E""'),
    ("E\\nF\\", "E\\nF\\"),
    ("E\u2028F\u0085", "E\u2028F\u0085"),
]


@pytest.mark.parametrize(("written", "text"), ODD_TEXTS)
def test_rows_are_read_whatever_the_first_one_holds(
    written: str, text: str, lay: Lay, read: Read
) -> None:
    folder = write(
        lay() / "return.xlsx",
        records=[HEADER, [*SOUND[:3], "ODD"], ["R2", *SOUND[1:]]],
        entities=[["entity_id", "name"], ["ODD", "ODD"], ["A", "B"]],
    )
    for number in (1, 2):
        member = f"xl/worksheets/sheet{number}.xml"
        spoil(folder / "return.xlsx", member, "ODD", written)

    dataset = read(folder)

    query = "SELECT row, record_id, actor_id FROM records ORDER BY row"
    assert rows(dataset, query) == [(1, "R1", text.strip()), (2, "R2", "A")]
    query = "SELECT entity_id, name FROM entities ORDER BY entity_id = 'A'"
    assert rows(dataset, query) == [(text.strip(), text), ("A", "B")]
    assert rejected(dataset) == []


def test_cells_are_those_of_the_same_table_in_csv(lay: Lay, read: Read) -> None:
    texts = ["E\nF", 'G "H"\n', "I,\nJ"]
    sheet = [[f"R{i}", *SOUND[1:3], text] for i, text in enumerate(texts)]
    query = "SELECT record_id, actor_id FROM records ORDER BY row"
    from_sheet = rows(read(write(lay() / "records.xlsx", S=[HEADER, *sheet])), query)
    with (lay() / "records.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([HEADER, *sheet])

    from_csv = rows(read(lay()), query)

    assert from_sheet == from_csv
    assert [actor for _, actor in from_csv] == [text.strip() for text in texts]


def test_mark_that_no_one_sees_is_cleaned_away(lay: Lay, read: Read) -> None:
    folder = write(lay() / "records.xlsx", S=[HEADER, [*SOUND[:3], "\ufeffA"]])

    assert rows(read(folder), "SELECT actor_id FROM records") == [("A",)]


def test_row_beyond_two_million_bytes_is_rejected(lay: Lay, read: Read) -> None:
    wide, long = [f"x{i}" for i in range(70)], ["x" * 30_000] * 70
    lines = [[*HEADER, *wide], [*SOUND, *long], ["R2", *SOUND[1:]]]
    dataset = read(write(lay() / "records.xlsx", S=lines))

    shown = f"R1,battery.sold,2026-01-01,A,{'x' * 200}"[:200]
    reason = "a row of more than 2,000,000 bytes"
    assert rejected(dataset) == [(1, 2, "", shown, reason)]
    assert ids(dataset) == ["R2"]


def test_error_when_a_row_is_lost_on_the_way(lay: Lay, tmp_path: Path) -> None:
    folder = write(lay() / "records.xlsx", S=[HEADER, SOUND, ["R2", *SOUND[1:]]])
    with open_scratch() as connection:
        context = ReadContext(connection, tmp_path)
        rows = open_xlsx(context, folder / "records.xlsx", "records", None)
        lines = tmp_path / "records.sheet.jsonl"
        lines.write_bytes(lines.read_bytes().splitlines(keepends=True)[0])

        with pytest.raises(EvaluationError) as caught:
            rows.after_staging(f"({rows.query})")

    assert str(caught.value) == (
        "records.xlsx: 2 rows stand in the sheet, 1 was read.\n"
        "  This is a fault of the engine; send the table as CSV."
    )


def test_child_ends_with_the_process_that_started_it() -> None:
    # The input stays open, so that nothing else tells the child of its parent's end.
    program = (
        "import os, subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-P', '-S', '-m', 'workbook_child',"
        " str(os.getpid())], stdin=sys.stdin)\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(600)"
    )
    package = Path(workbook_child.__file__).parents[1]
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        text=True, env=os.environ | {"PYTHONPATH": str(package)},
    ) as parent:  # fmt: skip
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert resident_bytes(child)

        parent.kill()
        while resident_bytes(child):
            time.sleep(0.05)
