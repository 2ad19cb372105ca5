"""Reads a dataset and writes the view of where its batteries are."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from engine import VERSION
from engine.custody.gaps import Histories, create_gaps
from engine.custody.lives import create_lives
from engine.custody.moves import create_moves
from engine.custody.result_tables import (
    StaysAndGaps,
    create_batteries,
    create_enterprises,
    create_flows,
)
from engine.custody.sheets import (
    SHEETS,
    EnterpriseRow,
    FlowRow,
    first_enterprises,
    first_flows,
)
from engine.custody.stays import create_stays
from engine.custody.summary import CustodySummary, count_all
from engine.dataset import Dataset, open_dataset
from engine.errors import UsageError
from engine.evaluation.inputs import Registers
from engine.evaluation.pipeline import (
    Situation,
    choose_day,
    keep_situations,
    situation_of,
)
from engine.evaluation.visibility import RecordTables, Situations, define_visible
from engine.files.disk_space import resource_errors_raised
from engine.files.limits import NO_LIMITS, Limits
from engine.files.progress import Progress, no_progress
from engine.rulebook import Custody, Span, load_rulebook, shipped_rules
from engine.runs.folder import whole_run, write_json
from engine.runs.outputs import refuse_unknown_formats
from engine.runs.summary_builder import dataset_summary
from engine.tables.duckdb.store import DuckDBTables
from engine.tables.sheets import TABLES, write_sheet
from engine.tables.store import TableStore

SUMMARY = "custody.json"
TWO_YEARS = Span(2, "years")


@dataclass(frozen=True)
class View:
    """The content of `custody.json`, and the first rows of two tables.

    `enterprises` are those with the most batteries on hand, `flows` those with the most
    passages.
    """

    summary: CustodySummary
    enterprises: Sequence[EnterpriseRow]
    flows: Sequence[FlowRow]


def view_custody(
    dataset: Path,
    out: Path | None = None,
    *,
    rules: Path | None = None,
    as_of: date | None = None,
    silent_for: Span = TWO_YEARS,
    formats: Sequence[str] = ("parquet", "csv"),
    encoding: str | None = None,
    limits: Limits = NO_LIMITS,
    progress: Progress | None = None,
    print_reports: Callable[[Path], None] | None = None,
) -> View:
    """Determine where the batteries of a dataset are; write the tables to `out` if given.

    `as_of` defaults to the day until which the dataset is complete. No record for
    longer than `silent_for` is a gap. `print_reports` may add files: it is called with
    the folder that holds all others, before that replaces `out` as a whole. Raises
    RuleFileError, DatasetError or UsageError; nothing is changed then.
    """
    _refuse_request(dataset, out, formats, silent_for)
    vocabularies = load_rulebook(rules or shipped_rules()).vocabularies
    progress = progress or no_progress
    progress("reading", 0, 1)
    with resource_errors_raised(), _folder(out) as fresh, open_dataset(
        dataset, vocabularies, encoding=encoding, limits=limits,
        progress=lambda table: progress(f"reading {table}", 0, 1),
    ) as opened:  # fmt: skip
        custody = _custody_of(opened)
        day = choose_day(opened, as_of, "evaluation.no-day-to-look-from")
        situation = situation_of(opened, day)
        tables = DuckDBTables(opened.connection)
        create_tables(tables, custody, situation, silent_for, progress)
        view = _view_of(tables, opened, situation, silent_for)
        if fresh:
            progress("writing", 0, 1)
            _write(tables, view.summary, fresh, formats)
        if fresh and print_reports:
            print_reports(fresh)
        return view


_PHASES = (
    "records", "moves", "lives", "stays", "gaps", "batteries", "enterprises", "flows",
)  # fmt: skip


def create_tables(
    tables: TableStore,
    custody: Custody,
    situation: Situation,
    silent_for: Span,
    progress: Progress,
) -> None:
    """Create every table of the view; needs the tables of a dataset."""

    def begin(phase: str) -> None:
        progress(phase, _PHASES.index(phase), len(_PHASES))

    begin("records")
    keep_situations(tables, [situation])
    registers = Registers.of(tables)
    records, situations = RecordTables.of(tables), Situations.of(tables)
    visible = define_visible(tables, records, situations).records
    begin("moves")
    moves = create_moves(tables, visible, custody)
    begin("lives")
    lives = create_lives(tables, visible, registers.batteries, custody)
    begin("stays")
    stays = create_stays(tables, moves, situation)
    begin("gaps")
    histories = Histories(visible, moves, lives)
    found = StaysAndGaps(
        stays, create_gaps(tables, histories, custody, situation, silent_for)
    )
    begin("batteries")
    create_batteries(tables, lives, moves, found)
    begin("enterprises")
    create_enterprises(tables, visible, registers.entities, found, custody)
    begin("flows")
    create_flows(tables, moves)


def _view_of(
    tables: TableStore, opened: Dataset, situation: Situation, silent_for: Span
) -> View:
    connection = tables.connection
    summary: CustodySummary = {
        "packlaw": VERSION,
        "dataset": dataset_summary(opened),
        "as_of": situation.as_of,
        "judged_on": situation.judged_on,
        "silent_for": str(silent_for),
        **count_all(connection, opened.counts["records"]),
        "warnings": [{"code": w.code, "zh": w.zh, "en": w.en} for w in opened.warnings],
    }
    return View(summary, first_enterprises(connection), first_flows(connection))


def _write(
    tables: TableStore,
    summary: CustodySummary,
    folder: Path,
    formats: Sequence[str],
) -> None:
    for sheet in SHEETS:
        write_sheet(tables.connection, folder, sheet, formats)
    write_json(folder / SUMMARY, summary)


@contextmanager
def _folder(out: Path | None) -> Iterator[Path | None]:
    """Yield the folder to write into, as `whole_run` does; None where `out` is None."""
    if out is None:
        yield None
        return
    with whole_run(out, SUMMARY) as fresh:
        yield fresh


def _custody_of(opened: Dataset) -> Custody:
    """Return which events are moves; UsageError where the vocabulary does not say."""
    if opened.words.custody is None:
        raise UsageError("custody.no-moves", vocabulary=opened.vocabulary)
    return opened.words.custody


def _refuse_request(
    dataset: Path, out: Path | None, formats: Sequence[str], silent_for: Span
) -> None:
    """Raise UsageError, before anything is read, for a request that would fail later."""
    refuse_unknown_formats(formats, TABLES)
    if silent_for.unit == "working days":
        raise UsageError("custody.silence-in-working-days", silent_for=silent_for)
    # The registers of a dataset have the file names of the tables of a view.
    if out and os.path.realpath(out) == os.path.realpath(dataset):
        raise UsageError("custody.out-is-dataset", out=out)
