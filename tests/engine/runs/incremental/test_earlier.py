"""An earlier run is followed only where nothing but records may have changed."""

from __future__ import annotations

import json
import shutil
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import pytest

from engine.errors import UsageError
from engine.runs.check import check
from engine.runs.incremental import earlier, following, open_earlier
from tests.engine.agreement.pieces import record, rule
from tests.engine.runs.incremental.laying import lay_dataset, lay_rules

RULES = [
    rule(0, must={"hold": {"grade": "a"}}),
    rule(1, must={"be_followed_by": {"event": "crate.moved"}}),
]
RECORDS = [record(f"r{n}", grade="b", battery_code=f"B{n}") for n in range(5)]
OUTLETS = [{"outlet_id": "O", "operator_id": "P"}]


class IncrementalStats:
    """A run, a newer state of its dataset, and checks that follow the one to the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rules = lay_rules(folder / "rules", RULES)
        self.old, self.run = folder / "old", folder / "run"
        lay_dataset(self.old, {"records": RECORDS, "outlets": OUTLETS})
        check(self.old, self.run, rules=self.rules)

    def newer(self, **tables: Any) -> Path:
        mended = [*RECORDS, record("r9", grade="a", battery_code="B1", corrects="r1")]
        whole = {"records": mended, "outlets": OUTLETS} | tables
        return lay_dataset(self.folder / "new", whole)

    def since(self, dataset: Path | None = None, **asked: Any) -> Any:
        asked = {"rules": self.rules, "since": self.run} | asked
        run = check(dataset or self.newer(), self.folder / "out", **asked)
        return run.summary["since"]

    def why(self, dataset: Path | None = None, **asked: Any) -> str:
        return str(self.since(dataset, **asked)["why_whole"]["en"])


@pytest.fixture
def followed(tmp_path: Path) -> IncrementalStats:
    return IncrementalStats(tmp_path)


def test_only_what_changed_is_judged_again(followed: IncrementalStats) -> None:
    assert followed.since() == {
        "folder": str(followed.run), "changed_records": 1, "judged_again": 2,
        "kept": 8, "why_whole": None,
    }  # fmt: skip


def test_run_that_followed_can_be_followed_in_place(followed: IncrementalStats) -> None:
    followed.since()
    out = followed.folder / "out"
    newest = lay_dataset(
        followed.folder / "newest", {"records": RECORDS, "outlets": OUTLETS}
    )

    assert followed.since(newest, since=out)["why_whole"] is None
    findings = [json.loads((run / "run.json").read_text("utf-8"))["findings"]
                for run in (followed.run, out)]  # fmt: skip
    assert findings[0] == findings[1]


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"as_of": date(2026, 1, 1)}, earlier.OTHER_DAY),
        ({"every_duty": True}, earlier.OTHER_OPTIONS),
        ({"entities": ["P"]}, earlier.OTHER_OPTIONS),
        ({"rule_ids": ["plain/r0"]}, earlier.OTHER_OPTIONS),
    ],
)
def test_all_is_judged_where_something_else_is_asked_for(
    followed: IncrementalStats, asked: Any, reason: Any
) -> None:
    assert followed.why(**asked) == reason.en


def test_all_is_judged_by_other_rules(followed: IncrementalStats) -> None:
    rules = lay_rules(followed.folder / "others", RULES[:1])

    assert followed.why(rules=rules) == earlier.OTHER_RULES.en


def test_all_is_judged_in_another_window(followed: IncrementalStats) -> None:
    new = lay_dataset(followed.folder / "new", {"records": RECORDS}, "2026-12-30")

    found = followed.why(new, as_of=date(2026, 12, 31))

    assert found == earlier.OTHER_WINDOW.en


@pytest.mark.parametrize("outlets", [[], [{"outlet_id": "O", "operator_id": "Q"}]])
def test_all_is_judged_where_outlets_differ(
    followed: IncrementalStats, outlets: Any
) -> None:
    assert followed.why(followed.newer(outlets=outlets)) == following.OTHER_REGISTERS.en


def test_all_is_judged_where_the_old_dataset_is_gone_or_another(
    followed: IncrementalStats,
) -> None:
    new = followed.newer()
    (followed.old / "records.csv").write_bytes((new / "records.csv").read_bytes())
    assert followed.why(new) == following.NO_DATASET.en

    shutil.rmtree(followed.old)

    assert followed.why(new) == following.NO_DATASET.en


@pytest.mark.parametrize("baseline", [True, False])
def test_all_is_judged_where_every_duty_is_needed(
    followed: IncrementalStats, baseline: bool
) -> None:
    if baseline:
        assert "baseline" in followed.why(baseline=followed.run)
    else:
        assert "two evaluators" in followed.why(engine="both")


def test_all_is_judged_where_findings_were_touched_or_left_out(
    followed: IncrementalStats,
) -> None:
    file = followed.run / "findings.parquet"
    file.write_bytes(file.read_bytes()[::-1])
    new = followed.newer()
    assert followed.why(new) == earlier.CHANGED_BY_HAND.en

    check(followed.old, followed.run, rules=followed.rules, formats=["csv"])

    assert followed.why(new) == earlier.NO_FINDINGS.en


def rewritten(run: Path, file: str, **parts: Any) -> None:
    """Write other parts into a JSON file of a run, as another program might have."""
    told = json.loads((run / file).read_text("utf-8")) | parts
    (run / file).write_text(json.dumps(told), "utf-8")


def test_all_is_judged_where_another_version_was_at_work(
    followed: IncrementalStats,
) -> None:
    rewritten(followed.run, "run.json", versions={"packlaw": "0.0.1"})

    assert followed.why() == earlier.OTHER_VERSION.en


def test_folder_of_a_torn_or_foreign_run_is_refused(followed: IncrementalStats) -> None:
    (followed.run / "summary.json").unlink()
    with pytest.raises(UsageError, match=r"not a run to follow \(summary.json is miss"):
        open_earlier(followed.run)

    (followed.run / "run.json").write_text('{"dataset": {}}', "utf-8")

    with pytest.raises(UsageError, match="not a run to follow"):
        open_earlier(followed.run)


def resealed(run: Path, file: str) -> None:
    """Let run.json list a file as it is now."""
    content = (run / file).read_bytes()
    seal = {"bytes": len(content), "sha256": sha256(content).hexdigest()}
    files = json.loads((run / "run.json").read_text("utf-8"))["files"]
    rewritten(run, "run.json", files=files | {file: seal})


def test_all_is_judged_after_a_run_that_could_not_judge_all(
    followed: IncrementalStats,
) -> None:
    rewritten(followed.run, "summary.json", failures=["signal 9; records r1"])
    resealed(followed.run, "summary.json")

    assert followed.why() == earlier.FAILED.en


def test_all_is_judged_where_the_old_dataset_reads_otherwise(
    followed: IncrementalStats,
) -> None:
    check(followed.old, followed.run, rules=followed.rules, encoding="gb18030")

    assert followed.why() == following.OTHER_READING.en


def test_all_is_judged_where_the_findings_are_not_what_the_dataset_gives(
    followed: IncrementalStats,
) -> None:
    file, other = followed.run / "findings.parquet", followed.folder / "other.parquet"
    duckdb.sql(f"SELECT * REPLACE ('minor!' AS severity) FROM '{file}'").write_parquet(
        str(other)
    )
    shutil.move(other, file)
    resealed(followed.run, file.name)

    assert followed.why() == following.NOT_FOUND_AGAIN.en
