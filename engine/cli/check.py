"""`packlaw check`: checks a dataset, writes a run folder and shows what was found."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from engine.cli.comparison import risen_of, show_comparison
from engine.cli.language import language_option
from engine.cli.mapping import show_doubts
from engine.cli.printing import Printer, PrintReport, formats_of
from engine.cli.progress import ProgressLine
from engine.cli.summary import show_summary
from engine.cli.titles import titles_of

if TYPE_CHECKING:
    from engine.errors import Language
    from engine.runs import Engine


def check_command(print_report: PrintReport | None) -> click.Command:
    """Build the command; with `print_report` it also leaves report.pdf."""

    @click.command("check")
    @click.argument("dataset", type=click.Path(path_type=Path))
    @click.option(
        "--as-of",
        type=click.DateTime(["%Y-%m-%d"]),
        help="Day to judge for; default: the day the dataset is complete until.",
    )
    @click.option(
        "--rules",
        type=click.Path(path_type=Path),
        help="Another folder of rules; default: the shipped ones.",
    )
    @click.option(
        "--engine",
        type=click.Choice(["auto", "live", "sweep", "both"]),
        default="auto",
        show_default=True,
        help="live: durable-rules, battery by battery; sweep: columns, for large "
        "datasets; auto: live up to 50,000 records; both: one must agree with the "
        "other, else status 3.",
    )
    @click.option(
        "--on",
        metavar="SPARK",
        help="Run the sweep on a Spark cluster: spark://HOST:7077, yarn, k8s://HOST, or "
        "local[2] for two threads here. DATASET is Parquet in a folder that all "
        "machines see, and so is --scratch. Needs: pip install 'packlaw[spark]', Java.",
    )
    @click.option(
        "--memory-limit",
        metavar="SIZE",
        help="Most memory that tables may take, such as 8GB; beyond it they spill. "
        "Default: half of the machine's, 16 GiB at most; on Spark its own.",
    )
    @click.option(
        "--scratch",
        type=click.Path(path_type=Path, file_okay=False, exists=True),
        help="Folder to spill into; default: the system's temporary one.",
    )
    @click.option(
        "--scratch-limit",
        metavar="SIZE",
        help="Most space that tables may take there, such as 50GB. Default: nine tenths of "
        "what is free.",
    )
    @click.option(
        "--max-rows",
        type=click.IntRange(min=1),
        help="Most rows that a table may have. Default: 100,000,000; on Spark as many as "
        "there are.",
    )
    @click.option(
        "--entity",
        "entities",
        multiple=True,
        metavar="ID",
        help="Only duties owed by this party (repeatable); counts, status and reports "
        "are of these duties alone.",
    )
    @click.option(
        "--rule",
        "rule_ids",
        multiple=True,
        metavar="ID",
        help="Only this rule (repeatable).",
    )
    @click.option(
        "--out",
        type=click.Path(path_type=Path),
        default=Path("out"),
        show_default=True,
        help="Folder for the run; an earlier run in it is replaced as a whole.",
    )
    @click.option(
        "--format",
        "formats",
        default="parquet,csv",
        show_default=True,
        help="Any of parquet,csv,jsonl,xlsx, and for pipelines sarif "
        "(findings.sarif), junit (findings.junit.xml), oscal (findings.oscal.json).",
    )
    @click.option(
        "--heads",
        type=click.Choice(["names", "zh", "en"]),
        default="names",
        show_default=True,
        help="Heads of findings.csv and findings.xlsx: the names of the columns, or for "
        "people in a language; then a tab stands before ids of many digits in the CSV, so "
        "that a spreadsheet keeps them.",
    )
    @click.option(
        "--all", "every_duty", is_flag=True, help="Also list duties that are met."
    )
    @click.option(
        "--encoding",
        type=click.Choice(["utf-8", "gb18030"]),
        help="Encoding of CSV files; default: detected and reported.",
    )
    @click.option(
        "--mapping",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="DATASET is a company's own tables, which this mapping makes a dataset of; "
        "see packlaw dataset map.",
    )
    @click.option(
        "--baseline",
        type=click.Path(path_type=Path),
        metavar="RUN",
        help="Compare with the run in this folder (its parquet, jsonl or csv): "
        "baseline.csv and a table show what is new, changed, open, fixed or gone.",
    )
    @click.option(
        "--since",
        type=click.Path(path_type=Path),
        metavar="RUN",
        help="Judge only what changed since the run in this folder, made of an older "
        "state of DATASET, with the same rules, day and options; the same findings as "
        "judging all. Where that cannot be, all is judged, and the reason shown.",
    )
    @click.option(
        "--fail-on",
        type=click.Choice(["breach", "undetermined", "rejected", "never"]),
        default="breach",
        show_default=True,
        help="What ends with status 1 (breach: of binding rules; rejected: a row of any "
        "table), and, but for never, a run in which nothing was judged. With --baseline "
        "only what was not so there: new, or changed into it.",
    )
    @language_option()
    @click.option("--no-pdf", is_flag=True, help="Leave report.pdf out.")
    def check(
        dataset: Path,
        as_of: datetime | None,
        rules: Path | None,
        engine: Engine,
        on: str | None,
        memory_limit: str | None,
        scratch: Path | None,
        scratch_limit: str | None,
        max_rows: int | None,
        entities: tuple[str, ...],
        rule_ids: tuple[str, ...],
        out: Path,
        formats: str,
        heads: Literal["names", "zh", "en"],
        every_duty: bool,
        encoding: str | None,
        mapping: Path | None,
        baseline: Path | None,
        since: Path | None,
        fail_on: str,
        language: Language,
        no_pdf: bool,
    ) -> None:
        """Check DATASET (a folder or zip of records) against the rules.

        Leaves run.json, findings, summary.json, rejected.csv and report.pdf in --out.

        In a pipeline, with the last accepted run as the baseline:

        \b
          packlaw check DATASET --format parquet,sarif,junit --baseline RUN

        \b
        Ends with 0: nothing that --fail-on names was found
                  1: something was found, or nothing was judged
                  2: the input or the request is at fault
                  3: the engine failed
                130: stopped by Ctrl-C, 143 by SIGTERM; --out is as it was
        """  # fmt: skip
        from engine.files.limits import MOST_ROWS, Limits, command_limits
        from engine.runs import CheckRequest, raise_failures
        from engine.runs import check as run_check

        report = Printer(None if no_pdf else print_report, "report.pdf", language)
        report.require_parquet(formats_of(formats), "findings.parquet")
        if on:
            limits = Limits(memory_limit, scratch, scratch_limit, rows=max_rows)
        else:
            most_rows = max_rows or MOST_ROWS
            limits = command_limits(memory_limit, scratch, scratch_limit, most_rows)
        request = CheckRequest(
            dataset, out, rules=rules, as_of=_day(as_of), entities=entities,
            rule_ids=rule_ids, formats=formats_of(formats), every_duty=every_duty,
            encoding=encoding, mapping=mapping, baseline=baseline, since=since,
            engine=engine, on=on,
            heads=None if heads == "names" else heads,
            limits=limits,
        )  # fmt: skip
        with ProgressLine() as report_progress:
            run = run_check(
                request, progress=report_progress,
                print_reports=lambda run: report.print(run, report_progress),
            )  # fmt: skip
        titles = titles_of(run.folder)
        show_summary(run.summary, titles, language, run.folder)
        show_doubts(run.doubts, language)
        if baseline:
            show_comparison(run.summary, titles, language)
        click.echo(f"{out}/")
        report.raise_fault()
        raise_failures(run)
        sys.exit(_exit_status(run.summary, fail_on))

    return check


def _exit_status(summary: Mapping[str, Any], fail_on: str) -> int:
    binding = [rule for rule in summary["rules"] if rule["force"] == "binding"]
    if "baseline" in summary:
        risen = risen_of(summary)
        binding = [risen[rule["rule_id"]] for rule in binding]
    found = {
        "never": False,
        "rejected": bool(summary["unread"]),
        "breach": any(rule["breach"] for rule in binding),
        "undetermined": any(rule["breach"] or rule["undetermined"] for rule in binding),
    }
    # Nothing judged is not a pass.
    is_wanting = summary["nothing_judged"] and fail_on != "never"
    return int(found[fail_on] or is_wanting)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
