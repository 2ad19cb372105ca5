"""Uploads are taken in whole under their hash, or refused and leave nothing."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from engine.errors import DatasetError
from portal.database.models import Dataset, Run
from portal.errors import RefusalError
from portal.storage.intake import store_upload
from portal.storage.store import Store
from tests.portal.conftest import Portal, send


def file(name: str, content: bytes = b"title: x\n") -> FileStorage:
    return FileStorage(BytesIO(content), filename=name)


def folder(*names: str) -> list[FileStorage]:
    return [file("dataset.yaml"), *(file(name) for name in names)]


def kept(root: Path) -> list[str]:
    return sorted(
        p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()
    )


def test_files_of_a_folder_are_kept_together(tmp_path: Path) -> None:
    upload = store_upload(Store(tmp_path), folder("records.csv"))

    path = Store(tmp_path).dataset(upload.content_hash)
    assert path == tmp_path / "datasets" / upload.content_hash
    assert sorted(p.name for p in path.iterdir()) == ["dataset.yaml", "records.csv"]


@pytest.mark.parametrize(
    "name", ["RECORDS.CSV", "记录.csv", "Return 2026.XLSX", "return.xlsm"]
)
def test_files_go_by_the_names_that_a_dataset_may_have(
    name: str, tmp_path: Path
) -> None:
    content = b"PK\x03\x04" if ".xls" in name.lower() else b"record_id"

    upload = store_upload(Store(tmp_path), [file("Dataset.yaml"), file(name, content)])

    assert set(upload.files) == {"Dataset.yaml", name}


def test_a_zip_is_kept_as_it_came(tmp_path: Path) -> None:
    upload = store_upload(
        Store(tmp_path), [file("湖北 Q3.zip", b"PK\x03\x04 and so on")]
    )

    path = Store(tmp_path).dataset(upload.content_hash)
    assert path.name == "dataset.zip"
    assert path.read_bytes() == b"PK\x03\x04 and so on"


def test_same_content_is_kept_once_whatever_its_order(tmp_path: Path) -> None:
    first = store_upload(Store(tmp_path), folder("records.csv", "entities.csv"))
    second = store_upload(Store(tmp_path), folder("records.csv", "entities.csv")[::-1])

    assert first == second
    assert len(kept(tmp_path)) == 3


@pytest.mark.parametrize(
    ("files", "key"),
    [
        ([], "datasets.no_file"),
        (folder("../../etc/passwd"), "datasets.file_name"),
        (folder("records.exe"), "datasets.file_name"),
        (folder("entity.csv"), "datasets.file_name"),
        (folder("records.csv", "mapped.csv"), "datasets.mapped"),
        (folder("records.csv", "origin/rejected.parquet"), "datasets.mapped"),
        (folder("~$return.xlsx"), "datasets.file_name"),
        (folder("a\nb.xlsx"), "datasets.file_name"),
        (folder("records.csv", "records.csv"), "datasets.file_twice"),
        ([file("dataset.yaml.txt"), file("records.csv")], "datasets.no_description"),
        ([file("ledger.xls", b"\xd0\xcf")], "datasets.source_name"),
        ([file("a.csv"), file("b.zip", b"PK\x03\x04")], "datasets.source_name"),
        ([file(".hidden.csv")], "datasets.source_name"),
        ([file("a.zip", b"not a zip")], "datasets.file_content"),
        ([*folder(), file("records.parquet", b"PK")], "datasets.file_content"),
        ([*folder(), file("records.csv", b"\0\0")], "datasets.file_content"),
        ([*folder(), file("records.csv", b"")], "datasets.file_content"),
    ],
)
def test_refused_and_nothing_kept(
    tmp_path: Path, files: list[FileStorage], key: str
) -> None:
    with pytest.raises(RefusalError) as refused:
        store_upload(Store(tmp_path), files)

    assert refused.value.key == key
    assert kept(tmp_path) == []


@pytest.mark.parametrize(
    ("files", "text"),
    [
        (
            [*folder(), file("Return.XLSM", b"text")],
            "Return.XLSM: no workbook but text",
        ),
        ([file("台账.xlsx", b"")], "台账.xlsx: the file is empty (0 bytes)"),
    ],
)
def test_what_a_workbook_is_instead_is_said_and_nothing_kept(
    tmp_path: Path, files: list[FileStorage], text: str
) -> None:
    with pytest.raises(DatasetError) as refused:
        store_upload(Store(tmp_path), files)

    assert refused.value.in_language("en").startswith(text)
    assert kept(tmp_path) == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "zh",
            "台账.xlsx：这不是工作簿，而是用了工作簿文件名的文本（CSV 或类似格式）。\n"
            "  请把文件名的结尾改为 .csv，或在电子表格程序中另存为 .xlsx。",
        ),
        (
            "en",
            "台账.xlsx: no workbook but text (CSV or the like) with the name of one.\n"
            "  Give the name the ending .csv, or save it as .xlsx in a spreadsheet program.",
        ),
    ],
)
def test_page_says_what_a_workbook_is_instead(
    portal: Portal, language: str, said: str
) -> None:
    client = portal.client(portal.member())
    form = {
        "files": (BytesIO("单号,日期\n".encode()), "台账.xlsx"),
        "as_of": "2026-10-15",
    }

    answer = send(client, "/datasets", form, headers={"Accept-Language": language})

    assert answer.status_code == 400
    assert said in answer.text


def test_upload_becomes_a_dataset_and_a_check_in_the_queue(portal: Portal) -> None:
    client = portal.client(portal.member())
    form = {"files": (BytesIO(b"PK\x03\x04"), "q3.zip"), "as_of": "2026-10-15"}

    answer = send(client, "/datasets", form)

    run = portal.db.scalars(select(Run)).one()
    assert answer.location == f"/runs/{run.key}"
    assert (run.state, str(run.as_of)) == ("queued", "2026-10-15")


def test_second_upload_of_the_same_content_is_the_same_dataset(portal: Portal) -> None:
    client = portal.client(portal.member())

    for _ in range(2):
        form = {"files": (BytesIO(b"PK\x03\x04"), "q3.zip"), "as_of": "2026-10-15"}
        send(client, "/datasets", form)

    assert len(portal.db.scalars(select(Dataset)).all()) == 1
    assert len(portal.db.scalars(select(Run)).all()) == 1


def test_refused_upload_says_why_on_the_form(portal: Portal) -> None:
    client = portal.client(portal.member())

    answer = send(client, "/datasets", {"as_of": "2026-02-30"})

    assert answer.status_code == 400
    assert "2026-02-30" in answer.text
    assert portal.db.scalars(select(Dataset)).all() == []


def test_refused_when_the_storage_is_full(portal: Portal) -> None:
    member = portal.member()
    portal.dataset(member).size_bytes = portal.settings.max_storage_mb * 1_000_000
    portal.db.commit()
    form = {"files": (BytesIO(b"PK\x03\x04"), "q3.zip"), "as_of": "2026-10-15"}

    answer = send(portal.client(member), "/datasets", form)

    assert answer.status_code == 400
    assert str(portal.settings.max_storage_mb) in answer.text
