"""A run is compared with an earlier one duty by duty."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.errors import Language, UsageError
from engine.runs import CheckRequest, Run, check
from tests.engine.runs.outputs.conftest import LIBRARY, write_library

RULES = LIBRARY / "rules"
LATE = "a1,book.lent,2025-03-01,book-1,L1,N1,,,310000,,,open,\n"
BACK_LATE = "a2,book.returned,2025-04-02,book-1,N1,L1,,,310000,,,open,\n"
BACK = "a2,book.returned,2025-03-05,book-1,N1,L1,,,310000,,,open,\n"
OPEN = "a4,book.lent,2025-06-20,book-2,L1,N1,,,310000,,,open,\n"
RETURNED_IN_TIME = "loans/returned-in-time"


def checked(folder: Path, records: str, **options: Any) -> Run:
    dataset = write_library(folder.with_name(f"{folder.name}-in"), records)
    return check(CheckRequest(dataset, folder, rules=RULES, **options))


@pytest.fixture(scope="module")
def late(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """An earlier run with one breach."""
    return checked(tmp_path_factory.mktemp("late") / "old", LATE)


def compared(run: Run) -> dict[str, tuple[str, str, str]]:
    """Return state and verdicts of each record under the rule about returning."""
    with (run.folder / "baseline.csv").open(encoding="utf-8-sig") as stream:
        return {
            row["record_id"]: (row["state"], row["old_verdict"], row["new_verdict"])
            for row in csv.DictReader(stream)
            if row["rule_id"] == RETURNED_IN_TIME
        }


def test_every_change_has_its_state(tmp_path: Path) -> None:
    kept = "k,book.lent,2025-02-01,book-3,L1,N1,,,310000,,,open,\n"
    lost = "l,book.lent,2025-02-01,book-4,L1,N1,,,310000,,,open,\n"
    fresh = "f,book.lent,2025-02-01,book-5,L1,N1,,,310000,,,open,\n"
    old = checked(tmp_path / "old", LATE + BACK_LATE + OPEN + kept + lost)

    new = checked(
        tmp_path / "new", LATE + BACK + OPEN + kept + fresh,
        as_of=date(2025, 6, 30), baseline=old.folder,
    )  # fmt: skip

    assert compared(new) == {
        "a1": ("fixed", "breach", "compliant"),
        "a4": ("open", "pending", "pending"),
        "k": ("open", "breach", "breach"),
        "l": ("gone", "breach", ""),
        "f": ("new", "", "breach"),
    }


def test_pending_that_became_a_breach_is_changed_and_counts_as_risen(
    tmp_path: Path,
) -> None:
    lent = "a1,book.lent,2025-05-20,book-1,L1,N1,,,310000,,,open,\n"
    old = checked(tmp_path / "old", lent, as_of=date(2025, 6, 1))

    new = checked(tmp_path / "new", lent, baseline=old.folder)

    (rule,) = new.summary["baseline"]["rules"]
    assert compared(new) == {"a1": ("changed", "pending", "breach")}
    assert rule["risen"] == {"breach": 1}


def test_duty_met_in_a_baseline_that_lists_every_duty_is_new_when_breached(
    tmp_path: Path,
) -> None:
    old = checked(tmp_path / "old", LATE + BACK, every_duty=True)

    new = checked(tmp_path / "new", LATE + BACK_LATE, baseline=old.folder)

    assert compared(new) == {"a1": ("new", "compliant", "breach")}


@pytest.mark.slow
@pytest.mark.parametrize("format_", ["parquet", "jsonl", "csv"])
def test_baseline_is_read_in_any_table_format(format_: str, tmp_path: Path) -> None:
    old = checked(tmp_path / "old", LATE, formats=[format_])

    new = checked(tmp_path / "new", LATE, baseline=old.folder)

    assert compared(new) == {"a1": ("open", "breach", "breach")}


def test_another_day_and_rulebook_are_warned_of_and_not_refused(tmp_path: Path) -> None:
    old = checked(tmp_path / "old", LATE, as_of=date(2025, 6, 1))
    run = json.loads((old.folder / "run.json").read_text("utf-8"))
    run["rulebook"]["fingerprint"] = "0" * 64
    (old.folder / "run.json").write_text(json.dumps(run), "utf-8")

    new = checked(tmp_path / "new", LATE, baseline=old.folder)

    warnings = [warning["en"] for warning in new.summary["baseline"]["warnings"]]
    assert warnings[0].startswith(
        "The baseline was judged by another rulebook (000000000"
    )
    assert warnings[1].startswith(
        "The baseline was judged for 2025-06-01, this run for"
    )


def test_finding_outside_what_is_checked_is_not_compared_and_counted(
    tmp_path: Path,
) -> None:
    twice = LATE + LATE.replace("a1", "a3").replace("03-01", "03-20")
    old = checked(tmp_path / "old", twice)

    new = checked(
        tmp_path / "new", twice, baseline=old.folder, rule_ids=[RETURNED_IN_TIME]
    )

    warnings = [warning["en"] for warning in new.summary["baseline"]["warnings"]]
    assert set(compared(new).values()) == {("open", "breach", "breach")}
    assert warnings[-1] == (
        "1 finding of the baseline is of rules or parties that this run does not check; "
        "it is not compared."
    )


def test_columns_of_findings_stay_as_they_are(late: Run, tmp_path: Path) -> None:
    new = checked(tmp_path / "new", LATE, baseline=late.folder)

    assert new.summary["findings"] == late.summary["findings"]
    for file in ("findings.csv", "findings.parquet"):
        assert (new.folder / file).read_bytes() == (late.folder / file).read_bytes()


def test_sarif_says_what_the_baseline_had(late: Run, tmp_path: Path) -> None:
    new = checked(
        tmp_path / "new", LATE + OPEN, baseline=late.folder, formats=["sarif"]
    )

    log = json.loads((new.folder / "findings.sarif").read_text("utf-8"))
    states = [r["baselineState"] for r in log["runs"][0]["results"]]
    assert states == ["unchanged", "new"]


def test_junit_skips_a_breach_that_the_baseline_had(late: Run, tmp_path: Path) -> None:
    new = checked(tmp_path / "new", LATE, baseline=late.folder, formats=["junit"])

    text = (new.folder / "findings.junit.xml").read_text("utf-8")
    assert 'failures="0"' in text
    assert "<skipped>基线中已有：\nAlready in the baseline:\nbinding, breach" in text


def test_folder_that_is_no_run_is_refused_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()

    with pytest.raises(UsageError) as refused:
        checked(tmp_path / "new", LATE, baseline=tmp_path / "none")

    assert str(refused.value) == (
        f"{tmp_path / 'none'}: this is not a run to compare with (run.json is missing). "
        "Name a folder that `packlaw check` left."
    )
    assert not (tmp_path / "new").exists()


def test_run_without_readable_findings_is_refused(tmp_path: Path) -> None:
    old = checked(tmp_path / "old", LATE, formats=["xlsx"])

    with pytest.raises(UsageError, match=r"no findings in it.*--format parquet"):
        checked(tmp_path / "new", LATE, baseline=old.folder)


@pytest.mark.parametrize("heads", ["zh", "en"])
def test_findings_with_heads_for_people_are_refused_with_the_way_out(
    heads: Language, tmp_path: Path
) -> None:
    old = checked(tmp_path / "old", LATE, formats=["csv"], heads=heads)
    file = old.folder / "findings.csv"

    with pytest.raises(UsageError) as refusal:
        checked(tmp_path / "new", LATE, baseline=old.folder)

    assert str(refusal.value) == (
        f"{file}: its heads are words for people (--heads {heads}), by which findings "
        "cannot be compared. Check that dataset again with --format parquet, or without "
        "--heads, and name the new folder as the baseline."
    )
    assert not (tmp_path / "new").exists()


def test_heads_for_people_are_no_matter_where_there_is_a_better_format(
    tmp_path: Path,
) -> None:
    old = checked(tmp_path / "old", LATE, formats=["csv", "jsonl"], heads="zh")

    new = checked(tmp_path / "new", LATE, baseline=old.folder)

    assert compared(new) == {"a1": ("open", "breach", "breach")}


def test_broken_findings_are_refused(tmp_path: Path) -> None:
    old = checked(tmp_path / "old", LATE)
    findings = old.folder / "findings.parquet"
    findings.write_bytes(b"no parquet".ljust(findings.stat().st_size))

    with pytest.raises(UsageError, match="the findings cannot be read"):
        checked(tmp_path / "new", LATE, baseline=old.folder)


def test_rows_numbered_anew_are_other_duties(tmp_path: Path) -> None:
    other = LATE.replace("book-1", "book-9")
    old = checked(tmp_path / "old", LATE)

    new = checked(tmp_path / "new", other, baseline=old.folder)

    with (new.folder / "baseline.csv").open(encoding="utf-8-sig") as stream:
        found = [
            (row["record_id"], row["state"])
            for row in csv.DictReader(stream)
            if row["rule_id"] == RETURNED_IN_TIME
        ]
    assert sorted(found) == [("a1", "gone"), ("a1", "new")]


def test_run_with_ids_of_the_old_kind_is_refused_with_the_way_out(
    tmp_path: Path,
) -> None:
    old = checked(tmp_path / "old", LATE)
    run = json.loads((old.folder / "run.json").read_text("utf-8"))
    del run["finding_ids"]
    (old.folder / "run.json").write_text(json.dumps(run), "utf-8")

    with pytest.raises(UsageError) as refused:
        checked(tmp_path / "new", LATE, baseline=old.folder)

    assert str(refused.value) == (
        f"{old.folder}: its findings have ids of the old kind, made without the event, "
        "battery code and actor of the record; they cannot be compared with new ones. "
        f"Check the old dataset ({tmp_path / 'old-in'}) again with this version, and name "
        "the new folder as the baseline."
    )
    assert not (tmp_path / "new").exists()
