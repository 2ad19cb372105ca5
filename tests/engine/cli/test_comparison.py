"""`packlaw check --baseline` ends by what is new and tells the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.cli import commands
from tests.engine.runs.outputs.conftest import LIBRARY, write_library
from tests.engine.runs.test_baseline import LATE

ANOTHER = LATE.replace("a1", "b1").replace("book-1", "book-9")


def checked(folder: Path, records: str, *words: str | Path) -> Result:
    dataset = write_library(folder.with_name(f"{folder.name}-in"), records)
    every = ("check", dataset, "--rules", LIBRARY / "rules", "--out", folder, *words)
    return CliRunner().invoke(commands(), [str(word) for word in every])


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("old") / "run"
    assert checked(folder, LATE).exit_code == 1
    return folder


def test_check_ends_with_zero_when_every_breach_is_in_the_baseline(
    old: Path, tmp_path: Path
) -> None:
    result = checked(tmp_path / "new", LATE, "--baseline", old, "--language", "en")

    assert result.exit_code == 0
    assert "against the baseline (Loans, as of 2025-06-30)" in result.output
    assert "still open" in result.output
    assert (tmp_path / "new" / "baseline.csv").is_file()


def test_check_ends_with_one_when_a_breach_is_new(old: Path, tmp_path: Path) -> None:
    result = checked(tmp_path / "new", LATE + ANOTHER, "--baseline", old)

    assert result.exit_code == 1
    assert "新增" in result.output


def test_run_may_take_the_place_of_its_baseline(old: Path) -> None:
    dataset = old.with_name("run-in")
    words = ("check", dataset, "--rules", LIBRARY / "rules", "--out", old)

    result = CliRunner().invoke(
        commands(), [str(word) for word in (*words, "--baseline", old)]
    )

    assert result.exit_code == 0
