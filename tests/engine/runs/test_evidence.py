"""A run keeps the records that its findings rest on, and the names of the parties."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from engine.explanation.records import values_of
from engine.rulebook import load_rulebook, shipped_rules
from engine.runs import CheckRequest, check
from engine.runs.evidence import FILE, Evidence, read_evidence
from engine.wording.labels import Labels

LIVES = Path(__file__).parents[3] / "fixtures/lives"
LATE = "order-73/24-7-inbound-report"
NICKEL = "conditions-2024/recovery-nickel"
Row = dict[str, Any]


def finding_of(tmp_path: Path, life: str, as_of: date, rule: str) -> Row:
    """Check a life by one rule and return the one finding."""
    check(CheckRequest(LIVES / life, tmp_path, as_of=as_of, rule_ids=[rule]))
    rows = duckdb.execute(f"FROM '{tmp_path / 'findings.parquet'}'")
    names = [column[0] for column in rows.description or ()]
    (row,) = rows.fetchall()
    return dict(zip(names, row, strict=True))


def account_and_evidence(
    finding: Row, folder: Path
) -> tuple[dict[str, str | None], Any]:
    """Return the evidence of a finding by column, and the whole account."""
    kept = read_evidence(folder, [finding])
    evidence = Evidence(*kept) if kept else None
    rulebook = load_rulebook(shipped_rules())
    labels = Labels(
        rulebook.vocabularies["order-73"], evidence.names if evidence else {}
    )
    account = values_of(finding, rulebook.rule(finding["rule_id"]), evidence, labels)
    return {s.column: s.value and s.value.en for s in account.evidence}, account


def test_values_of_the_evidence_are_kept_and_empty_ones_are_none(
    tmp_path: Path,
) -> None:
    finding = finding_of(tmp_path, "one-day-late", date(2026, 6, 30), LATE)

    evidence, account = account_and_evidence(finding, tmp_path)

    assert account.has_values
    assert evidence["reported_on"] == "2026-06-01"
    assert evidence.keys() == {"document", "reported_on"}


def test_report_made_after_the_day_is_no_evidence_yet(tmp_path: Path) -> None:
    finding = finding_of(tmp_path, "one-day-late", date(2026, 5, 31), LATE)

    evidence, _ = account_and_evidence(finding, tmp_path)

    assert (finding["verdict"], evidence["reported_on"]) == ("pending", None)


def test_yearly_duty_shows_its_sums_and_no_value_of_a_single_record(
    tmp_path: Path,
) -> None:
    life = "year-end-recovery-just-short"
    finding = finding_of(tmp_path, life, date(2025, 12, 31), NICKEL)

    evidence, account = account_and_evidence(finding, tmp_path)

    shows = {s.column: s.value for s in account.record}
    assert shows["numerator"].en in finding["reason_en"]
    assert account.is_of_a_year
    assert set(evidence.values()) == {None}


def test_run_without_the_file_says_that_values_were_not_kept(tmp_path: Path) -> None:
    finding = finding_of(tmp_path, "one-day-late", date(2026, 6, 30), LATE)
    (tmp_path / FILE).unlink()

    evidence, account = account_and_evidence(finding, tmp_path)

    assert not account.has_values
    assert set(evidence.values()) == {None}
    assert "record_id" in {s.column for s in account.record}


def test_unreadable_evidence_is_no_missing_evidence(tmp_path: Path) -> None:
    finding = finding_of(tmp_path, "one-day-late", date(2026, 6, 30), LATE)
    (tmp_path / FILE).write_bytes(b"torn")

    with pytest.raises(duckdb.Error, match=FILE):
        read_evidence(tmp_path, [finding])
