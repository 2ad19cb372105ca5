"""A failure of the engine is an error in every standard, and never a verdict."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from engine.dataset import open_dataset
from engine.evaluation.findings import COLUMNS
from engine.rulebook import load_rulebook
from engine.runs.outputs import STANDARDS, Origin, write_standards
from tests.engine.runs.outputs.conftest import LIBRARY, Faults
from tests.engine.runs.outputs.test_junit import suites

FAILURE = "the child process died of signal 9; records a1, a2"


@pytest.fixture
def origin() -> Iterator[Origin]:
    rulebook = load_rulebook(LIBRARY / "rules")
    with open_dataset(LIBRARY / "dataset", rulebook.vocabularies) as dataset:
        columns = ", ".join(f"{name} VARCHAR" for name in COLUMNS)
        dataset.connection.execute(f"CREATE TEMP TABLE findings ({columns})")
        yield Origin(
            date(2025, 6, 30), dataset, rulebook, rulebook.rules, "0", (FAILURE,)
        )


def connection_of(origin: Origin) -> duckdb.DuckDBPyConnection:
    return origin.dataset.connection


def test_failure_of_the_engine_is_an_error(
    origin: Origin, tmp_path: Path, faults: Faults
) -> None:
    write_standards(connection_of(origin), tmp_path, STANDARDS, origin)

    (error,) = suites(tmp_path)["packlaw"].iter("error")
    log = json.loads((tmp_path / "findings.sarif").read_text("utf-8"))
    (invocation,) = log["runs"][0]["invocations"]
    results = (tmp_path / "findings.oscal.json").read_text("utf-8")
    assert error.text == FAILURE
    assert invocation["executionSuccessful"] is False
    assert FAILURE in results
    for file in tmp_path.iterdir():
        assert [str(fault) for fault in faults(file)] == []


def test_run_without_rules_is_still_sound(
    origin: Origin, tmp_path: Path, faults: Faults
) -> None:
    bare = replace(origin, rules=(), failures=())

    write_standards(connection_of(origin), tmp_path, STANDARDS, bare)

    for file in tmp_path.iterdir():
        assert [str(fault) for fault in faults(file)] == []


def test_only_the_standards_among_the_formats_are_written(
    origin: Origin, tmp_path: Path
) -> None:
    write_standards(connection_of(origin), tmp_path, ("csv", "junit"), origin)

    assert [file.name for file in tmp_path.iterdir()] == ["findings.junit.xml"]
