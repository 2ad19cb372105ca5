"""`make bench-national`: a national year of lives made, and judged by every rule."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import click

from tests.bench.processes import Spent, packlaw, spend

_LIVES = 16_600_000
_SECONDS_ALLOWED = 300
_GB_ALLOWED = 16
# Of a life in Parquet, its findings, and what the check spills meanwhile.
_BYTES_A_LIFE = 2_000


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--lives",
    default=_LIVES,
    show_default=True,
    type=click.IntRange(1),
    help="Lives to make, of about ten records each; fewer, to try it.",
)
@click.option(
    "--folder",
    default=Path("build/national"),
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Where fleet, run and spilled tables go; a fleet already there is used again.",
)
@click.option(
    "--memory-limit",
    default="12GB",
    show_default=True,
    help="Most memory that tables may take; the rest of the process comes on top.",
)
def national(lives: int, folder: Path, memory_limit: str) -> None:
    """Sweep the whole rulebook over a national year, findings to Parquet.

    The records of each 100,000 lives are mixed, so that no battery's lie together;
    about 2 % of the duties are in breach.
    """
    scratch = folder / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    fleet = _fleet(folder, lives)
    run = folder / "run"
    click.echo("… sweeping every rule", err=True)
    spent = spend(
        packlaw(
            "check", fleet, "--engine", "sweep", "--no-pdf", "--format", "parquet",
            "--fail-on", "never", "--memory-limit", memory_limit,
            "--max-rows", str(20 * lives + 1_000),
            "--scratch", scratch, "--out", run,
        ),
        told=True,
    )  # fmt: skip
    _print_run(json.loads((run / "summary.json").read_text("utf-8")), spent)
    _print_aims(spent, lives)


def _fleet(folder: Path, lives: int) -> Path:
    """Make the fleet, unless one of this size is there whole."""
    fleet = folder / f"lives-{lives}"
    if (fleet / "dataset.yaml").exists():
        click.echo(f"fleet of {lives:,} lives: the one in {fleet}")
        return fleet
    _refuse_small_disk(folder, lives)
    made = spend(
        [sys.executable, "-m", "tests.bench.shuffled", fleet, str(lives)], told=True
    )
    click.echo(
        f"fleet of {lives:,} lives: {int(made.printed):,} records made in "
        f"{made.seconds:,.0f} s, peak {made.peak_mb:,.0f} MB, {_size(fleet):.2f} GB"
    )
    return fleet


def _refuse_small_disk(folder: Path, lives: int) -> None:
    free, needed = shutil.disk_usage(folder).free, lives * _BYTES_A_LIFE
    if free < needed:
        raise click.ClickException(
            f"{folder}: {free / 1e9:.1f} GB are free, about {needed / 1e9:.1f} GB are "
            "needed.\n  Name another disk with --folder, or ask for fewer --lives."
        )


def _print_run(summary: dict[str, Any], spent: Spent) -> None:
    duties = {
        word: sum(rule[word] for rule in summary["rules"])
        for word in ("compliant", "breach", "pending", "undetermined")
    }
    records = summary["records"]["read"]
    click.echo(f"\n{'phase':12}{'seconds':>10}{'share':>8}")
    for phase, seconds in summary["seconds"].items():
        click.echo(f"{phase:12}{seconds:>10.1f}{seconds / spent.seconds:>8.0%}")
    rest = spent.seconds - sum(summary["seconds"].values())
    click.echo(f"{'start, end':12}{rest:>10.1f}{rest / spent.seconds:>8.0%}")
    click.echo(f"{'whole':12}{spent.seconds:>10.1f}{1:>8.0%}")
    click.echo(
        f"\n{len(summary['rules'])} rules, {records:,} records, "
        f"{records / spent.seconds:,.0f} records/s, peak {spent.peak_mb / 1000:.1f} GB\n"
        + ", ".join(f"{word} {count:,}" for word, count in duties.items())
        + f"; {duties['breach'] / max(1, sum(duties.values())):.1%} in breach"
    )


def _print_aims(spent: Spent, lives: int) -> None:
    """Say plainly what is missing to the aims, which are for the whole year."""
    if lives < _LIVES:
        click.echo(
            f"\nThe aims, {_SECONDS_ALLOWED} s and {_GB_ALLOWED} GB, are for a year of "
            f"{_LIVES:,} lives; this was {lives / _LIVES:.2%} of one and tells nothing of them."
        )
        return
    click.echo()
    _print_aim("seconds", spent.seconds, _SECONDS_ALLOWED)
    _print_aim("GB at the peak", spent.peak_mb / 1000, _GB_ALLOWED)


def _print_aim(what: str, took: float, allowed: float) -> None:
    verdict = "kept" if took <= allowed else f"missed by {took - allowed:.1f}"
    click.echo(f"aim {allowed:g} {what}: {took:.1f}, {verdict}")


def _size(folder: Path) -> float:
    return (
        sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e9
    )


if __name__ == "__main__":
    national()
