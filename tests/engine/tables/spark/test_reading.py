"""Faults between rows are found on Spark as they are elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from engine.dataset import Dataset, open_dataset
from engine.dataset.spark import open_cluster
from tests.engine.dataset.conftest import MANIFEST
from tests.engine.tables.spark.conftest import ON
from tests.engine.tables.spark.test_shares import WORDS, part, sold

pytestmark = pytest.mark.spark
REJECTED = "SELECT * FROM rejected ORDER BY ALL"
TABLES = ("records", "entities", "credentials", "batteries")


def rough(records: Path) -> None:
    """Add a part with a blank row, a placeholder, odd ids and days in other writings."""
    part(
        records,
        "3.parquet",
        record_id=[None, "R7\u200b", "R8"],
        event=[None, "sold", "\u00a0售"],
        occurred_on=[None, "2026/1/1", "2026-01-01T16:00Z"],
        actor_id=[" ", "actor", "ACTOR"],
        battery_code=["", "/", "\uff11"],
        reported_on=pa.array([None, None, None], pa.date32()),
    )


@pytest.fixture
def tangled(tmp_path: Path) -> Path:
    """Rows in two files that repeat, contest and correct each other."""
    folder = tmp_path / "tangled"
    records = folder / "records.parquet"
    part(
        folder,
        "entities.parquet",
        entity_id=["E1", "E1", "E1", "E2", None, "E2"],
        region=["99x", "42", "43", "42", "42", "42"],
    )
    part(
        folder,
        "credentials.parquet",
        entity_id=["E1", "E1", "E1", None],
        kind=["eia", "eia", "other", "eia"],
    )
    part(
        records,
        "1.parquet",
        groups=4,
        **sold(
            ["R1", "R2", "R2", "R3", "C1", "C2", "C3", "C4"],
            mass=["1", "2", "2", "x", "1", "1", "1", "1"],
            corrects=[None, None, None, "R2", "C2", "C1", "C4", "nowhere"],
        ),
    )
    part(
        records,
        "2.parquet",
        groups=2,
        **sold(
            ["R2", "R4", "R5", "R1", None, None, "R6", "R6"],
            mass=["3", "1", "1", "1", "1", "1", "bad", "1"],
            corrects=[None, "R3", "R4", None, None, None, None, None],
        ),
    )
    rough(records)
    (folder / "dataset.yaml").write_text(MANIFEST, "utf-8")
    return folder  # fmt: skip


def results(dataset: Dataset) -> dict[str, Any]:
    rejected = dataset.connection.execute(REJECTED).fetchall()
    return {
        "counts": dataset.counts, "warnings": dataset.warnings, "rejected": rejected,
        "encodings": dataset.encodings, "hash": dataset.hash,
    }  # fmt: skip


def test_tangled_rows_end_as_they_do_elsewhere(tangled: Path, tmp_path: Path) -> None:
    words = {WORDS.name: WORDS}

    with (
        open_dataset(tangled, words) as here,
        open_cluster(
            ON, tmp_path, None, lambda phase: None, small_register=0, share_rows=2
        ) as cluster,
        open_dataset(tangled, words, load=cluster.load) as there,
    ):
        tables = cluster.tables(there)
        assert results(there) == results(here)
        assert here.counts["records"]["rejected"] == 8
        assert here.counts["records"]["repeated"] == 3
        assert here.counts["records"]["read"] == 18
        assert [w.code for w in here.warnings[:4]] == [
            "cells-cleaned",
            "placeholders",
            "columns-empty",
            "rows-repeated",
        ]
        assert here.warnings[-1].code == "look-alikes"
        for table in TABLES:
            kept = here.connection.sql(f"FROM {table}")
            rows = tables.rows(tables.table(table).select(*kept.columns))
            assert sorted(rows, key=str) == sorted(kept.fetchall(), key=str)
