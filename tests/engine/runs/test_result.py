"""What a run was asked for, and how it followed another, in the words of its files."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from engine.rulebook import Text
from engine.runs.result import IncrementalStats, Options


def options(*entities: str, every_duty: bool = False) -> Options:
    return Options(entities, (), ("csv",), every_duty, "live")


def test_options_are_told_without_the_engine() -> None:
    assert options("P").as_dict() == {
        "entities": ["P"], "rule_ids": [], "formats": ["csv"], "all": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (options(), ["late", "of O'B"]),
        (options(every_duty=True), ["late", "met", "of O'B"]),
        (options("O'B"), ["of O'B"]),
        (options("P", "O'B", every_duty=True), ["late", "met", "of O'B"]),
    ],
)
def test_duties_are_told_by_verdict_and_party(asked: Options, told: list[str]) -> None:
    duties = (
        "(VALUES ('late', 'breach', 'P'), ('met', 'compliant', 'P'), "
        "('of O''B', 'pending', 'O''B')) AS duties (name, verdict, owed_by)"
    )

    found = duckdb.sql(f"SELECT name FROM {duties} WHERE {asked.told} ORDER BY name")

    assert [name for (name,) in found.fetchall()] == told


def test_following_is_told_with_its_figures_or_why_all_was_judged() -> None:
    run = Path("run")

    assert IncrementalStats(run, 1, 2, 3).as_dict() == {
        "folder": "run", "changed_records": 1, "judged_again": 2, "kept": 3,
        "why_whole": None,
    }  # fmt: skip
    reason = IncrementalStats(run, full_run_reason=Text("因", "why")).as_dict()[
        "why_whole"
    ]
    assert reason == {"zh": "因", "en": "why"}
