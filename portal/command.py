"""The command `packlaw`: what the rooms below offer, put together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli import commands
from engine.cli.datasets import dataset_group

if TYPE_CHECKING:
    from reports import Language


def print_report(run: Path, out: Path, language: str) -> Path:
    """Set a run on paper."""
    import reports

    return reports.render(run, out, language=_one_of_two(language))


def print_custody(folder: Path, out: Path, language: str) -> Path:
    """Set a view of custody on paper."""
    import reports

    return reports.render_custody(folder, out, language=_one_of_two(language))


def _one_of_two(language: str) -> Language:
    return "zh" if language == "zh" else "en"


@dataset_group.command("sample")
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--batteries",
    type=click.IntRange(1),
    default=2000,
    show_default=True,
    help="Lives to invent; about ten records each.",
)
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    help="The same number gives the same fleet.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "parquet"]),
    default="csv",
    show_default=True,
)
def sample(out: Path, batteries: int, seed: int, form: str) -> None:
    """Write an invented fleet, faults included, to the folder OUT."""
    from fixtures.fleet import write_fleet

    write_fleet(out, batteries, seed, format="csv" if form == "csv" else "parquet")
    click.echo(f"{out}: {batteries:,} invented lives. Next: packlaw check {out}")


@click.command("serve")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on."
)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
def serve(host: str, port: int) -> None:
    """Open the portal; its state lies under PACKLAW_DATA."""
    from portal.serve import serve as open_portal

    open_portal(host, port)


def main() -> None:
    """Run the command line."""
    packlaw = commands(print_report, print_custody)
    packlaw.add_command(serve)
    packlaw()
