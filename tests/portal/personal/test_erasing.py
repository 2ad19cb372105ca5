"""`packlaw admin erase`: a person's values are gone, every verdict stays."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from werkzeug.datastructures import FileStorage

from engine.rulebook.identifiers import is_uscc, is_vin
from engine.runs import CheckRequest, check
from engine.tables.duckdb.session import open_scratch, query_files
from portal.database.erasure import Erasure
from portal.database.models import AuditEntry, IssuedReport, Run
from portal.personal.erasing import Eraser, erase_file, still_in
from portal.personal.stand_ins import stand_in
from portal.storage.intake import store_upload
from portal.storage.store import Store
from portal.trail.verifying import verify
from tests.portal.admin.conftest import Admin
from tests.portal.conftest import Portal
from tests.portal.personal.lives import (
    BATTERY,
    NAMES,
    OWNER,
    VINS,
    finished,
    write_dataset,
)

GONE = (VINS[0], VINS[1], OWNER, NAMES[0], NAMES[1])


@pytest.fixture
def run(portal: Portal, checked: Path, tmp_path: Path) -> Run:
    """A check of the dataset in a portal, with the upload that it is of."""
    run = finished(portal, checked, portal.member())
    files = sorted(write_dataset(tmp_path / "files").iterdir())
    uploads = [
        FileStorage(BytesIO(file.read_bytes()), filename=file.name) for file in files
    ]
    run.dataset.content_hash = store_upload(
        Store(portal.settings.data), uploads
    ).content_hash
    portal.db.commit()
    return run


def erase(admin: Admin, run: Run, *words: str) -> str:
    dataset = run.dataset
    asked = ["--organisation", dataset.organisation_id, "--dataset", dataset.key,
             "--reason", "asked on 2026-10-01"]  # fmt: skip
    answer = admin("erase", *asked, *words)
    assert answer.exit_code == 0, answer.output
    return answer.output


def left(folder: Path) -> set[tuple[str, str]]:
    """Return the values that still stand in a file below a folder."""
    return {
        (file.name, value)
        for file in folder.rglob("*")
        if file.is_file()
        for value in GONE
        if value.encode() in file.read_bytes()
    }


def judged(folder: Path) -> list[tuple[object, ...]]:
    """Return the findings of a run, but for their ids and for who and what was erased."""
    sql = """SELECT rule_id, record_id, verdict, occurred_on, due_on, done_on, days,
        missing_field, witness_id, reason_zh, reason_en FROM read_parquet($file)"""
    rows = query_files(sql, {}, file=folder / "findings.parquet")
    return sorted((tuple(row.values()) for row in rows), key=repr)


def test_erasure_is_counted_first_and_changes_nothing(
    portal: Portal, admin: Admin, run: Run
) -> None:
    before = left(portal.settings.data)

    said = erase(admin, run, "--value", VINS[1], "--value", OWNER)

    assert "Nothing is changed yet" in said
    assert "records.csv" in said
    assert left(portal.settings.data) == before != set()


@pytest.mark.slow
def test_a_person_is_taken_out_of_everything_and_every_verdict_stays(
    portal: Portal, admin: Admin, run: Run, tmp_path: Path
) -> None:
    old, hash_before = portal.settings.data / str(run.folder), run.dataset.content_hash
    upload = Store(portal.settings.data).dataset(hash_before)
    check(CheckRequest(upload, tmp_path / "before", rules=None))
    findings = judged(old)

    said = erase(admin, run, "--battery", BATTERY, "--apply")

    assert "got stand-ins" in said
    portal.db.expire_all()
    # What the portal keeps holds none of it: upload, check, view, printed reports.
    data = portal.settings.data
    assert (
        left(data / "datasets") | left(data / "runs") | left(data / "reports") == set()
    )
    assert not old.exists()
    folder = data / str(run.folder)
    assert judged(folder) == findings
    # A later check gives the same findings: what was joined by the values still is.
    after = Store(data).dataset(run.dataset.content_hash)
    check(CheckRequest(after, tmp_path / "after", rules=None))
    assert judged(tmp_path / "after") == judged(tmp_path / "before")


def test_an_erasure_leaves_a_tombstone(portal: Portal, admin: Admin, run: Run) -> None:
    hash_before, number = run.dataset.content_hash, run.key

    said = erase(admin, run, "--value", VINS[1], "--value", OWNER, "--apply")

    assert "Not reached: backups" in said
    portal.db.expire_all()
    told = portal.db.query(Erasure).one()
    hashes = told.hash_before, told.hash_after
    assert hashes == (hash_before, run.dataset.content_hash)
    assert hash_before != run.dataset.content_hash
    assert told.cells == sum(told.files.values()) > 0
    assert not any(value in json.dumps(told.files) for value in GONE)
    report = portal.db.query(IssuedReport).one()
    assert (report.state, report.file) == ("failed", None)
    folder = portal.settings.data / str(run.folder)
    assert json.loads((folder / "run.json").read_text("utf-8"))["erased"]
    entry = portal.db.query(AuditEntry).filter_by(action="dataset-erased").one()
    assert entry.subject == f"{run.dataset.key} {told.cells}"
    assert verify(portal.db, {}).fault == ""
    client = portal.client(portal.member(role="officer", email="after@erased.example"))
    page = client.get(f"/datasets/{run.dataset.key}").text
    assert "部分内容已删除" in page
    assert hash_before in page
    for address in ("", "/findings", "/custody/batteries"):
        assert client.get(f"/runs/{number}{address}").status_code == 200


def test_erasure_waits_for_jobs_and_needs_what_is_there(
    portal: Portal, admin: Admin, run: Run
) -> None:
    dataset = run.dataset
    asked = ("erase", "--dataset", dataset.key, "--reason", "r", "--organisation")

    nowhere = admin(*asked, dataset.organisation_id, "--value", "NOWHERE-1")
    strange = admin(*asked, 999, "--value", OWNER)
    empty = admin(*asked, dataset.organisation_id)
    run.state = "running"
    portal.db.commit()
    at_work = admin(*asked, dataset.organisation_id, "--value", OWNER)

    refused = (nowhere, strange, empty, at_work)
    assert [answer.exit_code for answer in refused] == [2, 2, 2, 2]
    assert "stand nowhere" in nowhere.output
    assert "has no dataset" in strange.output
    assert "by --value or --battery" in empty.output
    assert "is not over" in at_work.output


@pytest.mark.parametrize("value", [*VINS, "LSVNV2182E2100001", "91340102900000030K"])
def test_a_stand_in_has_the_form_of_the_value(value: str) -> None:
    made = stand_in("a key", value)

    assert made != value
    assert len(made) == len(value)
    assert (is_vin(made), is_uscc(made)) == (is_vin(value), is_uscc(value))
    assert made == stand_in("a key", value) != stand_in("another key", value)


def test_values_are_found_as_they_were_written(tmp_path: Path) -> None:
    eraser = Eraser({"LE105UB72M0000002": "STANDIN", "欧阳小满": "已删"})
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in "LE105UB72M")
    text = f"{wide}0000002,LE105\u200bUB72M0000002,x欧阳小满y,LE105UB72M00000021\n"
    escaped = tmp_path / "records.jsonl"
    escaped.write_text(json.dumps({"name": "欧阳小满"}), encoding="ascii")
    chinese = tmp_path / "records.csv"
    chinese.write_text(text, encoding="gb18030")

    for file in (escaped, chinese):
        erase_file(file, tmp_path / f"out-{file.name}", eraser)

    erased = (tmp_path / "out-records.csv").read_text("gb18030")
    assert erased == "STANDIN,STANDIN,x已删y,LE105UB72M00000021\n"
    assert "已删" in (tmp_path / "out-records.jsonl").read_text("utf-8")
    assert eraser.count == 4


def test_values_in_workbooks_parquet_and_zips_are_found(tmp_path: Path) -> None:
    vin = VINS[0]
    eraser = Eraser({vin: "STANDIN"})
    book = Workbook()
    book.active.append(["vin", "document"])  # type: ignore[union-attr]
    book.active.append([vin, f"for {vin}"])  # type: ignore[union-attr]
    book.save(tmp_path / "records.xlsx")
    with open_scratch() as connection:
        connection.execute(
            f"COPY (SELECT '{vin}' AS vin, 1 AS n) TO '{tmp_path}/records.parquet'"
        )
    with ZipFile(tmp_path / "dataset.zip", "w") as zipped:
        zipped.write(tmp_path / "records.xlsx", "d/records.xlsx")
        zipped.write(tmp_path / "records.parquet", "d/records.parquet")

    out = tmp_path / "out.zip"
    erase_file(tmp_path / "dataset.zip", out, eraser)

    with ZipFile(out) as zipped:
        zipped.extractall(tmp_path / "erased")
    sheet = load_workbook(tmp_path / "erased/d/records.xlsx").active
    assert [cell.value for cell in sheet[2]] == ["STANDIN", "for STANDIN"]  # type: ignore[index]
    rows = query_files(
        "FROM read_parquet($file)", {}, file=tmp_path / "erased/d/records.parquet"
    )
    assert rows == [{"vin": "STANDIN", "n": 1}]
    assert not still_in(tmp_path / "erased/d/records.xlsx", eraser)
    assert still_in(tmp_path / "records.xlsx", eraser)
