"""Folders and zips: which files are read, and what is refused before reading."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.dataset import Dataset
from engine.errors import UsageError
from engine.files.limits import Limits
from tests.engine.dataset.queries import GOOD, HEADER, ids, rows
from tests.engine.dataset.sending import english, pack, refusal

RECORDS = f"{HEADER}\nR1,{GOOD}\n"

Lay = Callable[..., Path]
Read = Callable[..., Dataset]


def test_hash_is_what_sha256sum_gives(lay: Lay, read: Read) -> None:
    folder = lay(records_csv=RECORDS, vehicles_csv="vin\nV\n", notes_txt="not read")

    lines = sorted(
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n"
        for name in ("dataset.yaml", "records.csv", "vehicles.csv")
    )
    expected = hashlib.sha256("".join(lines).encode()).hexdigest()
    assert read(folder).hash == expected


def test_scratch_is_empty_after_closing(lay: Lay, read: Read, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()

    read(pack(lay(records_csv=RECORDS)), limits=Limits(scratch=scratch)).close()

    assert list(scratch.iterdir()) == []


def test_limits_hold_for_the_connection(lay: Lay, read: Read) -> None:
    dataset = read(lay(records_csv=RECORDS), limits=Limits("512MiB", threads=1))

    query = "SELECT current_setting('memory_limit'), current_setting('threads')"
    assert rows(dataset, query) == [("512.0 MiB", 1)]


@pytest.mark.parametrize(
    ("limits", "found"),
    [
        (Limits("lots"),
         "memory_limit lots: not taken "
         "(Parser Error: Memory must have a number (e.g. 1GB))."),
        (Limits(threads=0),
         "threads 0: not taken (Syntax Error: Must have at least 1 thread!)."),
    ],
)  # fmt: skip
def test_error_when_a_limit_is_none(
    limits: Limits, found: str, lay: Lay, read: Read
) -> None:
    with pytest.raises(UsageError) as caught:
        read(lay(records_csv=RECORDS), limits=limits)

    assert str(caught.value) == (
        f"{found}\n  A memory limit is a number with its unit, such as 8GB; "
        "threads are a whole number from 1."
    )


def test_progress_names_each_file(lay: Lay, read: Read) -> None:
    begun: list[str] = []

    read(lay(records_csv=RECORDS, outlets_csv="outlet_id\n"), progress=begun.append)

    assert begun == ["records.csv", "outlets.csv"]


def test_connection_holds_the_tables_and_nothing_else(lay: Lay, read: Read) -> None:
    dataset = read(lay(records_csv=RECORDS + "R2,x\n", records_jsonl="{"))

    tables = rows(dataset, "SELECT table_name FROM duckdb_tables() ORDER BY 1")
    assert [table for (table,) in tables] == [
        "batteries", "chained_records", "credentials", "entities", "outlets", "records",
        "rejected", "rejected_batteries", "rejected_credentials", "rejected_entities",
        "rejected_outlets", "rejected_records", "rejected_vehicles", "vehicles",
    ]  # fmt: skip


def test_tables_carry_their_situation(lay: Lay, read: Read) -> None:
    dataset = read(lay(records_csv=RECORDS, vehicles_csv="vin\nV\n"))

    query = "SELECT situation FROM records UNION ALL SELECT situation FROM vehicles"
    assert rows(dataset, query) == [(0,), (0,)]


def test_error_when_there_is_no_dataset(lay: Lay, read: Read, tmp_path: Path) -> None:
    (tmp_path / "letter.zip").write_text("hello")
    empty = tmp_path / "empty"
    empty.mkdir()

    assert refusal(tmp_path / "nowhere", read) == (
        f"{tmp_path}/nowhere: there is nothing here.  Name a folder or a zip."
    )
    assert refusal(tmp_path / "letter.zip", read) == (
        "letter.zip: not a readable zip (File is not a zip file).\n"
        "  Send a folder, or a zip of one, that holds dataset.yaml and records."
    )
    assert refusal(empty, read) == (
        f"{empty}: no dataset.yaml in it.\n"
        "  A dataset is a folder (or a zip of one) with dataset.yaml, a records table "
        "and, where known, registers."
    )
    assert refusal(lay(entities_csv="entity_id\n"), read) == (
        f"{tmp_path}/dataset: no records in it.\n"
        "  Put records.parquet, records.csv, records.jsonl or records.xlsx there, "
        "or a workbook with a sheet named records."
    )


@pytest.mark.parametrize(
    "name",
    [
        "RECORDS.CSV",
        "Records.csv",
        "records.Csv",
        " records.csv",
        "\uff32ecords.csv",
        "记录.csv",
    ],
)
@pytest.mark.parametrize("is_packed", [False, True])
def test_file_is_found_whatever_its_case_width_and_blanks(
    name: str, is_packed: bool, lay: Lay, read: Read
) -> None:
    folder = lay()
    (folder / name).write_text(RECORDS, encoding="utf-8")
    (folder / "dataset.yaml").rename(folder / "Dataset.YAML")

    dataset = read(pack(folder) if is_packed else folder)

    assert ids(dataset) == ["R1"]
    assert english(dataset) == []


def test_error_when_two_files_go_by_one_name(lay: Lay, read: Read) -> None:
    folder = lay(records_csv=RECORDS)
    (folder / "Records.CSV").write_text(RECORDS, encoding="utf-8")

    assert refusal(folder, read) == (
        "records: two go by this name; keep one of them.\n  Records.CSV\n  records.csv"
    )


def test_error_says_where_the_description_is(
    lay: Lay, read: Read, tmp_path: Path
) -> None:
    folder = lay(records_csv=RECORDS)

    assert refusal(tmp_path, read) == (
        f"{tmp_path}: no dataset.yaml in it, but in its folder dataset.\n"
        "  Name that folder."
    )

    (folder / "dataset.yaml").rename(folder / "dataset.yml")
    for path in (folder, pack(folder)):
        assert refusal(path, read) == (
            f"{path}: no dataset.yaml in it, but dataset.yml.\n"
            "  Rename this to dataset.yaml."
        )
