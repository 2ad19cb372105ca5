"""`packlaw report`: prints reports of a run; `packlaw report seal` seals one."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from engine.cli.language import language_option, message_language
from engine.cli.progress import ProgressLine
from engine.errors import UsageError, message
from reports.choices import KIND_NAMES, ReportKind, ReportLanguage
from reports.command.seal import seal_command

_PRINT = "print"


class DefaultCommandGroup(click.Group):
    """A group whose first argument may also be that of its command `print`.

    `packlaw report RUN` is `packlaw report print RUN`: what is the name of no command
    is the first argument of `print`. A folder with the name of a command is given as
    `./seal`.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `print` before arguments that begin with an option of its own."""
        asks_help = args and args[0] in ctx.help_option_names
        if args and args[0].startswith("-") and not asks_help:
            args = [_PRINT, *args]
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is named, else `print` with all arguments."""
        if args[0] not in self.commands:
            args = [_PRINT, *args]
        return super().resolve_command(ctx, args)


@click.group(
    "report",
    cls=DefaultCommandGroup,
    subcommand_metavar="RUN [OPTIONS] | COMMAND [ARGS]...",
    options_metavar="",
)
def report_group() -> None:
    """Print a report of a run, or seal one.

    \b
      packlaw report RUN --kind inspection --out report.pdf
      packlaw report RUN --entity ID --out enterprise.pdf
      packlaw report RUN --all-entities --out reports/
      packlaw report seal report.pdf --key key.p12

    RUN is a folder that `packlaw check` has written. `packlaw report print --help` lists
    the kinds of report and the options for printing.
    """


@report_group.command(_PRINT)
@click.argument("run", type=click.Path(path_type=Path))
@click.option(
    "--kind",
    type=click.Choice(list(KIND_NAMES)),
    help="Which report; default: compliance with --entity or --all-entities, else "
    "inspection.",
)
@click.option("--entity", metavar="ID", help="Only what this party owes.")
@click.option(
    "--all-entities",
    is_flag=True,
    help="A report for each enterprise, into the folder --out.",
)
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    metavar="RUN",
    help="Folder of an earlier run to compare with.",
)
@click.option(
    "--cap",
    type=click.IntRange(1),
    default=20,
    show_default=True,
    help="Findings a rule that are printed at most; the attached files have all.",
)
@click.option(
    "--workers",
    type=click.IntRange(1),
    default=2,
    show_default=True,
    help="Reports that are printed at a time, with --all-entities.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="The PDF to write; one that is there is replaced. With --all-entities the "
    "folder to write into.",
)
@language_option(both=True)
@click.pass_context
def print_command(
    ctx: click.Context,
    run: Path,
    kind: ReportKind | None,
    entity: str | None,
    all_entities: bool,
    against: Path | None,
    cap: int,
    workers: int,
    out: Path,
    language: ReportLanguage,
) -> None:
    """Print a report of the folder RUN, which `packlaw check` has written.

    \b
    Kinds:
      compliance   one enterprise: every article checked, findings, what to put right
      inspection   a regulator: all enterprises, the gravest first
      notice       the draft of an order to correct, for one enterprise in breach
      self-check   a company for itself: what to do first, by when, in which row

    \b
      packlaw report RUN --kind inspection --out report.pdf
      packlaw report RUN --entity ID --against LAST --language both --out report.pdf
      packlaw report RUN --kind notice --all-entities --out notices/

    With --all-entities the folder also has index.csv, a line for each enterprise. What
    is stopped goes on where it was when called again; a report that fails does not stop
    the others.

    \b
    The same run gives the same bytes. Ends with 0: printed
                                          1: some reports of --all-entities failed
                                          2: the input or the request is at fault
    """  # fmt: skip
    if all_entities:
        _require_for_all(kind, entity)
        kind = kind or "compliance"
        failed = _print_all(ctx, run, kind, against, cap, workers, out, language)
        sys.exit(1 if failed else 0)
    if out.is_dir():
        # Otherwise it is said only after the report was laid out.
        raise UsageError("files.out-is-folder", out=out)
    from reports.render import render

    kind = kind or ("compliance" if entity else "inspection")
    render(
        run, out, kind=kind, entity=entity, against=against, language=language, cap=cap
    )
    click.echo(str(out))


def _require_for_all(kind: ReportKind | None, entity: str | None) -> None:
    if entity is not None:
        raise UsageError("reports.one-or-all", entity=entity)
    if kind == "inspection":
        raise UsageError("reports.of-all-already", kind=kind)


def _print_all(
    ctx: click.Context,
    run: Path,
    kind: ReportKind,
    against: Path | None,
    cap: int,
    workers: int,
    out: Path,
    language: ReportLanguage,
) -> bool:
    """Print the reports of all enterprises, and return whether any failed."""
    from reports.command.enterprises import Asked, outcome_words, print_enterprises

    spoken = message_language(ctx)
    asked = Asked(run, kind, language, cap, against)
    with ProgressLine() as progress:
        outcome = print_enterprises(asked, out, workers, progress)
    for party, reason in outcome.failures:
        line = message("reports.enterprise-failed", party=party, reason=reason)
        click.echo(f"packlaw: {line.in_language(spoken)}", err=True)
    click.echo(outcome_words(outcome, out).in_language(spoken))
    return bool(outcome.failures)


report_group.add_command(seal_command)
