"""Zips: which members are read, under which names, and which are refused."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.dataset import Dataset
from engine.dataset.archive import Limits as MostUnpacked
from engine.dataset.archive import unpack
from engine.dataset.file_names import is_dataset_file, is_manifest
from engine.errors import DatasetError
from engine.files.limits import Limits
from tests.engine.dataset.queries import GOOD, HEADER, ids
from tests.engine.dataset.sending import english, pack, refusal

RECORDS = f"{HEADER}\nR1,{GOOD}\n"

Lay = Callable[..., Path]
Read = Callable[..., Dataset]


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

    read(packed, limits=Limits(scratch=scratch))

    unpacked = {file.name for file in scratch.glob("*/unpacked/**/*")}
    assert unpacked == {"dataset.yaml", "records.csv"}


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
        (MostUnpacked(entries=1), "sent.zip: 2 entries; at most 1 are unpacked."),
        (
            MostUnpacked(size=100),
            "sent.zip: unpacks to 167 bytes; at most 100 are read.\n"
            "  Send the folder itself, or Parquet files.",
        ),
    ],
)
def test_error_when_a_zip_is_beyond_a_limit(
    limits: MostUnpacked, message: str, lay: Lay, tmp_path: Path
) -> None:
    packed = pack(lay(records_csv=RECORDS))

    with pytest.raises(DatasetError) as refused:
        unpack(packed, tmp_path / "unpacked", is_dataset_file, is_manifest, limits)

    assert str(refused.value) == message


def test_second_level_is_read_beside_a_readme(lay: Lay, read: Read) -> None:
    more = {
        "readme.txt": "x", "other/notes.txt": "x", "other/a.csv": "x", ".DS_Store": "x",
        "__MACOSX/return/._records.csv": "x", "return/.DS_Store": "x",
        "return/entity.csv": "x", "return/old/dataset.yaml": "x",
    }  # fmt: skip
    folder = lay(records_csv=RECORDS)

    dataset = read(pack(folder, "return/", **more))

    assert ids(dataset) == ["R1"]
    assert dataset.hash == read(folder).hash
    assert english(dataset) == [
        "entity.csv is not read: no table has this name; did you mean entities?",
        "old/ is not read: no table has this name",
        "other/ is not read: no table has this name",
        "readme.txt is not read: no table has this name",
    ]


def test_error_when_a_zip_holds_several_datasets(lay: Lay, read: Read) -> None:
    folder = lay(records_csv=RECORDS)

    packed = pack(folder, "a/", **{"b/dataset.yaml": "x"})

    assert refusal(packed, read) == (
        "sent.zip: it holds several datasets: a, b.\n  Make a zip of each."
    )


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_in_a_zip_of_chinese_windows(
    encoding: str, lay: Lay, read: Read, tmp_path: Path
) -> None:
    names = {"昞县/dataset.yaml": "", "昞县/records.csv": RECORDS, "说明.txt": "x"}
    names["昞县/dataset.yaml"] = (lay() / "dataset.yaml").read_text(encoding="utf-8")
    packed = tmp_path / "sent.zip"
    with zipfile.ZipFile(packed, "w") as opened:
        for name, content in names.items():
            # The name is written in ASCII, so that the zip has no flag of UTF-8.
            opened.writestr("x" * len(name.encode(encoding)), content)
    octets = packed.read_bytes()
    for name in names:
        octets = octets.replace(
            b"x" * len(name.encode(encoding)), name.encode(encoding)
        )
    packed.write_bytes(octets)

    dataset = read(packed)

    assert ids(dataset) == ["R1"]
    assert english(dataset) == ["说明.txt is not read: no table has this name"]
