"""A dataset to the view of where its batteries are: counts to show, tables to keep."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from engine import VERSION
from engine.custody.books import STATES, keep_batteries, keep_enterprises, keep_flows
from engine.custody.gaps import GAPS, keep_gaps
from engine.custody.lives import keep_lives
from engine.custody.moves import keep_moves
from engine.custody.sheets import SHEETS, counts_of, top_rows
from engine.custody.stays import keep_stays
from engine.dataset import Dataset, open_dataset
from engine.errors import UsageError
from engine.evaluation.pipeline import (
    Progress,
    Situation,
    choose_day,
    keep_situations,
    situation_of,
)
from engine.evaluation.visibility import RecordTables, Situations, define_visible
from engine.files.disk_space import shortage_told
from engine.rulebook import Custody, Span, load_rulebook, shipped_rules
from engine.runs.folder import whole_run, write_json
from engine.runs.outputs import TABLES, refuse_unknown_formats, write_sheet
from engine.tables.duckdb.store import DuckDBTables
from engine.tables.store import TableStore

__all__ = ["GAPS", "STATES", "View", "view_custody"]

SUMMARY = "custody.json"
TWO_YEARS = Span(2, "years")


@dataclass(frozen=True)
class View:
    """The counts (the content of `custody.json`) and the first rows of two tables.

    `enterprises` come by what they hold, `flows` by how many batteries they moved.
    """

    summary: Mapping[str, Any]
    enterprises: Sequence[Mapping[str, Any]]
    flows: Sequence[Mapping[str, Any]]


def view_custody(
    dataset: Path,
    out: Path | None = None,
    *,
    rules: Path | None = None,
    as_of: date | None = None,
    silent_for: Span = TWO_YEARS,
    formats: Sequence[str] = ("parquet", "csv"),
    encoding: str | None = None,
    progress: Progress | None = None,
    print_reports: Callable[[Path], None] | None = None,
) -> View:
    """Say where the batteries of a dataset are; keep the tables in `out` if given.

    `as_of` defaults to the day up to which the dataset is complete. `out` is put in
    its place whole or not at all; `print_reports` may add files to it: it is given the
    folder, in which all else is written, before that. Raises RuleFileError,
    DatasetError or UsageError where an input or the request is at fault; nothing is
    changed then.
    """
    _refuse_unknown(formats, silent_for)
    _refuse_in_place_of(dataset, out)
    vocabularies = load_rulebook(rules or shipped_rules()).vocabularies
    tell = progress or (lambda phase, done, total: None)
    tell("reading", 0, 1)
    with shortage_told(), _folder(out) as fresh, open_dataset(
        dataset, vocabularies, encoding=encoding,
        progress=lambda table: tell(f"reading {table}", 0, 1),
    ) as opened:  # fmt: skip
        custody = _custody_of(opened)
        situation = situation_of(opened, _day_of(opened, as_of))
        tables = DuckDBTables(opened.connection)
        keep_books(tables, custody, situation, silent_for, tell)
        summary = _summary(tables, opened, situation, silent_for)
        if fresh:
            tell("writing", 0, 1)
            _write(tables, summary, fresh, formats)
            if print_reports:
                print_reports(fresh)
        return View(summary, *top_rows(tables.connection))


def _day_of(opened: Dataset, as_of: date | None) -> date:
    return choose_day(opened, as_of, "evaluation.no-day-to-look-from")


def keep_books(
    tables: TableStore,
    custody: Custody,
    situation: Situation,
    silent_for: Span,
    tell: Progress,
) -> None:
    """Keep every table of the view; needs the tables of a dataset."""
    steps: dict[str, Callable[[], object]] = {
        "records": lambda: define_visible(
            tables, RecordTables.of(tables), Situations.of(tables)
        ),
        "moves": lambda: keep_moves(tables, custody),
        "lives": lambda: keep_lives(tables, custody),
        "stays": lambda: keep_stays(tables, situation),
        "gaps": lambda: keep_gaps(tables, custody, situation, silent_for),
        "batteries": lambda: keep_batteries(tables),
        "enterprises": lambda: keep_enterprises(tables, custody),
        "flows": lambda: keep_flows(tables),
    }
    keep_situations(tables, [situation])
    for number, (phase, keep) in enumerate(steps.items()):
        tell(phase, number, len(steps))
        keep()


def _summary(
    tables: TableStore, opened: Dataset, situation: Situation, silent_for: Span
) -> dict[str, Any]:
    return {
        "packlaw": VERSION,
        "dataset": {
            "hash": opened.hash, "title": opened.title, "source": opened.source,
            "vocabulary": opened.vocabulary,
            "complete": {"from": opened.complete.start, "until": opened.complete.until},
        },
        "as_of": situation.as_of,
        "judged_on": situation.judged_on,
        "silent_for": str(silent_for),
        **counts_of(tables.connection, opened.counts["records"]),
        "warnings": [{"code": w.code, "zh": w.zh, "en": w.en} for w in opened.warnings],
    }  # fmt: skip


def _write(
    tables: TableStore,
    summary: Mapping[str, Any],
    folder: Path,
    formats: Sequence[str],
) -> None:
    for sheet in SHEETS:
        write_sheet(tables.connection, folder, sheet, formats)
    write_json(folder / SUMMARY, summary)


@contextmanager
def _folder(out: Path | None) -> Iterator[Path | None]:
    if out is None:
        yield None
        return
    with whole_run(out, SUMMARY) as fresh:
        yield fresh


def _custody_of(opened: Dataset) -> Custody:
    if opened.words.custody is None:
        raise UsageError(
            f"The vocabulary {opened.vocabulary} does not say which events move a "
            "battery, so nobody can be said to have one.\n"
            f"  Add the key custody to vocabulary/{opened.vocabulary}.yaml: "
            "custody: {receives: [EVENT, …], hands_on: [EVENT, …]}. "
            "rules/README.md says what may stand there."
        )
    return opened.words.custody


def _refuse_in_place_of(dataset: Path, out: Path | None) -> None:
    """Refuse at once what would fail after all the work: tables named as registers are."""
    if out and os.path.realpath(out) == os.path.realpath(dataset):
        raise UsageError(
            f"{out}: this is the dataset, whose tables have the names of those to be "
            "written. Name another folder."
        )


def _refuse_unknown(formats: Sequence[str], silent_for: Span) -> None:
    refuse_unknown_formats(formats, TABLES)
    if silent_for.unit == "working days":
        raise UsageError(
            f"silent for {silent_for}: a silence is counted in days, months or years, "
            "such as 18 months."
        )
