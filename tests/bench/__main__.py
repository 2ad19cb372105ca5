"""`make bench`: a line for each figure, then one table of everybody side by side."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from tests.bench.figures import print_figures
from tests.bench.table import CONTESTANTS, compare

PARTS = ("figures", *CONTESTANTS)


def _numbers(_: click.Context, option: click.Parameter, text: str) -> list[float]:
    try:
        sizes = sorted({float(size) for size in text.split(",")})
    except ValueError:
        raise click.BadParameter(
            f"{text}: millions of records, such as 1,3,10."
        ) from None
    if sizes[0] < 0.001:
        raise click.BadParameter(f"{sizes[0]}: a thousand records (0.001) at least.")
    return sizes


def _parts(_: click.Context, option: click.Parameter, text: str) -> set[str]:
    parts = set(filter(None, text.split(",")))
    if unknown := sorted(parts - set(PARTS)):
        raise click.BadParameter(
            f"{', '.join(unknown)}: no such part. Parts: {', '.join(PARTS)}."
        )
    return parts


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--sizes",
    default="1,3,10,30",
    show_default=True,
    callback=_numbers,
    help="Millions of records for the table; live and pm4py run at the smallest.",
)
@click.option(
    "--without",
    default="",
    callback=_parts,
    metavar="PARTS",
    help=f"Parts to leave out, with commas: {', '.join(PARTS)}.",
)
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1))
@click.option(
    "--batteries", default=2000, show_default=True, help="Lives of the sample."
)
@click.option(
    "--lives", default=300_000, show_default=True, help="Lives for the memory line."
)
@click.option(
    "--records", default=1_000_000, show_default=True, help="Records to read."
)
@click.option(
    "--environment",
    default=Path("build/peer"),
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Where pm4py is installed the first time; it is no dependency of packlaw.",
)
def tables(
    sizes: list[float],
    without: set[str],
    rounds: int,
    batteries: int,
    lives: int,
    records: int,
    environment: Path,
) -> None:
    """Measure the engine on this machine, idle if the figures are to mean something."""
    with tempfile.TemporaryDirectory() as folder:
        if "figures" not in without:
            print_figures(Path(folder), batteries, lives, records)
        asked = [name for name in CONTESTANTS if name not in without]
        if asked:
            compare(Path(folder) / "table", environment, sizes, asked, rounds)


if __name__ == "__main__":
    tables()
