"""Runs the bare pass, the sweep, live and pm4py side by side on the same fleets."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path

import click

from tests.bench.lines import (
    BARE,
    LIVE,
    PEER,
    SWEEP,
    SWEEP_SHARED,
    Line,
    median_line,
    print_table,
)
from tests.bench.patterns import peer_command, ready_environment, write_rules
from tests.bench.processes import Spent, packlaw, spend

CONTESTANTS = ("limit", "sweep", "live", "peer")
_ONLY_SMALL = {"live", "peer"}
_RECORDS_A_LIFE = 10
_SEED = "2"

Run = Callable[[], Spent]


def compare(
    home: Path,
    environment: Path,
    sizes: Sequence[float],
    asked: Collection[str],
    rounds: int,
) -> None:
    """Measure the contestants at each size (millions of records), and print the table.

    Live and pm4py run at the smallest size only. Every round runs each contestant
    once, so that a busy minute falls upon all. One fleet at a time is on the disk.
    """
    home.mkdir()
    rules = write_rules(home / "rules")
    if "peer" in asked:
        _tell(f"pm4py in {environment}")
        ready_environment(environment)
    lines: list[Line] = []
    for size in sorted(sizes):
        fleet = _fleet(home / "fleet", round(size * 1_000_000 / _RECORDS_A_LIFE))
        here = asked if size == min(sizes) else set(asked) - _ONLY_SMALL
        runs = _runs(fleet, home / "out", rules, environment, here)
        lines += _measured(runs, _records(fleet), rounds)
        shutil.rmtree(fleet)
    print_table(lines)


def _fleet(fleet: Path, lives: int) -> Path:
    _tell(f"making {lives:,} lives")
    spend(
        packlaw(
            "dataset", "sample", fleet, "--batteries", str(lives), "--seed", _SEED,
            "--format", "parquet",
        )
    )  # fmt: skip
    return fleet


def _runs(
    fleet: Path, out: Path, rules: Path, environment: Path, asked: Collection[str]
) -> dict[str, Run]:
    """What is run for each line of the table."""
    runs: dict[str, Run] = {}
    if "limit" in asked:
        runs[BARE] = lambda: _bare_pass(fleet)
    if "sweep" in asked:
        runs[SWEEP] = lambda: _check(fleet, out, "sweep")
    if "live" in asked:
        runs[LIVE] = lambda: _check(fleet, out, "live")
    if "peer" in asked:
        runs[PEER] = lambda: spend(peer_command(environment, fleet))
        runs[SWEEP_SHARED] = lambda: _check(fleet, out, "sweep", "--rules", rules)
    return runs


def _measured(runs: dict[str, Run], records: int, rounds: int) -> list[Line]:
    spent: dict[str, list[Spent]] = {name: [] for name in runs}
    for number in range(rounds):
        for name, run in runs.items():
            _tell(f"{records:,} records, round {number + 1} of {rounds}: {name}")
            spent[name].append(run())
    return [median_line(name, records, taken) for name, taken in spent.items()]


def _check(fleet: Path, out: Path, engine: str, *more: str | Path) -> Spent:
    spent = spend(
        packlaw(
            "check", fleet, "--engine", engine, "--no-pdf", "--format", "parquet",
            "--fail-on", "never", "--out", out, *more,
        )
    )  # fmt: skip
    summary = json.loads((out / "summary.json").read_text("utf-8"))
    return replace(spent, phases=summary["seconds"])


def _bare_pass(fleet: Path) -> Spent:
    """Leave out the start of Python, which would flatter all who are held against it."""
    whole = _limit(fleet)
    return replace(whole, seconds=json.loads(whole.printed)["seconds"])


def _records(fleet: Path) -> int:
    return int(json.loads(_limit(fleet).printed)["records"])


def _limit(fleet: Path) -> Spent:
    return spend([sys.executable, "-m", "tests.bench.limit", fleet])


def _tell(what: str) -> None:
    click.echo(f"… {what}", err=True)
