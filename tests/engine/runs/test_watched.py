"""Duties that are asked about by id are answered for, met and gone ones too."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from engine.runs import read_watched
from engine.tables.duckdb.session import query_files
from tests.engine.runs.test_baseline import (
    BACK,
    BACK_LATE,
    LATE,
    RETURNED_IN_TIME,
    checked,
)


def test_met_gone_and_open_duties_are_told_apart(tmp_path: Path) -> None:
    kept = "k,book.lent,2025-02-01,book-3,L1,N1,,,310000,,,open,\n"
    lost = "l,book.lent,2025-02-01,book-4,L1,N1,,,310000,,,open,\n"
    old = checked(tmp_path / "old", LATE + BACK_LATE + kept + lost)
    ids = ids_of(old.folder)

    new = checked(
        tmp_path / "new", LATE + BACK + kept, as_of=date(2025, 6, 30),
        watched=[*ids.values(), "0123456789abcdef"],
    )  # fmt: skip

    assert dict(read_watched(new.folder)) == {
        ids["a1"]: "compliant",
        ids["k"]: "breach",
        ids["l"]: None,
        "0123456789abcdef": None,
    }


def test_findings_are_the_same_whatever_is_watched(tmp_path: Path) -> None:
    plain = checked(tmp_path / "plain", LATE + BACK)
    watched = checked(tmp_path / "watched", LATE + BACK, watched=["0123456789abcdef"])

    assert watched.summary["findings"] == plain.summary["findings"]
    assert not list(read_watched(plain.folder))


def ids_of(folder: Path) -> dict[str, str]:
    """Return the id of each record's finding under the rule about returning."""
    rows = query_files(
        "SELECT record_id, finding_id FROM read_parquet($f) WHERE rule_id = $rule",
        {"rule": RETURNED_IN_TIME},
        f=folder / "findings.parquet",
    )
    return {row["record_id"]: row["finding_id"] for row in rows}
