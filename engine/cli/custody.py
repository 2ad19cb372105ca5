"""`packlaw custody`: shows where the batteries are, and the gaps in the records."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.language import language_option
from engine.cli.printing import Printer, PrintReport, formats_of
from engine.cli.progress import ProgressLine
from engine.errors import Language, Text, UsageError

if TYPE_CHECKING:
    from engine.rulebook import Span

_TABLES = Text("各 Parquet 表", "the Parquet tables")


def custody_command(print_report: PrintReport | None) -> click.Command:
    """Build the command; with `print_report` it also leaves custody.pdf in --out."""

    @click.command("custody")
    @click.argument("dataset", type=click.Path(path_type=Path))
    @click.option(
        "--as-of",
        type=click.DateTime(["%Y-%m-%d"]),
        help="Day to look from; default: the day the dataset is complete until.",
    )
    @click.option(
        "--silent-for",
        default="2 years",
        show_default=True,
        metavar="SPAN",
        help="A battery with no record for longer than this, and no end, is silent; "
        "such as '90 days', '18 months'.",
    )
    @click.option(
        "--out",
        type=click.Path(path_type=Path),
        help="Folder for the tables; an earlier view in it is replaced as a whole. "
        "Default: nothing is written.",
    )
    @click.option(
        "--format",
        "formats",
        default="parquet,csv",
        show_default=True,
        help="Any of parquet,csv,jsonl,xlsx.",
    )
    @language_option()
    @click.option("--no-pdf", is_flag=True, help="Leave custody.pdf out of --out.")
    @click.option(
        "--rules",
        type=click.Path(path_type=Path),
        help="Folder of rules whose vocabulary the dataset names; default: the shipped "
        "ones.",
    )
    @click.option(
        "--encoding",
        type=click.Choice(["utf-8", "gb18030"]),
        help="Encoding of CSV files; default: detected and reported.",
    )
    def custody(
        dataset: Path,
        as_of: datetime | None,
        silent_for: str,
        out: Path | None,
        formats: str,
        language: Language,
        rules: Path | None,
        encoding: str | None,
        no_pdf: bool,
    ) -> None:
        """Show where the batteries of DATASET are, and where the books do not fit.

        This is a view of the records and no verdict: a gap may have a good reason.
        Where the holder of a battery is not known, the view says so.

        \b
          packlaw custody DATASET --out where
          packlaw custody DATASET --as-of 2026-06-30 --silent-for '18 months'

        \b
        Leaves in --out, in each --format:
          batteries    who last had it, since when, where it went, and its gaps
          enterprises  received, handed on, ended, on hand by the books, days it took
          flows        how often batteries went from province to province
          gaps         every gap with its record and, by id and name, its parties:
                       handed over but never received, received from nobody, used
                       after its end, silent
        and custody.json with the counts, and custody.pdf with the counts and the first
        gaps, enterprises and flows. Rejected rows are counted here and listed by
        `packlaw dataset validate DATASET --rejected FILE`.

        The vocabulary defines, under custody, which events move a battery; see
        rules/README.md.

        Ends with 0, or with 2 if the input or the request is at fault, or if
        custody.pdf could not be printed; all else is then in --out.
        """  # fmt: skip
        from engine.cli.custody_tables import show_view
        from engine.custody import view_custody
        from engine.files.limits import command_limits

        is_printed = out and not no_pdf
        report = Printer(print_report if is_printed else None, "custody.pdf", language)
        report.require_parquet(formats_of(formats), _TABLES)
        with ProgressLine() as progress:
            view = view_custody(
                dataset, out, rules=rules, as_of=as_of.date() if as_of else None,
                silent_for=_span(silent_for), formats=formats_of(formats),
                encoding=encoding, limits=command_limits(), progress=progress,
                print_reports=lambda folder: report.print(folder, progress),
            )  # fmt: skip
        show_view(view, language)
        if out:
            click.echo(f"{out}/")
        report.raise_fault()

    return custody


def _span(text: str) -> Span:
    from engine.rulebook.scalars import to_span

    span = to_span(text)
    if span is None:
        raise UsageError("cli.no-span", text=text)
    return span
