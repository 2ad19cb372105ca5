"""Prints one line per figure: what was measured, median of three, the aim."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from engine.dataset import open_dataset
from engine.evaluation.calendar import load_calendar
from engine.evaluation.live import judging as live
from engine.evaluation.live.groups import keep_groups
from engine.evaluation.live.rulesets import compile_rulesets
from engine.evaluation.live.session import Session
from engine.evaluation.pipeline import (
    begin,
    keep_every_fact,
    keep_situations,
    situation_of,
)
from engine.evaluation.predicates import PredicateIndex
from engine.mapping import load_mapping, map_dataset
from engine.rulebook import load_rulebook, shipped_rules
from engine.tables.duckdb.store import DuckDBTables
from engine.tables.store import TableStore
from fixtures.fleet import write_fleet
from fixtures.ledgers.score import Score, scores
from tests.bench.bare import judge_bare
from tests.bench.ledger import write_ledger
from tests.bench.reports import report_figures

ROUNDS = 3


def print_figures(home: Path, batteries: int, lives: int, records: int) -> None:
    """Measure and print: the command's start, a sample, reading, memory over lives."""
    _help()
    _sample(home, batteries)
    _live_against_bare(home, batteries)
    _reading(home, records)
    _mapping(home, records)
    _suggesting()
    for line in report_figures(home):
        _say(*line)
    _memory(home, lives)


def _median(once: Callable[[], float]) -> float:
    return statistics.median(once() for _ in range(ROUNDS))


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _say(what: str, figure: str, aim: str) -> None:
    click.echo(f"{what:62} {figure:>20}   aim {aim}")


def _help() -> None:
    command = [str(Path(sys.executable).parent / "packlaw"), "--help"]
    took = _median(
        lambda: _timed(lambda: subprocess.run(command, check=True, capture_output=True))
    )
    _say("packlaw --help", f"{took:.2f} s", "< 0.5 s")


def _sample(home: Path, batteries: int) -> None:
    from engine.runs import CheckRequest, check

    fleet = home / "sample"
    write_fleet(fleet, batteries, 1)

    def once() -> float:
        seconds = check(CheckRequest(fleet, home / "out")).summary["seconds"]
        return sum(
            seconds[phase] for phase in ("facts", "rules", "findings", "writing")
        )

    _say(
        f"evaluate and write {batteries:,} batteries", f"{_median(once):.2f} s", "< 5 s"
    )


@contextmanager
def _sample_facts(home: Path) -> Iterator[tuple[TableStore, PredicateIndex]]:
    """Yield every fact of the sample, and what the whole rulebook asks of it."""
    rulebook = load_rulebook(shipped_rules())
    rules = rulebook.of_vocabulary("order-73")
    with open_dataset(home / "sample", rulebook.vocabularies) as opened:
        tables = DuckDBTables(opened.connection)
        keep_situations(tables, [situation_of(opened, opened.complete.until)])  # type: ignore[arg-type]
        predicates = PredicateIndex(rules)
        keep_every_fact(begin(tables, predicates, load_calendar()), predicates)
        yield tables, predicates


def _live_against_bare(home: Path, batteries: int) -> None:
    with _sample_facts(home) as (tables, predicates):
        ratios, ours_all = [], []
        for _ in range(ROUNDS):
            ours = _timed(lambda: live.judge(tables, tables.table("facts"), predicates))
            bare = judge_bare(tables, predicates)
            ours_all.append(batteries / ours)
            ratios.append(bare / ours)
    _say("live, whole rulebook", f"{statistics.median(ours_all):,.0f} batteries/s", "-")
    _say("live against bare durable-rules, same rules and facts",
         f"{statistics.median(ratios):.2f} ×", ">= 0.4 ×")  # fmt: skip


def _reading(home: Path, records: int) -> None:
    rulebook = load_rulebook(shipped_rules())
    for form, aim in (("csv", "< 5 s"), ("parquet", "< 1 s")):
        fleet = home / f"read-{form}"
        write_fleet(fleet, records // 10, 2, format=form)  # type: ignore[arg-type]

        def once(fleet: Path = fleet) -> float:
            return _timed(lambda: open_dataset(fleet, rulebook.vocabularies).close())

        _say(f"read {records:,} records from {form}", f"{_median(once):.2f} s", aim)


def _mapping(home: Path, lines: int) -> None:
    vocabularies = load_rulebook(shipped_rules()).vocabularies
    ledger = write_ledger(home / "ledger", lines)
    mapping = load_mapping(ledger.parent / "mapping.yaml", vocabularies)

    def once() -> float:
        out = home / "mapped"
        return _timed(lambda: map_dataset(ledger, mapping, vocabularies, out))

    _say(f"map {lines:,} ledger lines", f"{_median(once):.2f} s", "< 10 s")


def _suggesting() -> None:
    """Say how much of the invented ledgers is proposed as a person would map it."""
    sums = {"tuned on": Score(), "held out": Score()}
    for ledger, score in scores():
        sums["held out" if ledger.is_held_out else "tuned on"].add(score)
    for name, total in sums.items():
        _say(
            f"columns rightly proposed, ledgers {name}", f"{total.share:.1%}", ">= 90 %"
        )
        _say(f"wrong though sure, ledgers {name}", f"{len(total.wrong_sure)}", "0")


def _memory(home: Path, lives: int) -> None:
    """Judge the sample's lives over and over in one session; memory must stay flat."""
    with _sample_facts(home) as (tables, predicates):
        rulesets, attributes = compile_rulesets(predicates)
        keep_groups(tables.connection, rulesets[0], attributes, "facts")
        groups = [
            facts
            for (facts,) in tables.connection.execute(
                "SELECT facts FROM groups"
            ).fetchall()
        ]
        session = Session("memory", live._plan(rulesets[0]))
    early = 0
    for number in range(lives):
        session.judge(groups[number % len(groups)])
        if number == lives // 10:
            early = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    late = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    _say(f"memory after {lives:,} lives, over that after a tenth",
         f"{(late - early) / 1024:+.0f} MB of {late / 1024:.0f}", "flat")  # fmt: skip
