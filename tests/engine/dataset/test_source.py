"""Folders and zips: which files are read, and what is refused before reading."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.dataset import Dataset
from engine.dataset.archive import Limits, unpack
from engine.errors import DatasetError, UsageError
from tests.engine.dataset.queries import GOOD, HEADER, ids, rows

RECORDS = f"{HEADER}\nR1,{GOOD}\n"

Lay = Callable[..., Path]
Read = Callable[..., Dataset]


def pack(folder: Path, top: str = "", **more: str) -> Path:
    """Zip a dataset folder, with further members by name."""
    target = folder.parent / "sent.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                packed.write(file, f"{top}{file.relative_to(folder).as_posix()}")
        for name, content in more.items():
            packed.writestr(name, content)
    return target


def refusal(path: Path, read: Read) -> str:
    with pytest.raises(DatasetError) as caught:
        read(path)
    return str(caught.value)


def test_first_of_the_formats_is_read_and_the_others_named(
    lay: Lay, read: Read
) -> None:
    dataset = read(lay(records_csv=RECORDS, records_jsonl="{"))

    assert ids(dataset) == ["R1"]
    assert [(w.code, w.zh, w.en) for w in dataset.warnings] == [
        (
            "file-not-read",
            "未读取 records.jsonl：同一张表已读取 records.csv",
            "records.jsonl was not read, since records.csv holds the same table",
        )
    ]


def test_hash_is_what_sha256sum_gives(lay: Lay, read: Read) -> None:
    folder = lay(records_csv=RECORDS, vehicles_csv="vin\nV\n", notes_txt="not read")

    lines = sorted(
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n"
        for name in ("dataset.yaml", "records.csv", "vehicles.csv")
    )
    expected = hashlib.sha256("".join(lines).encode()).hexdigest()
    assert read(folder).hash == expected


@pytest.mark.parametrize("top", ["", "return/", "某企业/"])
def test_zip_is_read_like_its_folder(top: str, lay: Lay, read: Read) -> None:
    folder = lay(records_csv=RECORDS)
    more = {"__MACOSX/._records.csv": "x"} if top else {"notes.txt": "x"}
    packed = pack(folder, top, **more)

    dataset = read(packed)

    assert ids(dataset) == ["R1"]
    assert dataset.hash == read(folder).hash


def test_members_outside_a_dataset_are_not_unpacked(
    lay: Lay, read: Read, tmp_path: Path
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    packed = pack(lay(records_csv=RECORDS), **{"program.exe": "x", "a/b.csv": "x"})

    read(packed, scratch=scratch)

    unpacked = {file.name for file in scratch.glob("*/unpacked/**/*")}
    assert unpacked == {"dataset.yaml", "records.csv"}


def test_scratch_is_empty_after_closing(lay: Lay, read: Read, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()

    read(pack(lay(records_csv=RECORDS)), scratch=scratch).close()

    assert list(scratch.iterdir()) == []


def test_limits_hold_for_the_connection(lay: Lay, read: Read) -> None:
    dataset = read(lay(records_csv=RECORDS), memory_limit="512MiB", threads=1)

    query = "SELECT current_setting('memory_limit'), current_setting('threads')"
    assert rows(dataset, query) == [("512.0 MiB", 1)]


@pytest.mark.parametrize(
    ("limit", "found"),
    [
        ({"memory_limit": "lots"},
         "memory_limit lots: not taken "
         "(Parser Error: Memory must have a number (e.g. 1GB))."),
        ({"threads": 0},
         "threads 0: not taken (Syntax Error: Must have at least 1 thread!)."),
    ],
)  # fmt: skip
def test_error_when_a_limit_is_none(
    limit: dict[str, object], found: str, lay: Lay, read: Read
) -> None:
    with pytest.raises(UsageError) as caught:
        read(lay(records_csv=RECORDS), **limit)

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


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "../dataset.yaml",
            "../dataset.yaml points outside the zip; make the zip from a folder.",
        ),
        (
            "/etc/records.csv",
            "/etc/records.csv points outside the zip; make the zip from a folder.",
        ),
        (
            "C:\\records.csv",
            "C:/records.csv points outside the zip; make the zip from a folder.",
        ),
    ],
)
def test_error_when_a_member_points_outside(
    name: str, message: str, lay: Lay, read: Read
) -> None:
    packed = pack(lay(records_csv=RECORDS), **{name.replace("\\", "/"): "x"})

    assert refusal(packed, read) == message


def test_error_when_a_member_is_a_link(lay: Lay, read: Read) -> None:
    packed = pack(lay(records_csv=RECORDS))
    link = zipfile.ZipInfo("entities.csv")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(packed, "a") as opened:
        opened.writestr(link, "/etc/passwd")

    assert refusal(packed, read) == (
        "entities.csv is a link inside the zip; put the file there."
    )


def test_error_when_a_zip_unpacks_to_far_more(lay: Lay, read: Read) -> None:
    packed = pack(lay(records_csv=RECORDS + " " * 10**8))

    assert refusal(packed, read) == (
        "sent.zip: unpacks to more than 500 times its size, which no table does.\n"
        "  Send the folder itself."
    )


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (Limits(entries=1), "sent.zip: 2 entries; at most 1 are unpacked."),
        (
            Limits(size=100),
            "sent.zip: unpacks to 167 bytes; at most 100 are read.\n"
            "  Send the folder itself, or Parquet files.",
        ),
    ],
)
def test_error_when_a_zip_is_beyond_a_limit(
    limits: Limits, message: str, lay: Lay, tmp_path: Path
) -> None:
    packed = pack(lay(records_csv=RECORDS))

    with pytest.raises(DatasetError) as refused:
        unpack(packed, tmp_path / "unpacked", lambda name: True, limits)

    assert str(refused.value) == message


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
