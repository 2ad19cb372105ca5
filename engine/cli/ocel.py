"""`packlaw dataset ocel`: writes a dataset as an event log for process-mining tools."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.language import language_option
from engine.cli.progress import ProgressLine
from engine.errors import Language, Message, UsageError, message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.dataset import Dataset
    from engine.mapping.ocel import LogCounts


@click.command("ocel")
@click.argument("dataset", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Write what was known on this day; default: what is known in the end.",
)
@click.option(
    "--every-record",
    is_flag=True,
    help="Also write records that a later one corrects, and which one that is.",
)
@click.option(
    "--rules",
    type=click.Path(path_type=Path),
    help="Folder of rules with the vocabulary that DATASET names; default: the shipped "
    "ones.",
)
@click.option(
    "--scratch",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder for what exceeds memory; default: the system's temporary one.",
)
@language_option()
def ocel_command(
    dataset: Path,
    out: Path,
    as_of: datetime | None,
    every_record: bool,
    rules: Path | None,
    scratch: Path | None,
    language: Language,
) -> None:
    """Write DATASET as an object-centric event log (OCEL 2.0) to the file OUT.

    The ending of OUT says the form: .json or .jsonocel, .xml or .xmlocel, .sqlite.

    \b
      packlaw dataset ocel DATASET fleet.sqlite
      packlaw dataset ocel DATASET fleet.json --as-of 2026-06-30

    Events are the accepted records, their objects the battery, the vehicle and the
    parties; the registers give the objects their attributes. A record that another
    one corrects is left out, unless --every-record is given. Days have no time of
    day: each stands as its midnight in China, 00:00 +08:00. Rejected rows are no
    events: they are counted here, and `packlaw dataset validate DATASET` lists them.

    A log that was written with --every-record is read back by
    `packlaw dataset map OUT FOLDER --mapping ocel-2`.

    Ends with 0, or with 2 if DATASET cannot be read or OUT cannot be written.
    """  # fmt: skip
    if as_of and every_record:
        raise UsageError("cli.ocel-one-of")
    day = as_of.date() if as_of else None
    for line in _written(dataset, out, day, every_record, rules, scratch):
        click.echo(line.in_language(language))
    click.echo(str(out))


_EVERY = "SELECT * RENAME (row AS number) FROM records"


def _written(
    dataset: Path,
    out: Path,
    day: date | None,
    every_record: bool,
    rules: Path | None,
    scratch: Path | None,
) -> list[Message]:
    """Write the log; return what was written, and what was not."""
    from engine.dataset import open_dataset
    from engine.files.disk_space import resource_errors_raised
    from engine.files.limits import command_limits
    from engine.mapping.ocel import LogContents, form_of, write_log
    from engine.rulebook import load_rulebook, shipped_rules

    form_of(out)
    vocabularies = load_rulebook(rules or shipped_rules()).vocabularies
    with (
        ProgressLine() as progress,
        resource_errors_raised(),
        open_dataset(
            dataset, vocabularies, limits=command_limits(scratch=scratch),
            progress=lambda table: progress(f"reading {table}", 0, 1),
        ) as opened,
    ):  # fmt: skip
        progress("writing", 0, 1)
        records = _EVERY if every_record else _visible(opened, day or date.max)
        contents = LogContents(opened, records, with_corrects=every_record)
        counts = write_log(contents, out)
        return _lines(counts, contents.renamed, opened.counts, day)


def _visible(dataset: Dataset, day: date) -> str:
    """Return the SQL of the records that are visible on a day."""
    from engine.evaluation.pipeline import keep_situations, situation_of
    from engine.evaluation.visibility import RecordTables, Situations, define_visible
    from engine.tables.duckdb.store import DuckDBTables

    tables = DuckDBTables(dataset.connection)
    keep_situations(tables, [situation_of(dataset, day)])
    define_visible(tables, RecordTables.of(tables), Situations.of(tables))
    return "SELECT * RENAME (record_key AS number) FROM visible"


def _lines(
    counts: LogCounts,
    renamed: int,
    rows: Mapping[str, Mapping[str, int]],
    day: date | None,
) -> list[Message]:
    kept_back = rows["records"]["accepted"] - counts.events
    rejected = sum(of_table["rejected"] for of_table in rows.values())
    state = (
        message("cli.ocel-known-on", day=day) if day else message("cli.ocel-in-the-end")
    )
    lines = [
        message(
            "cli.ocel-events", events=counts.events, relations=counts.event_relations,
            state=state,
        ),
        *(message("cli.ocel-objects", type=t, objects=n) for t, n in counts.objects.items()),
        message("cli.ocel-relations", relations=counts.object_relations),
    ]  # fmt: skip
    left = {
        "cli.ocel-not-known" if day else "cli.ocel-corrected": kept_back,
        "cli.ocel-rejected": rejected,
        "cli.ocel-renamed": renamed,
    }
    lines += [message(code, number=number) for code, number in left.items() if number]
    return lines
