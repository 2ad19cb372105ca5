"""What the figures rest on: fair rules, fair memory, a full pass. No figure is tested."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from engine.mapping import load_mapping, map_dataset
from engine.rulebook import load_rulebook, shipped_rules
from engine.runs import CheckRequest, check
from engine.tables.duckdb.session import query_files
from fixtures.fleet import write_fleet
from tests.bench.ledger import write_ledger
from tests.bench.limit import touch_every_column
from tests.bench.lines import (
    BARE,
    PEER,
    SWEEP,
    SWEEP_SHARED,
    Line,
    median_line,
    print_table,
)
from tests.bench.patterns import SHARED, write_rules
from tests.bench.processes import Spent, spend
from tests.bench.reports import most_found
from tests.reports.samples import RUN


def test_every_shared_pattern_is_a_rule(tmp_path: Path) -> None:
    rulebook = load_rulebook(write_rules(tmp_path / "rules"))

    assert {rule.id for rule in rulebook.rules} == {f"patterns/{p.id}" for p in SHARED}


def test_every_shared_pattern_finds_duties_in_a_fleet(tmp_path: Path) -> None:
    write_fleet(tmp_path / "fleet", 300, 1, format="parquet")
    rules = write_rules(tmp_path / "rules")

    run = check(
        CheckRequest(tmp_path / "fleet", tmp_path / "out", rules=rules, engine="sweep")
    )

    assert all(rule["compliant"] for rule in run.summary["rules"])


def test_bare_pass_counts_every_record(tmp_path: Path) -> None:
    fleet = write_fleet(tmp_path / "fleet", 50, 1, format="parquet")

    records, _ = touch_every_column(fleet.folder)

    assert records == fleet.records


def test_ledger_maps_without_a_rejected_line(tmp_path: Path) -> None:
    vocabularies = load_rulebook(shipped_rules()).vocabularies
    ledger = write_ledger(tmp_path, 20)

    mapped = map_dataset(
        ledger, load_mapping(tmp_path / "mapping.yaml", vocabularies), vocabularies,
        tmp_path / "out",
    )  # fmt: skip

    assert mapped.tables == {"records": 30, "entities": 20}
    assert mapped.untranslated == ()


def test_peak_memory_is_not_inherited_from_whoever_measures() -> None:
    ballast = bytearray(b"x" * 300_000_000)

    spent = spend([sys.executable, "-S", "-c", "print('done')"])

    assert spent.printed.strip() == "done"
    assert spent.peak_mb < len(ballast) / 1e6


def test_failure_of_what_is_measured_is_told() -> None:
    failing = [sys.executable, "-c", "raise SystemExit('no fleet')"]

    with pytest.raises(RuntimeError, match=r"ended with 1\.\nno fleet"):
        spend(failing)


def test_reports_are_measured_on_the_enterprises_with_most_findings() -> None:
    count = "SELECT count(*) AS n FROM read_parquet($file) WHERE owed_by = $entity"
    findings = RUN / "findings.parquet"

    most = most_found(RUN, 3)

    counts = [
        query_files(count, {"entity": one}, file=findings)[0]["n"] for one in most
    ]
    assert len(set(most)) == 3
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]


def test_ratios_stand_beside_lines_of_the_same_size(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = [
        Line(BARE, 1000, 2.0, 1), Line(SWEEP, 1000, 8.0, 1), Line(PEER, 1000, 30.0, 1),
        Line(SWEEP_SHARED, 1000, 3.0, 1), Line(SWEEP, 3000, 20.0, 1),
    ]  # fmt: skip

    print_table(lines)

    shown = [line.split()[-4:] for line in capsys.readouterr().out.splitlines()[2:7]]
    assert shown[1][-3:] == ["4.00", "×", "-"]
    assert shown[3] == ["1.50", "×", "10.00", "×"]
    assert shown[4][-2:] == ["-", "-"]


def test_rest_beside_the_phases_of_the_sweep_is_start_and_end(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rounds = [
        Spent(seconds, 1, "", {"reading": 1.0, "rules": rules})
        for seconds, rules in ((5.0, 3.0), (4.0, 2.0), (9.0, 2.5))
    ]

    print_table([median_line(SWEEP, 1000, rounds)])

    heads, phases = capsys.readouterr().out.splitlines()[-5:-3]
    assert heads.split() == [
        "seconds",
        "of",
        "the",
        "sweep",
        "reading",
        "rules",
        "start,",
        "end",
    ]
    assert phases.split() == ["1,000", "records", "1.00", "2.50", "1.50"]
