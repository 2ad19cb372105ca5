"""Options and the numbers of an incremental run, as the files of a run hold them."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from engine.errors import message
from engine.runs.options import Options
from engine.runs.result import IncrementalStats


def options(*entities: str, every_duty: bool = False) -> Options:
    return Options(entities, (), ("csv",), every_duty, "live")


def test_options_are_recorded_without_the_engine() -> None:
    assert options("P").record() == {
        "entities": ["P"], "rule_ids": [], "formats": ["csv"], "all": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("requested", "listed"),
    [
        (options(), ["late", "of O'B"]),
        (options(every_duty=True), ["late", "met", "of O'B"]),
        (options("O'B"), ["of O'B"]),
        (options("P", "O'B", every_duty=True), ["late", "met", "of O'B"]),
    ],
)
def test_duties_are_listed_by_verdict_and_party(
    requested: Options, listed: list[str]
) -> None:
    duties = (
        "(VALUES ('late', 'breach', 'P'), ('met', 'compliant', 'P'), "
        "('of O''B', 'pending', 'O''B')) AS duties (name, verdict, owed_by)"
    )

    found = duckdb.sql(
        f"SELECT name FROM {duties} WHERE {requested.is_listed} ORDER BY name"
    )

    assert [name for (name,) in found.fetchall()] == listed


def test_reused_run_is_summarized_with_numbers_or_the_reason_for_a_full_run() -> None:
    run = Path("run")

    assert IncrementalStats(run, 1, 2, 3).summary() == {
        "folder": "run", "changed_records": 1, "judged_again": 2, "kept": 3,
        "why_whole": None,
    }  # fmt: skip
    reason = message("runs.full-run.other-rules")
    stats = IncrementalStats(run, full_run_reason=reason)
    assert stats.summary()["why_whole"] == {
        "zh": "规则集不同", "en": "the rulebook is another",
    }  # fmt: skip
