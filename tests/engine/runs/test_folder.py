"""Every reader of runs refuses an incomplete run and says what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import ReportError, UsageError
from engine.explanation.source import explain
from engine.runs import CheckRequest, check
from engine.runs.baseline import open_baseline
from engine.runs.folder import incomplete_reason
from reports import render

LIBRARY = Path(__file__).parents[2] / "packs" / "library"


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return check(
        CheckRequest(LIBRARY / "dataset", tmp_path / "out", rules=LIBRARY / "rules")
    ).folder


def test_run_and_a_folder_that_is_none_are_not_torn(run: Path, tmp_path: Path) -> None:
    assert incomplete_reason(run) is incomplete_reason(tmp_path) is None


def test_missing_file_is_named_by_every_reader(run: Path) -> None:
    (run / "rejected.csv").unlink()

    with pytest.raises(UsageError) as told:
        explain(run, battery="B1")
    with pytest.raises(UsageError, match=r"rejected\.csv is missing"):
        open_baseline(run)
    with pytest.raises(ReportError, match=r"not whole: rejected\.csv is missing"):
        render(run, run / "report.pdf")

    assert str(told.value) == (
        f"{run}: this run is not whole: rejected.csv is missing. "
        "Check the dataset again with `packlaw check`."
    )


def test_run_without_run_json_is_torn(run: Path) -> None:
    (run / "run.json").unlink()

    assert str(incomplete_reason(run)) == "run.json is missing"


def test_run_of_other_formats_replaces_the_earlier_one_and_no_file_of_mine(
    run: Path,
) -> None:
    def again(*formats: str) -> None:
        check(
            CheckRequest(
                LIBRARY / "dataset", run, rules=LIBRARY / "rules", formats=formats
            )
        )

    again("jsonl")
    assert (run / "findings.jsonl").exists()
    assert not (run / "findings.csv").exists()

    (run / "findings.csv").write_text("mine")
    with pytest.raises(UsageError, match=r"lists as its own: findings\.csv\. Move"):
        again("csv")

    assert (run / "findings.csv").read_text() == "mine"
    assert incomplete_reason(run) is None


def test_file_cut_off_is_torn(run: Path) -> None:
    (run / "findings.csv").write_text("cut")

    assert str(incomplete_reason(run)).startswith(
        "findings.csv has 3 bytes, run.json says "
    )
