"""An earlier run is reused only where nothing but its records may have changed."""

from __future__ import annotations

import json
import shutil
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import pytest

from engine.errors import UsageError, message
from engine.runs import CheckRequest, check
from engine.runs.incremental import open_earlier_run
from tests.engine.agreement.pieces import record, rule
from tests.engine.runs.incremental.datasets import lay_dataset, lay_rules

RULES = [
    rule(0, must={"hold": {"grade": "a"}}),
    rule(1, must={"be_followed_by": {"event": "crate.moved"}}),
]
RECORDS = [record(f"r{n}", grade="b", battery_code=f"B{n}") for n in range(5)]
OUTLETS = [{"outlet_id": "O", "operator_id": "P"}]


def reason(code: str) -> str:
    """Return the English text of a reason for a full run."""
    return str(message(f"runs.full-run.{code}"))


class Reused:
    """A run, a newer state of its dataset, and checks of it that reuse the run."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.rules = folder, folder / "rules"
        self.old, self.run = folder / "old", folder / "run"

    def newer(self, **tables: Any) -> Path:
        mended = [*RECORDS, record("r9", grade="a", battery_code="B1", corrects="r1")]
        whole = {"records": mended, "outlets": OUTLETS} | tables
        return lay_dataset(self.folder / "new", whole)

    def since(self, dataset: Path | None = None, **asked: Any) -> Any:
        asked = {"rules": self.rules, "since": self.run} | asked
        run = check(CheckRequest(dataset or self.newer(), self.folder / "out", **asked))
        return run.summary["since"]

    def why(self, dataset: Path | None = None, **asked: Any) -> str:
        return str(self.since(dataset, **asked)["why_whole"]["en"])


def rewritten(run: Path, file: str, **parts: Any) -> None:
    """Replace parts of a JSON file of a run."""
    told = json.loads((run / file).read_text("utf-8")) | parts
    (run / file).write_text(json.dumps(told), "utf-8")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Reused:
    """A run that every test copies."""
    made = Reused(tmp_path_factory.mktemp("made"))
    lay_rules(made.rules, RULES)
    lay_dataset(made.old, {"records": RECORDS, "outlets": OUTLETS})
    check(CheckRequest(made.old, made.run, rules=made.rules))
    return made


@pytest.fixture
def reused(made: Reused, tmp_path: Path) -> Reused:
    shutil.copytree(made.folder, tmp_path, dirs_exist_ok=True)
    reused = Reused(tmp_path)
    dataset = json.loads((made.run / "run.json").read_text("utf-8"))["dataset"]
    rewritten(reused.run, "run.json", dataset=dataset | {"path": str(reused.old)})
    return reused


@pytest.mark.slow
def test_only_affected_duties_are_evaluated_again(reused: Reused) -> None:
    assert reused.since() == {
        "folder": str(reused.run), "changed_records": 1, "judged_again": 2,
        "kept": 8, "why_whole": None,
    }  # fmt: skip


@pytest.mark.slow
def test_incremental_run_can_be_reused_in_turn(reused: Reused) -> None:
    reused.since()
    out = reused.folder / "out"
    newest = lay_dataset(
        reused.folder / "newest", {"records": RECORDS, "outlets": OUTLETS}
    )

    assert reused.since(newest, since=out)["why_whole"] is None
    findings = [json.loads((run / "run.json").read_text("utf-8"))["findings"]
                for run in (reused.run, out)]  # fmt: skip
    assert findings[0] == findings[1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"as_of": date(2026, 1, 1)}, "other-day"),
        ({"every_duty": True}, "other-options"),
        ({"entities": ["P"]}, "other-options"),
        ({"rule_ids": ["plain/r0"]}, "other-options"),
    ],
)
def test_every_duty_is_evaluated_where_the_request_differs(
    reused: Reused, asked: Any, code: str
) -> None:
    assert reused.why(**asked) == reason(code)


def test_every_duty_is_evaluated_by_other_rules(reused: Reused) -> None:
    rules = lay_rules(reused.folder / "others", RULES[:1])

    assert reused.why(rules=rules) == reason("other-rules")


def test_every_duty_is_evaluated_in_another_window(reused: Reused) -> None:
    new = lay_dataset(reused.folder / "new", {"records": RECORDS}, "2026-12-30")

    found = reused.why(new, as_of=date(2026, 12, 31))

    assert found == reason("other-window")


@pytest.mark.slow
@pytest.mark.parametrize("outlets", [[], [{"outlet_id": "O", "operator_id": "Q"}]])
def test_every_duty_is_evaluated_where_outlets_differ(
    reused: Reused, outlets: Any
) -> None:
    assert reused.why(reused.newer(outlets=outlets)) == reason("other-registers")


def test_every_duty_is_evaluated_where_the_old_dataset_is_gone_or_another(
    reused: Reused,
) -> None:
    new = reused.newer()
    (reused.old / "records.csv").write_bytes((new / "records.csv").read_bytes())
    assert reused.why(new) == reason("no-dataset")

    shutil.rmtree(reused.old)

    assert reused.why(new) == reason("no-dataset")


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"baseline": "run"}, "comparison"),
        ({"watched": ["0123456789abcdef"]}, "comparison"),
        ({"engine": "both"}, "both-engines"),
    ],
)
def test_every_duty_is_evaluated_where_every_duty_is_needed(
    reused: Reused, asked: dict[str, Any], code: str
) -> None:
    if "baseline" in asked:
        asked = {"baseline": reused.run}

    assert reused.why(**asked) == reason(code)


@pytest.mark.slow
def test_every_duty_is_evaluated_where_findings_were_touched_or_left_out(
    reused: Reused,
) -> None:
    file = reused.run / "findings.parquet"
    file.write_bytes(file.read_bytes()[::-1])
    new = reused.newer()
    assert reused.why(new) == reason("files-changed")

    check(CheckRequest(reused.old, reused.run, rules=reused.rules, formats=["csv"]))

    assert reused.why(new) == reason("no-findings")


def test_every_duty_is_evaluated_where_another_version_was_at_work(
    reused: Reused,
) -> None:
    rewritten(reused.run, "run.json", versions={"packlaw": "0.0.1"})

    assert reused.why() == reason("other-versions")


def test_folder_of_a_torn_or_foreign_run_is_refused(reused: Reused) -> None:
    (reused.run / "summary.json").unlink()
    with pytest.raises(UsageError, match=r"not a run to follow \(summary.json is miss"):
        open_earlier_run(reused.run)

    (reused.run / "run.json").write_text('{"dataset": {}}', "utf-8")

    with pytest.raises(UsageError, match="not a run to follow"):
        open_earlier_run(reused.run)


def resealed(run: Path, file: str) -> None:
    """Update the size and hash of a file in run.json."""
    content = (run / file).read_bytes()
    seal = {"bytes": len(content), "sha256": sha256(content).hexdigest()}
    files = json.loads((run / "run.json").read_text("utf-8"))["files"]
    rewritten(run, "run.json", files=files | {file: seal})


def test_every_duty_is_evaluated_after_a_run_that_could_not_judge_all(
    reused: Reused,
) -> None:
    rewritten(reused.run, "summary.json", failures=["signal 9; records r1"])
    resealed(reused.run, "summary.json")

    assert reused.why() == reason("failures")


def test_every_duty_is_evaluated_where_the_old_dataset_reads_otherwise(
    reused: Reused,
) -> None:
    check(CheckRequest(reused.old, reused.run, rules=reused.rules, encoding="gb18030"))

    assert reused.why() == reason("other-reading")


def test_every_duty_is_evaluated_where_the_findings_are_not_what_the_dataset_gives(
    reused: Reused,
) -> None:
    file, other = reused.run / "findings.parquet", reused.folder / "other.parquet"
    duckdb.sql(f"SELECT * REPLACE ('minor!' AS severity) FROM '{file}'").write_parquet(
        str(other)
    )
    shutil.move(other, file)
    resealed(reused.run, file.name)

    assert reused.why() == reason("other-findings")


@pytest.mark.slow
@pytest.mark.parametrize("which", ["old", "new"])
def test_every_duty_is_evaluated_where_a_rejected_row_leaves_doubt(
    reused: Reused, which: str
) -> None:
    faulty = [*RECORDS, record("x", event="crate.moved", occurred_on="soon")]
    if which == "old":
        shutil.rmtree(reused.old)
        lay_dataset(reused.old, {"records": faulty, "outlets": OUTLETS})
        check(CheckRequest(reused.old, reused.run, rules=reused.rules))
    new = reused.newer(**({"records": faulty} if which == "new" else {}))

    assert reused.why(new) == reason("rejected")

    whole = check(CheckRequest(new, reused.folder / "whole", rules=reused.rules))
    followed = json.loads((reused.folder / "out" / "summary.json").read_text("utf-8"))
    assert followed["findings"] == whole.summary["findings"]


def test_every_duty_is_evaluated_where_a_column_is_gone(reused: Reused) -> None:
    new = reused.newer()
    duckdb.execute(
        f"COPY (SELECT * EXCLUDE (region) FROM read_csv('{new / 'records.csv'}', "
        f"all_varchar = true)) TO '{new / 'records.csv'}' (HEADER)"
    )

    assert reused.why(new) == reason("other-columns")
