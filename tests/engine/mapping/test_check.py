"""A check of a source by a mapping judges what the mapping makes of it."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.cli import commands
from engine.errors import UsageError
from engine.runs import CheckRequest, check
from tests.house import ENGLISH

MAPPING = """\
mapping: 1
vocabulary: order-73
dataset: {title: Ledger, complete: {from: 2026-04-01, until: 2026-12-31}}
tables:
  records:
    columns:
      record_id: Line
      event: {column: Kind, values: {in: battery.received, out: battery.handed_over}}
      occurred_on: Day
      actor_id: {constant: 91420115302600175X}
      battery_code: Pack
      reported_on: Reported
      battery_condition: {constant: waste}
  entities:
    distinct: true
    columns:
      entity_id: {constant: 91420115302600175X}
      name: Site
      roles: {constant: utilization_enterprise}
"""
LEDGER = (
    "Line,Kind,Day,Pack,Reported,Site\n"
    "1,in,2026-05-01,001PE00000000A0000000001,,One\n"
    "2,in,2026-05-01,001PE00000000A0000000002,2026-05-02,One\n"
)
RULE = "order-73/24-7-inbound-report"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    (tmp_path / "m.yaml").write_text(MAPPING)
    (tmp_path / "ledger.csv").write_text(LEDGER)
    return tmp_path / "ledger.csv"


def _request(ledger: Path, out: str, **options: object) -> CheckRequest:
    values = {"mapping": ledger.parent / "m.yaml", "rule_ids": (RULE,)} | options
    return CheckRequest(ledger, ledger.parent / out, **values)  # type: ignore[arg-type]


def _verdicts(run: Path) -> list[tuple[str, str]]:
    with (run / "findings.csv").open(encoding="utf-8-sig", newline="") as stream:
        return [(row["record_id"], row["verdict"]) for row in csv.DictReader(stream)]


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(commands(), [str(a) for a in arguments], env=ENGLISH)


def test_checking_a_source_is_checking_what_is_made_of_it(ledger: Path) -> None:
    made = ledger.parent / "made"
    mapped = _run("dataset", "map", ledger, made, "--mapping", ledger.parent / "m.yaml")

    run = check(_request(ledger, "run", every_duty=True))
    other = check(
        CheckRequest(made, ledger.parent / "other", rule_ids=(RULE,), every_duty=True)
    )

    assert mapped.exit_code == 0
    assert _verdicts(run.folder) == [("1", "breach"), ("2", "compliant")]
    assert run.summary["findings"]["hash"] == other.summary["findings"]["hash"]
    written = json.loads((run.folder / "run.json").read_text("utf-8"))
    assert written["dataset"]["path"] == str(ledger)
    assert [f["file"] for f in written["dataset"]["origin"]["files"]] == ["ledger.csv"]


def test_word_that_is_not_translated_leaves_doubt(ledger: Path) -> None:
    ledger.write_text(LEDGER + "3,lost,2026-05-02,001PE00000000A0000000001,,One\n")

    run = check(_request(ledger, "run"))

    assert run.summary["records"]["rejected"] == 1
    with (run.folder / "rejected.csv").open(encoding="utf-8-sig", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert (row["table"], row["column"], row["value"]) == ("records", "event", "lost")
    assert row["reason_en"] == "the values of the mapping do not list this word"


@pytest.mark.parametrize(
    "options",
    [{"since": Path("x")}, {"on": "local[2]"}, {"encoding": "utf-8"}],
)
def test_what_does_not_go_with_a_mapping(
    ledger: Path, options: dict[str, object]
) -> None:
    with pytest.raises(UsageError, match="cannot be used together with --mapping"):
        check(_request(ledger, "run", **options))


def test_command_tells_what_became_of_the_rows(ledger: Path) -> None:
    ledger.write_text(LEDGER + "3,lost,2026-05-02,X,,One\n")
    out = ledger.parent / "made"

    done = _run("dataset", "map", ledger, out, "--mapping", ledger.parent / "m.yaml",
                "--language", "en")  # fmt: skip

    assert done.exit_code == 1
    assert done.output == (
        "ledger.csv\n"
        "  records: 2 rows brought in\n"
        "  records: 1 row rejected\n"
        "  entities: 1 row brought in\n"
        "  entities: 2 rows the same as earlier ones\n"
        "! records.event: lost (1 row): the values of the mapping do not list this word\n"
        "records: 3 rows in all\n"
        "entities: 1 row in all\n"
        f"{out}/\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            (),
            "Give --suggest to have a mapping proposed, or --mapping FILE to apply one.",
        ),
        (("--suggest", "--mapping", "m.yaml"), "Give --suggest to have a mapping"),
        (("--mapping", "m.yaml"), "OUT is missing: the folder for the dataset."),
    ],
)
def test_command_that_lacks_something(
    ledger: Path, arguments: Sequence[str], message: str
) -> None:
    done = _run("dataset", "map", ledger, *arguments, "--language", "en")

    assert done.exit_code == 2
    assert message in done.output


@pytest.mark.parametrize("check", [False, True])
def test_code_that_seems_mistyped_is_warned_of(ledger: Path, check: bool) -> None:
    mapping = ledger.parent / "仓库.yaml"
    mapping.write_text(MAPPING.replace("00175X", "0175X"))
    out = ledger.parent / "out"
    command = ["check", ledger, "--no-pdf", "--out", out]
    if not check:
        command = ["dataset", "map", ledger, out]

    done = _run(*command, "--mapping", mapping, "--language", "en")

    assert (
        "! 仓库.yaml, line 10\n  actor_id: 9142011530260175X has 17 characters, a unified "
        "social credit code 18.\n"
        "  Look at it again; if it is a number of another kind, pass over this.\n"
    ) in done.output


def test_day_to_judge_for_is_that_of_the_mapping(ledger: Path) -> None:
    run = check(_request(ledger, "run"))

    assert run.summary["as_of"] == date(2026, 12, 31)


def test_run_of_a_source_says_how_it_may_be_explained(ledger: Path) -> None:
    run = check(_request(ledger, "run"))

    done = _run("explain", run.folder, "--battery", "X", "--language", "en")

    assert done.exit_code == 2
    assert f"packlaw dataset map {ledger} DATASET --mapping FILE" in done.output
