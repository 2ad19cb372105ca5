"""`packlaw dataset ocel` writes a log, and tells what is in it and what is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.cli import commands
from tests.house import ENGLISH, ROOT

CORRECTED = ROOT / "fixtures" / "lives" / "corrected-after-inspection"
LATE = ROOT / "fixtures" / "lives" / "reported-on-the-last-day"


def run(*words: str | Path) -> Result:
    told = ["dataset", "ocel", *map(str, words)]
    return CliRunner(env=ENGLISH).invoke(commands(), told)


def events_in(log: Path) -> list[str]:
    return [event["id"] for event in json.loads(log.read_text("utf-8"))["events"]]


def test_log_has_what_is_known_in_the_end(tmp_path: Path) -> None:
    out = tmp_path / "log.json"

    result = run(CORRECTED, out)

    assert result.exit_code == 0
    assert result.output == (
        "events                1  with 3 relations to objects (as known in the end)\n"
        "battery               1\n"
        "vehicle               0\n"
        "party                 2\n"
        "0 relations between objects\n"
        "! 1 record is not written: another one corrects it.\n"
        f"{out}\n"
    )
    assert events_in(out) == ["r2"]


def test_log_of_a_day_has_what_was_known_then(tmp_path: Path) -> None:
    out = tmp_path / "log.json"

    result = run(CORRECTED, out, "--as-of", "2026-06-30", "--language", "zh")

    assert "（2026-06-30 所知状态）" in result.output
    assert "! 1 条记录没有写入：当日尚不可知，或已被其他记录更正。" in result.output
    assert events_in(out) == ["r1"]


def test_log_may_have_every_record(tmp_path: Path) -> None:
    out = tmp_path / "log.json"

    result = run(CORRECTED, out, "--every-record")

    assert "not written" not in result.output
    assert events_in(out) == ["r1", "r2"]


def test_report_after_the_day_is_not_known_on_it(tmp_path: Path) -> None:
    for day, is_known in (("2026-05-30", False), ("2026-05-31", True)):
        run(LATE, tmp_path / "log.json", "--as-of", day)
        (event,) = json.loads((tmp_path / "log.json").read_text("utf-8"))["events"]
        names = [attribute["name"] for attribute in event["attributes"]]
        assert ("reported_on" in names) == is_known


def test_rejected_rows_and_ids_of_two_things_are_counted(tmp_path: Path) -> None:
    dataset = tmp_path / "dataset"
    dataset.mkdir()
    (dataset / "dataset.yaml").write_text("title: X\nvocabulary: order-73\n", "utf-8")
    (dataset / "records.csv").write_text(
        "record_id,event,occurred_on,actor_id,vin\n"
        "1,model.certified,2026-05-01,A,A\n2,model.certified,no day,A,\n",
        "utf-8",
    )

    result = run(dataset, tmp_path / "log.sqlite")

    assert result.output.splitlines()[-3:-1] == [
        "! 1 rejected row is not written; packlaw dataset validate lists it.",
        "! 1 id stands for objects of two types: the second has its type behind its id.",
    ]


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (
            ["log.json", "--as-of", "2026-06-30", "--every-record"],
            "Give --as-of for the records known on a day, or --every-record for all of "
            "them.",
        ),
        (
            ["log.csv"],
            "log.csv: the ending of the file says its form, one of .json, .jsonocel, "
            ".xml, .xmlocel, .sqlite",
        ),
    ],
)
def test_request_that_cannot_be_served(words: list[str], fault: str) -> None:
    result = run(CORRECTED, *words)

    assert (result.exit_code, result.output) == (2, f"packlaw: {fault}\n")
