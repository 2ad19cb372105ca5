"""The lines of the table, and the ratios between them."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
    """One contestant on one fleet: medians of its rounds, also of each phase."""

    name: str
    records: int
    seconds: float
    peak_mb: float
    phases: Mapping[str, float] = field(default_factory=dict)


def median_line(name: str, records: int, rounds: Sequence[Spent]) -> Line:
    """Take the median of seconds, of memory and of each phase, each for itself."""
    return Line(
        name,
        records,
        statistics.median(spent.seconds for spent in rounds),
        statistics.median(spent.peak_mb for spent in rounds),
        {
            phase: statistics.median(spent.phases[phase] for spent in rounds)
            for phase in rounds[0].phases
        },
    )


def print_table(lines: Sequence[Line]) -> None:
    """Print every line with its ratios, how the sweep grows, and where its time goes."""
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
    sweeps = [line for line in lines if line.name == SWEEP]
    _print_growth(sweeps)
    _print_phases(sweeps)
    click.echo(f"\n{_AIMS}")


def _print_growth(sweeps: Sequence[Line]) -> None:
    for less, more in pairwise(sweeps):
        click.echo(
            f"sweep, {less.records:,} to {more.records:,} records: "
            f"{more.records / less.records:.2f} × the records, "
            f"{more.seconds / less.seconds:.2f} × the time"
        )


def _print_phases(sweeps: Sequence[Line]) -> None:
    """Print the seconds of each phase; the rest is the start of Python and its end."""
    if not sweeps:
        return
    click.echo(f"\n{'seconds of the sweep':26}" + "".join(
        f"{phase:>12}" for phase in (*sweeps[0].phases, "start, end")
    ))  # fmt: skip
    for line in sweeps:
        told = [*line.phases.values(), line.seconds - sum(line.phases.values())]
        click.echo(
            f"{f'{line.records:,} records':26}"
            + "".join(f"{seconds:>12.2f}" for seconds in told)
        )


def _ratio(over: float | None, under: float | None) -> str:
    return "-" if over is None or under is None else f"{over / under:.2f} ×"
