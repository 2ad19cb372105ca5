"""`check --on` leaves the run that a check on this machine leaves."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

import engine.spark.cluster
import engine.spark.shares
from engine.check import Limits, check
from engine.errors import DatasetError
from fixtures.fleet import write_fleet
from tests.engine.metamorphic.formats import rewrite
from tests.engine.spark.conftest import ON
from tests.engine.test_cases import CASES

pytestmark = pytest.mark.spark
LIBRARY = Path(__file__).parents[2] / "packs" / "library"
TABLES = ("findings", "evidence", "parties")


def as_parquet(dataset: Path, out: Path) -> Path:
    """Write a dataset of CSV as Parquet, cell by cell as text."""
    out.mkdir()
    (out / "dataset.yaml").write_bytes((dataset / "dataset.yaml").read_bytes())
    for file in dataset.glob("*.csv"):
        rewrite(file, out, "parquet")
    return out


def left(run: Path) -> dict[str, Any]:
    """Read what a run leaves, but for how long it took and where."""
    found: dict[str, Any] = {
        name: (run / name).read_bytes() for name in ("findings.csv", "rejected.csv")
    }
    with duckdb.connect() as connection:
        for table in TABLES:
            rows = connection.sql(f"FROM '{run / table}.parquet'")
            found[table] = (rows.columns, rows.types, rows.fetchall())
    summary = json.loads((run / "summary.json").read_text("utf-8"))
    found |= {k: v for k, v in summary.items() if k not in ("seconds", "spark")}
    return found


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Path]:
    """A folder for scratch files, in which nothing may be left."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    yield folder
    assert list(folder.iterdir()) == []


def test_faulty_fleet_leaves_the_same_run(
    tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Registers too are read by executors, and records in many shares.
    monkeypatch.setattr(engine.spark.cluster, "SMALL", 0)
    monkeypatch.setattr(engine.spark.shares, "ROWS", 1000)
    fleet, here, there = (tmp_path / name for name in ("fleet", "here", "there"))
    write_fleet(fleet, 300, 3, format="parquet")
    check(fleet, here, engine="sweep", limits=Limits(scratch=scratch))

    run = check(fleet, there, on=ON, limits=Limits(scratch=scratch))

    assert run.summary["spark"]["on"] == ON
    assert run.summary["records"]["rejected"] > 0
    assert left(there) == left(here)
    later = check(fleet, tmp_path / "later", engine="sweep", since=there)
    assert later.summary["since"]["why_whole"] is None


def test_foreign_pack_gives_the_same_and_is_compared_with_a_baseline(
    tmp_path: Path, scratch: Path
) -> None:
    dataset = as_parquet(LIBRARY / "dataset", tmp_path / "dataset")
    rules, here = LIBRARY / "rules", tmp_path / "here"
    before = check(dataset, here, rules=rules, engine="sweep", every_duty=True)

    run = check(
        dataset, tmp_path / "there", rules=rules, every_duty=True, baseline=here,
        on=ON, limits=Limits(scratch=scratch),
    )  # fmt: skip

    assert run.summary["findings"] == before.summary["findings"]
    with (tmp_path / "there" / "baseline.csv").open(encoding="utf-8-sig") as stream:
        states = {row["state"] for row in csv.DictReader(stream)}
    assert states == {"open"}


@pytest.mark.skipif(not CASES.exists(), reason="the conformance cases are not here")
def test_conformance_cases_give_the_same_hash(tmp_path: Path, scratch: Path) -> None:
    dataset = as_parquet(CASES / "dataset", tmp_path / "dataset")
    rules, day = CASES / "rules", date(2026, 10, 15)
    here = check(
        dataset, tmp_path / "here", rules=rules, as_of=day, engine="sweep",
        every_duty=True,
    )  # fmt: skip

    there = check(
        dataset, tmp_path / "there", rules=rules, as_of=day, every_duty=True,
        on=ON, limits=Limits(scratch=scratch),
    )  # fmt: skip

    assert there.summary["findings"] == here.summary["findings"]


def test_other_tables_than_parquet_are_refused_and_nothing_is_left(
    tmp_path: Path, scratch: Path
) -> None:
    out = tmp_path / "out"

    with pytest.raises(DatasetError) as refusal:
        check(
            LIBRARY / "dataset", out, rules=LIBRARY / "rules", on=ON,
            limits=Limits(scratch=scratch),
        )  # fmt: skip

    assert str(refusal.value) == (
        "records.csv: Spark reads Parquet, without columns named file_index or "
        "file_row_number.\n  Write the table as Parquet, or leave out --on."
    )
    assert not out.exists()
