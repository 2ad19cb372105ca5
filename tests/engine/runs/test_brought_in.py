"""A run over a dataset that a mapping wrote leads its findings back to the source."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from engine.errors import Text
from engine.runs import CheckRequest, Run, check
from engine.runs.first_breaches import first_breaches
from tests.brought_in import (
    AS_OF,
    LIST,
    RECEIVED,
    REPORT,
    WORD,
    write_brought_in,
)
from tests.engine.dataset.origins import BOOK, MAPPING, fault, sha256, write_origin

RULES = (REPORT, RECEIVED)
ORIGIN = {
    "mapping": {"file": "mapping.yaml", "sha256": sha256(MAPPING.encode())},
    "files": [
        {"file": BOOK, "sha256": "a" * 64, "rows": 120},
        {"file": LIST, "sha256": "b" * 64, "rows": 14},
    ],
}


def checked(dataset: Path, **options: Any) -> Run:
    out = dataset.parent / f"{dataset.name}-run"
    return check(CheckRequest(dataset, out, as_of=AS_OF, rule_ids=RULES, **options))


@pytest.fixture(scope="module", params=["csv", "parquet"])
def run(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Run:
    folder = tmp_path_factory.mktemp("brought-in") / "dataset"
    write_brought_in(folder, is_parquet=request.param == "parquet")
    return checked(folder, engine="both", formats=("parquet", "csv", "sarif"))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("plain") / "dataset"
    return checked(write_brought_in(folder, has_origin=False))


def rows(run: Run, query: str) -> list[Any]:
    return duckdb.sql(query.format(folder=run.folder)).fetchall()


def results(run: Run) -> dict[str, Any]:
    """The results of a run's SARIF by record."""
    document = json.loads((run.folder / "findings.sarif").read_text("utf-8"))
    found = document["runs"][0]["results"]
    return {r["locations"][0]["logicalLocations"][0]["name"]: r for r in found}


@pytest.mark.slow
def test_rows_that_the_mapping_rejects_are_counted(run: Run) -> None:
    counts = run.summary["records"]

    figures = [counts[name] for name in ("read", "accepted", "rejected", "repeated")]
    assert figures == [4, 2, 2, 0]
    assert run.summary["unread"] == {"records": 2}


def test_row_that_the_mapping_could_not_read_may_be_what_is_looked_for(
    run: Run,
) -> None:
    query = (
        "SELECT record_id, verdict, missing_field FROM '{folder}/findings.parquet' "
        "ORDER BY record_id"
    )

    assert rows(run, query) == [
        ("r1", "breach", None), ("r2", "undetermined", "rejected"),
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("is_parquet", [False, True])
def test_record_that_the_mapping_rejects_is_no_witness_and_leaves_doubt(
    is_parquet: bool, tmp_path: Path
) -> None:
    event = "battery.received"
    dataset = write_brought_in(tmp_path / "in", is_parquet=is_parquet, event=event)
    query = "SELECT verdict FROM '{folder}/findings.parquet' WHERE record_id = 'r2'"
    assert rows(checked(dataset, every_duty=True), query) == [("compliant",)]

    # Every cell that the reader needs is there: the mapping alone has a fault to tell.
    write_origin(dataset, rejected=[fault("records", 3, 38, "document", "?")])

    assert rows(checked(dataset), query) == [("undetermined",)]


def test_evidence_has_the_place_of_each_record(run: Run) -> None:
    query = (
        "SELECT record_id, source_file, source_sheet, source_row "
        "FROM '{folder}/evidence.parquet' ORDER BY record_id"
    )

    assert rows(run, query) == [("r1", BOOK, "入库", 37), ("r2", LIST, None, 12)]


def test_evidence_has_empty_places_without_an_origin(run: Run, plain: Run) -> None:
    places = "SELECT source_file, source_sheet, source_row"
    query = places + " FROM '{folder}/evidence.parquet'"
    assert set(rows(plain, query)) == {(None, None, None)}

    kinds = "DESCRIBE FROM '{folder}/evidence.parquet'"
    assert rows(plain, kinds) == rows(run, kinds)


def test_rejected_rows_are_listed_with_their_places(run: Run, plain: Run) -> None:
    with (run.folder / "rejected.csv").open(encoding="utf-8-sig") as stream:
        listed = list(csv.DictReader(stream))
    with (plain.folder / "rejected.csv").open(encoding="utf-8-sig") as stream:
        (own,) = csv.DictReader(stream)

    shown = [
        (row["row"], row["value"], row["source_file"], row["source_sheet"], row["source_row"])
        for row in listed
    ]  # fmt: skip
    assert shown == [("3", WORD, BOOK, "入库", "38"), ("", "????", BOOK, "入库", "39")]
    assert "source_file" not in own
    assert own["reason_en"] == "a value is required here"


def test_run_names_the_mapping_and_its_sources(run: Run, plain: Run) -> None:
    for name in ("run.json", "summary.json"):
        content = json.loads((run.folder / name).read_text("utf-8"))
        assert content["dataset"]["origin"] == ORIGIN
        without = json.loads((plain.folder / name).read_text("utf-8"))
        assert "origin" not in without["dataset"]


def test_sarif_points_to_the_source(run: Run) -> None:
    document = json.loads((run.folder / "findings.sarif").read_text("utf-8"))
    names = [each["location"]["uri"] for each in document["runs"][0]["artifacts"]]
    book = "%E5%85%A5%E5%BA%93%E5%8F%B0%E8%B4%A6.xlsx"
    csv_file = "%E5%87%BA%E5%BA%93.csv"
    assert names[1:] == [book, csv_file]

    of_book, of_csv = (results(run)[r]["locations"][0] for r in ("r1", "r2"))

    # A row of a workbook is no line; that each row of the list is one, the mapping says.
    assert of_book["physicalLocation"] == {
        "artifactLocation": {"uri": book, "index": 1}
    }
    assert of_csv["physicalLocation"] == {
        "artifactLocation": {"uri": csv_file, "index": 2}, "region": {"startLine": 12},
    }  # fmt: skip
    assert of_book["logicalLocations"][0]["decoratedName"] == (
        f"{BOOK}, sheet 入库, row 37"
    )
    assert results(run)["r1"]["properties"]["source_row"] == 37


def test_gravest_breaches_have_their_places(run: Run, plain: Run) -> None:
    (breach,) = first_breaches(run.folder, 3)

    assert breach.rule_id == REPORT
    assert breach.place == Text(
        f"{BOOK}，工作表 入库，第 37 行", f"{BOOK}, sheet 入库, row 37"
    )
    assert "1 calendar day late" in breach.reason.en
    assert first_breaches(run.folder, 0) == []
    assert first_breaches(plain.folder, 3) == []


def test_no_gravest_breaches_without_findings_to_read(tmp_path: Path) -> None:
    run = checked(write_brought_in(tmp_path / "dataset"), formats=("csv",))

    assert first_breaches(run.folder, 3) == ()


def test_rejected_rows_of_either_state_leave_nothing_to_follow(tmp_path: Path) -> None:
    sound = write_brought_in(tmp_path / "sound", event="battery.removed")
    earlier = checked(sound)

    later = checked(write_brought_in(tmp_path / "later"), since=earlier.folder)

    why = later.summary["since"]["why_whole"]
    assert why is not None
    assert why["en"] == "there are rejected rows, each of which may bear on any duty"


def test_followed_run_has_the_places_of_today(tmp_path: Path) -> None:
    event = "battery.removed"
    earlier = checked(write_brought_in(tmp_path / "earlier", event=event))

    moved = write_brought_in(tmp_path / "moved", event=event, moved=100)
    later = checked(moved, since=earlier.folder)

    assert later.summary["since"]["why_whole"] is None
    assert later.summary["since"]["kept"] == later.summary["findings"]["rows"]
    query = "SELECT source_row FROM '{folder}/evidence.parquet' ORDER BY record_id"
    assert rows(later, query) == [(137,), (12,)]
