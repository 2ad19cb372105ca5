"""`packlaw report RUN --all-entities` leaves a report for each enterprise, and a table."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from portal.command import packlaw
from reports import bulk
from reports.command import enterprises
from reports.command.enterprises import Asked, file_names, print_enterprises
from tests.house import ENGLISH, ROOT
from tests.reports.samples import PARTY, RUN

FAKE = "tests.reports.bulk_jobs:print_or_fail"
HEADS = ["Enterprise", "Name", "breach", "undetermined", "pending", "compliant",
         "File", "State"]  # fmt: skip


def run(*words: str | Path) -> Result:
    told = ["report", *map(str, words)]
    return CliRunner(env=ENGLISH).invoke(packlaw(), told)


def rows_of(folder: Path) -> list[list[str]]:
    with (folder / "index.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the children write a line of text for each report."""

    def print_all(*told: object, **named: object) -> object:
        return bulk.print_all(*told, **named, render=FAKE)  # type: ignore[arg-type]

    monkeypatch.setattr(enterprises, "print_all", print_all)


@pytest.mark.slow
@pytest.mark.usefixtures("quick")
def test_table_has_the_figures_of_every_enterprise_with_a_duty(tmp_path):
    result = run(RUN, "--all-entities", "--out", tmp_path / "out")

    counts = duckdb.sql(
        f"SELECT owed_by, sum(breach), sum(undetermined), sum(pending), sum(compliant) "
        f"FROM '{RUN}/duty_counts.parquet' GROUP BY owed_by ORDER BY owed_by"
    ).fetchall()
    heads, *rows = rows_of(tmp_path / "out")
    assert heads == HEADS
    assert [row[0] for row in rows] == [row[0] for row in counts]
    assert all((tmp_path / "out" / row[6]).is_file() for row in rows)
    assert {row[7] for row in rows} == {"printed"}
    assert (tmp_path / "out" / "index.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert result.exit_code == 0
    assert result.stdout == (
        f"{len(rows):,} printed, 0 kept from before, 0 failed; "
        f"{tmp_path / 'out' / 'index.csv'} lists them.\n"
    )


@pytest.mark.slow
@pytest.mark.usefixtures("quick")
def test_notices_are_made_for_those_in_binding_breach_alone(tmp_path):
    run(RUN, "--kind", "notice", "--all-entities", "--out", tmp_path)

    breached = duckdb.sql(
        f"SELECT owed_by, count(*) FROM '{RUN}/findings.parquet' WHERE force = 'binding' "
        "AND verdict = 'breach' GROUP BY owed_by ORDER BY owed_by"
    ).fetchall()
    assert [(row[0], int(row[2])) for row in rows_of(tmp_path)[1:]] == breached


@pytest.mark.slow
@pytest.mark.usefixtures("quick")
def test_second_time_keeps_what_is_there(tmp_path):
    first = run(RUN, "--kind", "notice", "--all-entities", "--out", tmp_path)
    kept = run(RUN, "--kind", "notice", "--all-entities", "--out", tmp_path)

    assert first.stdout.startswith("14 printed, 0 kept from before, 0 failed; ")
    assert kept.stdout.startswith("0 printed, 14 kept from before, 0 failed; ")
    assert {row[7] for row in rows_of(tmp_path)[1:]} == {"printed before"}


@pytest.mark.slow
@pytest.mark.usefixtures("quick")
def test_one_that_fails_is_told_and_does_not_stop_the_others(copy_of, tmp_path):
    copied = copy_of(RUN)
    for table in ("findings", "duty_counts"):
        copied.change_table(
            table, f"UPDATE {table} SET owed_by = 'refuses' WHERE owed_by = '{PARTY}'"
        )
    copied.change_table(
        "parties",
        f"UPDATE parties SET entity_id = 'refuses' WHERE entity_id = '{PARTY}'",
    )

    result = run(
        copied.folder, "--kind", "notice", "--all-entities", "--out", tmp_path / "out"
    )

    assert result.exit_code == 1
    assert (
        result.stderr
        == "packlaw: Invented Battery Utilization No. 001 (refuses): x, line 1\n"
    )
    assert result.stdout.startswith("13 printed, 0 kept from before, 1 failed; ")
    assert rows_of(tmp_path / "out")[-1] == [
        "refuses", "Invented Battery Utilization No. 001", "15", "0", "1", "372", "", "x, line 1",
    ]  # fmt: skip


@pytest.mark.slow
def test_stopped_command_goes_on_where_it_was(tmp_path):
    code = "from portal.command import main; main()"
    words = [sys.executable, "-c", code, "report", RUN, "--kind", "notice",
             "--all-entities", "--cap", "1", "--workers", "1", "--out", tmp_path]  # fmt: skip
    environment = {**os.environ, **ENGLISH}
    with subprocess.Popen(
        words, cwd=ROOT, env=environment, stderr=subprocess.PIPE
    ) as process:
        while not (tmp_path / "reports.json").is_file() and process.poll() is None:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
    whole = json.loads((tmp_path / "reports.json").read_text())
    left = rows_of(tmp_path)[1:]

    resumed = run(
        RUN, "--kind", "notice", "--all-entities", "--cap", "1", "--out", tmp_path
    )

    assert process.returncode == 130
    assert told.decode().startswith("packlaw: ")
    assert 1 <= len(whole) < 14
    # Ctrl-C may come between a report and its line.
    told_of = {row[6] for row in left} - {""}
    assert told_of <= set(whole)
    assert len(whole) - len(told_of) <= 1
    assert {row[7] for row in left if not row[6]} == {"not printed yet"}
    assert len(left) == 14
    assert f" printed, {len(whole)} kept from before, 0 failed; " in resumed.stdout
    assert len(list(tmp_path.glob("*.pdf"))) == 14


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--entity", "X", "--out", "o"],
         "--entity X and --all-entities exclude each other: the one makes a single report, "
         "the other one for each party."),
        (["--kind", "inspection", "--out", "o"],
         "A report of the kind inspection is about all parties as it is: leave "
         "--all-entities out, or choose compliance, notice or self-check by --kind."),
        (["--out", "file"],
         "file is a file; --all-entities needs a folder. Choose another --out."),
    ],
)  # fmt: skip
def test_request_that_cannot_be_served_is_told(tmp_path, monkeypatch, words, message):
    monkeypatch.chdir(tmp_path)
    Path("file").touch()

    result = run(RUN, "--all-entities", *words)

    assert result.exit_code == 2
    assert result.stderr == f"packlaw: {message}\n"


def test_run_without_counts_by_party_is_told(copy_of, tmp_path):
    copied = copy_of(RUN)
    (copied.folder / "duty_counts.parquet").unlink()

    result = run(copied.folder, "--all-entities", "--out", tmp_path / "out")

    assert result.exit_code == 2
    assert "this run did not count duties by party" in result.stderr


def test_duty_that_nobody_is_named_for_has_no_report(copy_of, tmp_path, monkeypatch):
    copied = copy_of(RUN)
    copied.change_table("duty_counts", "UPDATE duty_counts SET owed_by = NULL")
    asked = Asked(copied.folder, "compliance", "zh", 20)

    outcome = print_enterprises(asked, tmp_path / "out", 1, lambda *_: None)

    assert (outcome.fresh, outcome.kept, outcome.failures) == (0, 0, [])
    assert rows_of(tmp_path / "out")[1:] == []


@pytest.mark.parametrize(
    ("party", "name", "file"),
    [
        ("91X", "甲公司", "91X 甲公司.pdf"),
        ("91X", "91X", "91X.pdf"),
        ("../../etc", "a/b\\c", "_.._etc a_b_c.pdf"),
        ("=1", 'x:"*?<>|\n\x00y', "=1 x_________y.pdf"),
        ("...", ". .", "_.pdf"),
        ("a", "\u202egnp.exe", "a _gnp.exe.pdf"),
        ("a", "长" * 200, f"a {'长' * 66}.pdf"),
    ],
)
def test_names_of_files_are_safe(party, name, file):
    assert file_names({party: name}) == {party: file}


def test_names_of_files_are_told_apart():
    names = file_names({"a/b": "X", "a:b": "x", "index": "index"})

    assert names == {"a/b": "a_b X.pdf", "a:b": "a_b x (2).pdf", "index": "index.pdf"}


@pytest.mark.slow
@pytest.mark.usefixtures("quick")
def test_table_runs_no_formula(copy_of, tmp_path):
    copied = copy_of(RUN)
    copied.change_table("parties", "UPDATE parties SET name_en = '=1+1'")

    run(copied.folder, "--kind", "notice", "--all-entities", "--out", tmp_path / "out")

    assert {row[1] for row in rows_of(tmp_path / "out")[1:]} == {"'=1+1"}
