"""Where rows came from: what sources.json says, and what is refused."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.dataset import Dataset
from engine.dataset.origin import plain
from tests.engine.dataset.origins import (
    BOOK,
    MAPPING,
    place,
    sha256,
    sources,
    write_origin,
)
from tests.engine.dataset.queries import GOOD, HEADER
from tests.engine.dataset.sending import english, pack, refusal

Lay = Callable[..., Path]
Read = Callable[..., Dataset]

RECORDS = f"{HEADER}\nR1,{GOOD}\n"
AGAIN = "\n  Make the dataset again with packlaw dataset map."


@pytest.fixture
def folder(lay: Lay) -> Path:
    return lay(records_csv=RECORDS)


def test_no_origin_where_no_mapping_wrote_the_dataset(folder: Path, read: Read) -> None:
    dataset = read(folder)

    assert dataset.origin is None
    assert "origin" not in dataset.describe()


@pytest.mark.parametrize("is_packed", [False, True])
def test_origin_names_mapping_and_files(
    is_packed: bool, folder: Path, read: Read
) -> None:
    write_origin(folder, rows=[place("records", 1, 37)], rejected=[], said=sources())
    (folder / "mapped.csv").write_text("for people", encoding="utf-8")

    dataset = read(pack(folder) if is_packed else folder)

    assert dataset.describe()["origin"] == {
        "mapping": {"file": "mapping.yaml", "sha256": sha256(MAPPING.encode())},
        "files": [{"file": BOOK, "sha256": "a" * 64, "rows": 120}],
    }
    assert english(dataset) == []


def test_origin_without_a_list_of_sources(folder: Path, read: Read) -> None:
    dataset = read(write_origin(folder, rejected=[]))

    assert dataset.describe()["origin"] == {"mapping": None, "files": []}


@pytest.mark.parametrize("is_packed", [False, True])
def test_only_exact_names_are_of_the_origin(
    is_packed: bool, folder: Path, read: Read
) -> None:
    write_origin(folder, rejected=[])
    (folder / "origin" / "Rows.parquet").write_text("x", encoding="utf-8")
    (folder / "origin" / "notes.txt").write_text("x", encoding="utf-8")
    (folder / "Mapped.csv").write_text("x", encoding="utf-8")

    dataset = read(pack(folder) if is_packed else folder)

    assert english(dataset) == [
        f"{name} is not read: no table has this name"
        for name in ("Mapped.csv", "origin/Rows.parquet", "origin/notes.txt")
    ]


def test_folder_of_this_name_without_such_files_is_not_read(
    folder: Path, read: Read
) -> None:
    (folder / "origin").mkdir()
    (folder / "origin" / "notes.txt").write_text("x", encoding="utf-8")
    (folder / "mapped.csv").write_text("x", encoding="utf-8")

    dataset = read(folder)

    assert dataset.origin is None
    assert english(dataset) == [
        f"{name} is not read: no table has this name"
        for name in ("mapped.csv", "origin/")
    ]


def test_hash_covers_the_origin(folder: Path, read: Read) -> None:
    write_origin(folder, rows=[place("records", 1, 37)], said=sources())

    names = [
        "dataset.yaml", "origin/mapping.yaml", "origin/rows.parquet",
        "origin/sources.json", "records.csv",
    ]  # fmt: skip
    lines = sorted(
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n"
        for name in names
    )
    expected = hashlib.sha256("".join(lines).encode()).hexdigest()
    assert read(folder).hash == expected


def test_error_when_a_table_was_changed_afterwards(folder: Path, read: Read) -> None:
    octets = (folder / "records.csv").read_bytes()
    write_origin(folder, said=sources(tables={"records.csv": sha256(octets)}))
    read(folder)

    (folder / "records.csv").write_bytes(octets + b"R2,battery.sold,2026-01-02,A\n")

    assert refusal(folder, read) == (
        "records.csv: changed after the mapping wrote it, so that its rows no longer "
        "lead back to their source.\n  Change the source or the mapping, and make the "
        "dataset again with packlaw dataset map."
    )


def test_error_when_the_mapping_was_changed_afterwards(
    folder: Path, read: Read
) -> None:
    write_origin(folder, said=sources())
    (folder / "origin" / "mapping.yaml").write_text("mapping: 2\n", encoding="utf-8")

    assert refusal(folder, read).startswith(
        "origin/mapping.yaml: changed after the mapping wrote it"
    )


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ([], "files"),
        ({"files": {}}, "files"),
        ({"files": ["a.xlsx"]}, "files"),
        ({"files": [{"file": "", "sha256": "a" * 64, "rows": 1}]}, "files"),
        ({"files": [{"file": "a.xlsx", "sha256": "A" * 64, "rows": 1}]}, "files"),
        ({"files": [{"file": "a.xlsx", "sha256": "a" * 64, "rows": -1}]}, "files"),
        ({"files": [{"file": "a.xlsx", "sha256": "a" * 64, "rows": 2**63}]}, "files"),
        ({"files": [{"file": "a.xlsx", "sha256": "a" * 64, "rows": True}]}, "files"),
        ({"files": [{}] * 1_001}, "files"),
        ({"mapping": "mapping.yaml"}, "mapping"),
        ({"mapping": {"file": "mapping.yaml"}}, "mapping"),
        ({"tables": ["records.csv"]}, "tables"),
        ({"tables": {"records.csv": 1}}, "tables"),
    ],
)  # fmt: skip
def test_error_when_a_key_is_not_as_a_mapping_writes_it(
    said: object, key: str, folder: Path, read: Read
) -> None:
    write_origin(folder, said=said)

    assert refusal(folder, read) == (
        f"origin/sources.json: {key} is not as a mapping writes it.{AGAIN}"
    )


@pytest.mark.parametrize("text", ["{", "[" * 100_000, "\\xff", '{"a": ' + "9" * 5_000])
def test_error_when_the_sources_are_no_json(
    text: str, folder: Path, read: Read
) -> None:
    write_origin(folder)
    octets = text.encode().replace(b"\\xff", b"\xff")
    (folder / "origin" / "sources.json").write_bytes(octets)

    found = refusal(folder, read)

    assert found.startswith("origin/sources.json: not JSON (")
    assert found.endswith(f").{AGAIN}")


@pytest.mark.parametrize("name", ["sources.json", "mapping.yaml"])
def test_error_when_a_text_is_too_large(name: str, folder: Path, read: Read) -> None:
    write_origin(folder, said=sources())
    (folder / "origin" / name).write_bytes(b" " * 1_000_001)

    assert refusal(folder, read) == (
        f"origin/{name}: more than 1,000,000 bytes, which are not read.{AGAIN}"
    )


def test_text_as_large_as_allowed_is_read(folder: Path, read: Read) -> None:
    text = json.dumps({"files": []})
    write_origin(folder)
    (folder / "origin" / "sources.json").write_text(
        text + " " * (1_000_000 - len(text))
    )

    assert read(folder).describe()["origin"] == {"mapping": None, "files": []}


@pytest.mark.parametrize("name", ["rows.parquet", "rejected.parquet", "sources.json"])
def test_error_when_a_file_of_the_origin_is_a_folder(
    name: str, folder: Path, read: Read
) -> None:
    (folder / "origin" / name).mkdir(parents=True)

    assert refusal(folder, read).startswith(f"{name} is a folder, not a file.")


def test_names_are_shown_on_one_line_and_without_what_is_unseen(
    folder: Path, read: Read
) -> None:
    name = "a\n\x1b[31m\u202eb\ud800" + "x" * 300
    said = {"files": [{"file": name, "sha256": "a" * 64, "rows": 1}]}

    dataset = read(write_origin(folder, said=said))

    assert dataset.origin is not None
    shown = dataset.origin.files[0]["file"]
    assert shown == plain(name) == "a\ufffd\ufffd[31m\ufffdb\ufffd" + "x" * 245
