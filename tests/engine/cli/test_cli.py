"""The whole path through the command line, on real datasets and the shipped rules."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.cli import commands
from engine.errors import EvaluationError
from engine.runs import Run, raise_failures
from portal.command import print_report
from tests.house import ENGLISH

LIVES = Path(__file__).parents[3] / "fixtures" / "lives"
LATE = LIVES / "one-day-late"


def run(*words: str | Path) -> Result:
    return CliRunner(env=ENGLISH).invoke(commands(), [str(word) for word in words])


def test_check_ends_with_one_when_a_binding_duty_is_in_breach(tmp_path: Path) -> None:
    result = run("check", LATE, "--out", tmp_path)

    assert result.exit_code == 1
    assert (tmp_path / "findings.parquet").exists()
    assert "order-73/24-7-inbound-report" in result.output


def test_check_ends_with_zero_when_told_never_to_fail(tmp_path: Path) -> None:
    assert run("check", LATE, "--out", tmp_path, "--fail-on", "never").exit_code == 0


def test_check_writes_only_what_was_asked_for(tmp_path: Path) -> None:
    run("check", LATE, "--out", tmp_path, "--format", "jsonl", "--rule",
        "order-73/24-7-inbound-report")  # fmt: skip

    lines = (tmp_path / "findings.jsonl").read_text("utf-8").splitlines()
    assert {json.loads(line)["rule_id"] for line in lines} == {
        "order-73/24-7-inbound-report"
    }
    assert not (tmp_path / "findings.csv").exists()


def test_check_limits_findings_to_the_entity(tmp_path: Path) -> None:
    other = "913401029000000731"

    result = run(
        "check", LATE, "--out", tmp_path, "--format", "jsonl", "--entity", other
    )

    assert (tmp_path / "findings.jsonl").read_text("utf-8") == ""
    assert result.exit_code == 1
    assert "Only duties owed by:" in result.output
    assert "nothing was judged" in " ".join(result.output.split())


def test_unknown_entity_is_refused(tmp_path: Path) -> None:
    result = run("check", LATE, "--out", tmp_path / "out", "--entity", "nobody")

    assert result.exit_code == 2
    assert result.stderr.startswith(
        "packlaw: --entity nobody: no table has this party."
    )
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fail_on", "status"), [("breach", 1), ("rejected", 1), ("never", 0)]
)
def test_nothing_judged_is_no_pass(tmp_path: Path, fail_on: str, status: int) -> None:
    result = run("check", LATE, "--out", tmp_path, "--as-of", "1990-01-01", "--fail-on",
                 fail_on)  # fmt: skip

    assert result.exit_code == status
    assert "nothing was judged" in " ".join(result.output.split())


def test_rejected_row_of_any_table_is_told_and_fails_where_asked(
    tmp_path: Path,
) -> None:
    for file in LATE.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "vehicles.csv").write_text("vin,swap_model\nV1,perhaps\n", "utf-8")

    words = ("--rule", "order-73/24-7-inbound-report", "--as-of", "2026-05-02")
    result = run("check", tmp_path, "--out", tmp_path / "out", *words, "--fail-on",
                 "rejected")  # fmt: skip

    assert result.exit_code == 1
    assert "Rows rejected in all tables: 1 (1 of vehicles)" in result.output


def test_a_missing_dataset_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    result = run("check", tmp_path / "none", "--out", tmp_path / "out")

    assert result.exit_code == 2
    assert "none" in result.stderr
    assert not (tmp_path / "out").exists()


def test_an_unknown_rule_is_told_with_the_way_out(tmp_path: Path) -> None:
    result = run("check", LATE, "--out", tmp_path / "out", "--rule", "order-73/none")

    assert result.exit_code == 2
    assert result.stderr == (
        "packlaw: No rule order-73/none applies to the vocabulary order-73. "
        "`packlaw rules list` names them all.\n"
    )


@pytest.mark.parametrize(("asked", "told"), [("pdf", "pdf"), ("", "is named")])
def test_an_unknown_format_is_told_with_those_there_are(
    tmp_path: Path, asked: str, told: str
) -> None:
    result = run("check", LATE, "--out", tmp_path / "out", "--format", asked)

    assert result.exit_code == 2
    assert result.stderr == (
        f"packlaw: No format {told}. Formats: parquet, csv, jsonl, xlsx, sarif, junit, "
        "oscal.\n"
    )


def test_report_without_the_parquet_it_is_made_from_is_refused_at_once(
    tmp_path: Path,
) -> None:
    words = ["check", str(LATE), "--out", str(tmp_path / "out"), "--format", "sarif"]

    result = CliRunner(env=ENGLISH).invoke(commands(print_report), words)

    assert (result.exit_code, result.stderr) == (
        2,
        "packlaw: report.pdf is made from findings.parquet: add parquet to --format, "
        "or leave the report out with --no-pdf.\n",
    )
    assert not (tmp_path / "out").exists()


def test_the_same_inputs_give_the_same_findings(tmp_path: Path) -> None:
    for name in ("a", "b"):
        run("check", LATE, "--out", tmp_path / name)

    first, second = (
        json.loads((tmp_path / name / "run.json").read_text("utf-8")) for name in "ab"
    )
    assert first["findings"] == second["findings"]


def test_an_engine_failure_ends_with_three() -> None:
    with pytest.raises(EvaluationError, match="records R1") as raised:
        raise_failures(Run(Path(), {}, ("its process ended (signal 9); records R1",)))

    assert raised.value.exit_status == 3


def test_validate_ends_with_zero_when_every_row_is_accepted() -> None:
    result = run("dataset", "validate", LATE)

    assert result.exit_code == 0
    assert "records" in result.output


def test_validate_names_the_rejected_row_and_why(tmp_path: Path) -> None:
    for file in LATE.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    records = tmp_path / "records.csv"
    text = records.read_text("utf-8").replace("2026-05-01", "2026-02-30", 1)
    records.write_text(text, "utf-8")

    result = run("dataset", "validate", tmp_path)

    assert result.exit_code == 1
    assert "2026-02-30" in result.output


def test_describe_gives_json_for_programs() -> None:
    described = json.loads(run("dataset", "describe", LATE, "--json").output)

    assert described


def test_rules_list_names_every_rule() -> None:
    assert "order-73/24-7-inbound-report" in run("rules", "list").output


def test_rules_show_offers_the_nearest_id() -> None:
    result = run("rules", "show", "order-73/24-7-inbound-reports")

    assert result.exit_code == 2
    assert "Did you mean order-73/24-7-inbound-report" in result.stderr


def test_shipped_rules_have_no_lint_fault() -> None:
    result = run("rules", "lint")

    assert result.exit_code == 0, result.output


def test_every_example_of_the_shipped_rules_agrees() -> None:
    result = run("rules", "test")

    assert result.exit_code == 0, result.output
    assert "0 disagree" in result.output


def test_coverage_prints_every_article_with_its_reason() -> None:
    output = run("rules", "coverage", "--language", "en").output

    assert "text-not-seen" in output
    assert "→ order-73/24-7-inbound-report (B, binding)" in output


def test_schema_is_json() -> None:
    assert "$defs" in json.loads(run("rules", "schema").output)


def write_return(folder: Path, quarter: str) -> Path:
    """Write a return of two waste batteries received, the first reported too late."""
    day, late, in_time, serial = quarter.split()
    folder.mkdir()
    (folder / "dataset.yaml").write_text(
        "title: A return\nsource: invented\nvocabulary: order-73\n"
        "complete: {from: 2018-08-01, until: 2026-09-30}\n",
        "utf-8",
    )
    (folder / "entities.csv").write_text(
        "entity_id,roles\nU,utilization_enterprise\n", "utf-8"
    )
    rows = "".join(
        f"{number},battery.received,{day},F01PB0800006UXB5C000000{serial},U,{on},waste\n"
        for number, on in enumerate((late, in_time), start=1)
    )
    head = "record_id,event,occurred_on,battery_code,actor_id,reported_on,battery_condition\n"
    (folder / "records.csv").write_text(head + rows, "utf-8")
    return folder


def test_breach_of_a_return_numbered_like_the_last_is_new(tmp_path: Path) -> None:
    rule = ("--rule", "order-73/24-7-inbound-report", "--no-pdf", "--out")
    first = write_return(tmp_path / "q1", "2026-05-01 2026-06-01 2026-05-20 1")
    second = write_return(tmp_path / "q2", "2026-07-01 2026-08-15 2026-07-20 9")
    run("check", first, "--as-of", "2026-06-30", *rule, tmp_path / "one")

    result = run("check", second, "--as-of", "2026-09-30", "--baseline",
                 tmp_path / "one", *rule, tmp_path / "two")  # fmt: skip

    assert result.exit_code == 1
    rows = (tmp_path / "two" / "baseline.csv").read_text("utf-8-sig").splitlines()[1:]
    states = sorted(tuple(row.split(",")[2:4]) for row in rows)
    assert states == [('"1"', '"gone"'), ('"1"', '"new"')]
