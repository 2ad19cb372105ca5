"""The command by either evaluator: its status, its words and its limits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import engine.evaluation.sweep
from engine.cli import commands
from engine.evaluation.inputs import EvaluationInputs
from tests.house import ROOT

LIBRARY = ROOT / "tests" / "packs" / "library"
CHECK = ("check", LIBRARY / "dataset", "--rules", LIBRARY / "rules", "--no-pdf",
         "--fail-on", "never", "--language", "en")  # fmt: skip


def run(*words: object) -> Result:
    return CliRunner().invoke(commands(), [str(word) for word in (*CHECK, *words)])


def test_both_evaluators_tell_that_they_agree(tmp_path: Path) -> None:
    result = run("--engine", "both", "--out", tmp_path)

    assert result.exit_code == 0
    assert "live and sweep both judged 8 duties and differ on 0" in result.output


def test_status_is_three_and_the_duty_named_when_they_differ(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = engine.evaluation.sweep.judge

    def judge_less(inputs: EvaluationInputs, *others: Any) -> Any:
        swept = judge(inputs, *others)
        inputs.tables.connection.execute(
            "DELETE FROM rulings WHERE record_key = 4 AND rule = 0"
        )
        return swept

    monkeypatch.setattr(engine.evaluation.sweep, "judge", judge_less)

    result = run("--engine", "both", "--out", tmp_path)

    assert result.exit_code == 3
    assert "differ on 1" in result.output
    assert result.stderr.endswith(
        "loans/one-reader-at-a-time: live says compliant, the sweep says no duty; "
        "records a4\n"
    )


def test_memory_limit_that_is_none_is_refused_with_the_way_out(tmp_path: Path) -> None:
    result = run("--memory-limit", "lots", "--out", tmp_path / "out")

    assert result.exit_code == 2
    assert result.stderr == (
        "packlaw: memory_limit lots: not taken (Parser Error: Memory must have a "
        "number (e.g. 1GB)).\n  A memory limit is a number with its unit, such as 8GB; "
        "threads are a whole number from 1.\n"
    )
    assert not (tmp_path / "out").exists()


def test_scratch_folder_is_left_empty(tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()

    result = run("--engine", "sweep", "--scratch", scratch, "--out", tmp_path / "out")

    assert result.exit_code == 0
    assert list(scratch.iterdir()) == []


def test_run_that_follows_says_what_it_judged_again(tmp_path: Path) -> None:
    run("--out", tmp_path / "one")

    result = run("--since", tmp_path / "one", "--out", tmp_path / "two")

    assert result.exit_code == 0
    assert "0 records changed, 0 duties judged again" in " ".join(result.output.split())


def test_folder_that_is_no_run_is_not_followed(tmp_path: Path) -> None:
    result = run("--since", tmp_path, "--out", tmp_path / "out")

    assert result.exit_code == 2
    assert result.stderr == (
        f"packlaw: {tmp_path}: this is not a run to follow (run.json is missing). "
        "Name a folder that `packlaw check` left, or leave --since out to judge "
        "everything.\n"
    )
