"""`check --on` leaves the run that a check on this machine leaves."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pytest

from engine.dataset.spark import open_cluster
from engine.errors import DatasetError, EvaluationError
from engine.runs import CheckRequest, Limits, check
from engine.tables.spark.session import spark_session
from fixtures.fleet import write_fleet
from tests.engine.metamorphic.formats import rewrite
from tests.engine.tables.spark.conftest import MEMORY, ON
from tests.engine.test_cases import CASES

pytestmark = pytest.mark.spark
LIBRARY = Path(__file__).parents[3] / "packs" / "library"
TABLES = ("findings", "evidence", "parties")


def as_parquet(dataset: Path, out: Path) -> Path:
    """Copy a dataset of CSV; its records become Parquet, cell by cell as text."""
    shutil.copytree(dataset, out)
    rewrite(out / "records.csv", out, "parquet")
    (out / "records.csv").unlink()
    return out


def on_spark(scratch: Path) -> Limits:
    return Limits(scratch=scratch, memory=MEMORY)


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
    small = partial(open_cluster, small_register=0, share_rows=1000)
    monkeypatch.setattr("engine.runs.execution.open_cluster", small)
    fleet, here, there = (tmp_path / name for name in ("fleet", "here", "there"))
    write_fleet(fleet, 300, 3, format="parquet")
    check(CheckRequest(fleet, here, engine="sweep", limits=Limits(scratch=scratch)))

    run = check(CheckRequest(fleet, there, on=ON, limits=on_spark(scratch)))

    assert run.summary["spark"]["on"] == ON
    assert run.summary["records"]["rejected"] > 0
    assert left(there) == left(here)
    later = check(CheckRequest(fleet, tmp_path / "later", engine="sweep", since=there))
    # The run is one to go on from, but for the rejected rows of this fleet.
    reason = later.summary["since"]["why_whole"]
    assert reason is not None
    assert "rejected rows" in reason["en"]


def test_foreign_pack_gives_the_same_and_is_compared_with_a_baseline(
    tmp_path: Path, scratch: Path
) -> None:
    dataset = as_parquet(LIBRARY / "dataset", tmp_path / "dataset")
    rules, here = LIBRARY / "rules", tmp_path / "here"
    before = check(
        CheckRequest(dataset, here, rules=rules, engine="sweep", every_duty=True)
    )

    run = check(CheckRequest(
        dataset, tmp_path / "there", rules=rules, every_duty=True, baseline=here,
        on=ON, limits=on_spark(scratch),
    ))  # fmt: skip

    assert run.summary["findings"] == before.summary["findings"]
    with (tmp_path / "there" / "baseline.csv").open(encoding="utf-8-sig") as stream:
        states = {row["state"] for row in csv.DictReader(stream)}
    assert states == {"open"}


@pytest.mark.skipif(not CASES.exists(), reason="the conformance cases are not here")
@pytest.mark.parametrize("name", ["dataset", "rough", "short"])
def test_conformance_cases_give_the_same_hash(
    name: str, tmp_path: Path, scratch: Path
) -> None:
    dataset = as_parquet(CASES / name, tmp_path / "dataset")
    rules, day = CASES / "rules", date(2026, 10, 15)
    here = check(CheckRequest(
        dataset, tmp_path / "here", rules=rules, as_of=day, engine="sweep",
        every_duty=True,
    ))  # fmt: skip

    there = check(CheckRequest(
        dataset, tmp_path / "there", rules=rules, as_of=day, every_duty=True,
        on=ON, limits=on_spark(scratch),
    ))  # fmt: skip

    assert there.summary["findings"] == here.summary["findings"]


def test_broken_page_is_reported_by_file_and_nothing_is_left(
    tmp_path: Path, scratch: Path
) -> None:
    fleet, out = tmp_path / "fleet", tmp_path / "out"
    write_fleet(fleet, 20, 1, format="parquet")
    part = min((fleet / "records.parquet").iterdir())
    octets = bytearray(part.read_bytes())
    octets[100:400] = b"\xff" * 300
    part.write_bytes(octets)

    with pytest.raises(
        DatasetError, match=rf"^{part.name}: not readable as Parquet \("
    ):
        check(CheckRequest(fleet, out, on=ON, limits=on_spark(scratch)))

    assert not out.exists()


def test_stopped_in_the_middle_leaves_nothing_and_spark_can_be_started_again(
    tmp_path: Path, scratch: Path
) -> None:
    dataset = as_parquet(LIBRARY / "dataset", tmp_path / "dataset")
    rules, out = LIBRARY / "rules", tmp_path / "out"

    def stop(phase: str, done: int, total: int) -> None:
        if phase == "rules":
            raise KeyboardInterrupt

    request = CheckRequest(dataset, out, rules=rules, on=ON, limits=on_spark(scratch))

    with pytest.raises(KeyboardInterrupt):
        check(request, progress=stop)
    assert not out.exists()

    run = check(
        CheckRequest(dataset, out, rules=rules, on=ON, limits=on_spark(scratch))
    )
    assert run.summary["findings"]["rows"] == 4


def test_failure_of_spark_is_one_of_the_engine_in_its_own_word(tmp_path: Path) -> None:
    with (
        pytest.raises(EvaluationError) as failure,
        spark_session(ON, tmp_path, MEMORY) as session,
    ):
        session.sql("SELECT 1 / 0").collect()

    assert str(failure.value).startswith(f"--on {ON}: Spark failed (")
    assert "DIVIDE_BY_ZERO" in str(failure.value)


def test_end_of_java_is_reported_whatever_failed_by_it_and_spark_starts_again(
    tmp_path: Path,
) -> None:
    def read_without_java(session: Any) -> None:
        from pyspark import SparkContext

        SparkContext._gateway.proc.kill()
        try:
            session.sql("SELECT 1").collect()
        except Exception as error:
            raise DatasetError(
                "dataset.file-unreadable", file="records", reason=error
            ) from error

    with (
        pytest.raises(EvaluationError) as failure,
        spark_session(ON, tmp_path, MEMORY) as session,
    ):
        read_without_java(session)

    first, *words, last = str(failure.value).splitlines()
    assert first == (
        f"--on {ON}: Java, which runs Spark, ended before the work was done (status -9)."
        "  The last lines of its log:"
    )
    assert words
    assert last == (
        "  Mostly memory was short: --memory-limit sets its heap on this machine, "
        "spark.driver.memory on a cluster."
    )
    with spark_session(ON, tmp_path, MEMORY) as session:
        assert session.sql("SELECT 1").collect() == [(1,)]


def test_other_records_than_parquet_are_refused_and_nothing_is_left(
    tmp_path: Path, scratch: Path
) -> None:
    out = tmp_path / "out"

    with pytest.raises(DatasetError) as refusal:
        check(CheckRequest(
            LIBRARY / "dataset", out, rules=LIBRARY / "rules", on=ON,
            limits=on_spark(scratch),
        ))  # fmt: skip

    assert str(refusal.value) == (
        "records.csv: with --on, records are Parquet, without columns named "
        "file_index or file_row_number.\n  Write them so, or leave out --on."
    )
    assert not out.exists()
