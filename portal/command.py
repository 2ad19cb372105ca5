"""The command `packlaw`: the commands of the engine, with reports, samples and portal."""

from __future__ import annotations

from pathlib import Path

import click

from engine.cli import commands
from engine.cli.datasets import dataset_group
from engine.cli.language import language_option
from engine.errors import Language, message
from portal.admin import (  # noqa: F401  they join the group
    link_commands,
    organisation_commands,
    people_commands,
    personal_commands,
)
from portal.admin.commands import admin_group
from reports.choices import ReportKind
from reports.command import report_group, verify_command


def print_report(run: Path, out: Path, language: Language) -> Path:
    """Print the report that a check leaves to `out`, a PDF, and return `out`.

    That on its compliance where the run is about one party, else the inspection report.
    """
    import reports
    from reports.run import sole_party

    party = sole_party(run)
    kind: ReportKind = "compliance" if party else "inspection"
    return reports.render(run, out, kind=kind, entity=party, language=language)


def print_custody(folder: Path, out: Path, language: Language) -> Path:
    """Print the report on a view of custody to `out`, a PDF, and return `out`."""
    import reports

    return reports.render_custody(folder, out, language=language)


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
@language_option()
def sample(out: Path, batteries: int, seed: int, form: str, language: Language) -> None:
    """Write an invented fleet, faults included, to the folder OUT."""
    from fixtures.fleet import write_fleet

    write_fleet(out, batteries, seed, format="csv" if form == "csv" else "parquet")
    written = message("cli.sample-written", folder=out, batteries=batteries)
    click.echo(written.in_language(language))


@click.command("serve")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on."
)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="Port to listen on.",
)
@language_option()
def serve(host: str, port: int, language: Language) -> None:
    """Serve the portal; its state is in the folder PACKLAW_DATA."""
    from portal.serve import serve as serve_portal

    serve_portal(host, port, language=language)


def packlaw() -> click.Group:
    """Return the command with everything below it."""
    group = commands(print_report, print_custody)
    for command in (report_group, verify_command, serve, admin_group):
        group.add_command(command)
    return group


def main() -> None:
    """Run the command line."""
    packlaw()()
