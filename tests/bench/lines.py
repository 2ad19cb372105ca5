"""The lines of the table, and the ratios between them."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import click

from tests.bench.processes import Spent

BARE = "bare pass, every column"
SWEEP = "sweep, whole rulebook"
LIVE = "live, whole rulebook"
PEER = "pm4py, shared patterns"
SWEEP_SHARED = "sweep, shared patterns"
_AIMS = (
    "aims: the sweep at most 20 × the bare pass at 10 million records; on the shared "
    "patterns at\nleast 20 × as fast as pm4py; 30 million records at most 3.6 × 10 million"
)


@dataclass(frozen=True)
class Line:
    """One contestant on one fleet: medians of its rounds."""

    name: str
    records: int
    seconds: float
    peak_mb: float


def median_line(name: str, records: int, rounds: Sequence[Spent]) -> Line:
    """Take the median of seconds and of memory, each for itself."""
    return Line(
        name,
        records,
        statistics.median(spent.seconds for spent in rounds),
        statistics.median(spent.peak_mb for spent in rounds),
    )


def print_table(lines: Sequence[Line]) -> None:
    """Print every line with its ratios, and how the sweep grows with the records."""
    seconds = {(line.name, line.records): line.seconds for line in lines}
    click.echo(
        f"\n{'':26}{'records':>12}{'seconds':>10}{'records/s':>12}{'peak MB':>10}"
        f"{'time / bare pass':>18}{'speed / pm4py':>15}"
    )
    for line in lines:
        bare = seconds.get((BARE, line.records))
        shared = line.name in (PEER, SWEEP_SHARED)
        peer = seconds.get((PEER, line.records)) if shared else None
        click.echo(
            f"{line.name:26}{line.records:>12,}{line.seconds:>10.2f}"
            f"{line.records / line.seconds:>12,.0f}{line.peak_mb:>10,.0f}"
            f"{_ratio(line.seconds, bare):>18}{_ratio(peer, line.seconds):>15}"
        )
    _print_growth([line for line in lines if line.name == SWEEP])
    click.echo(_AIMS)


def _print_growth(sweeps: Sequence[Line]) -> None:
    for less, more in pairwise(sweeps):
        click.echo(
            f"sweep, {less.records:,} to {more.records:,} records: "
            f"{more.records / less.records:.2f} × the records, "
            f"{more.seconds / less.seconds:.2f} × the time"
        )


def _ratio(over: float | None, under: float | None) -> str:
    return "-" if over is None or under is None else f"{over / under:.2f} ×"
