"""Opens what an explanation is made from: a dataset, or the run that judged one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from engine.dataset import Dataset, open_dataset
from engine.errors import UsageError
from engine.evaluation.calendar import Calendar, calendar_of_files, load_calendar
from engine.evaluation.finding_ids import KIND
from engine.evaluation.pipeline import choose_day
from engine.explanation.judging import explain_battery, explain_finding
from engine.explanation.model import Explanation
from engine.rulebook import Rulebook, load_rulebook, load_rulebook_from, shipped_rules
from engine.runs import (
    RUN,
    IncompleteRunError,
    NoRunError,
    RunRecord,
    UnreadableRunError,
    read_run,
)


@dataclass(frozen=True)
class Inputs:
    """A dataset with the rules, the calendar and the day to explain it by."""

    dataset: Dataset
    rulebook: Rulebook
    calendar: Calendar
    as_of: date


def explain(
    source: Path,
    *,
    battery: str | None = None,
    finding: str | None = None,
    as_of: date | None = None,
    rules: Path | None = None,
) -> Explanation:
    """Explain one battery or one finding of a dataset or of a run folder.

    A run brings its own rules and day, which `rules` and `as_of` replace.
    Raises UsageError unless exactly one of battery and finding is given, where it is
    unknown, and where the run is incomplete, its ids are of another kind, or its dataset
    is gone or has changed.
    """
    if (battery is None) == (finding is None):
        raise UsageError("explanation.one-subject")
    if finding is not None:
        _require_ids_of_today(source)
    with open_inputs(source, rules, as_of) as inputs:
        arguments = inputs.dataset, inputs.rulebook, inputs.calendar, inputs.as_of
        if battery is not None:
            return explain_battery(*arguments, battery)
        assert finding is not None
        return explain_finding(*arguments, finding)


@contextmanager
def open_inputs(
    source: Path, rules: Path | None, as_of: date | None
) -> Iterator[Inputs]:
    """Open a dataset, or the dataset of a run with the rules and day of the run."""
    run = _run_of(source)
    if run is None or rules is not None:
        rulebook = load_rulebook(rules or shipped_rules())
        calendar = load_calendar(rules)
    else:
        rulebook = load_rulebook_from(run.rulebook.files)
        calendar = calendar_of_files(run.rulebook.files)
    place = source if run is None else _dataset_of(run)
    with open_dataset(place, rulebook.vocabularies) as dataset:
        if run is not None:
            _require_same(run, dataset)
        day = choose_day(dataset, as_of or (run.as_of if run else None))
        yield Inputs(dataset, rulebook, calendar, day)


def _run_of(source: Path) -> RunRecord | None:
    """Read the run in a folder; None where it is a dataset.

    Raises UsageError where the run is incomplete or cannot be read.
    """
    try:
        return read_run(source)
    except NoRunError:
        return None
    except IncompleteRunError as error:
        raise UsageError(
            "explanation.run-incomplete", folder=source, reason=error.message
        ) from error
    except UnreadableRunError as error:
        raise UsageError(
            "explanation.not-a-run", file=source / RUN, reason=error.fault
        ) from error


def _require_ids_of_today(source: Path) -> None:
    """Raise UsageError where the source is a run whose ids are of another kind."""
    run = _run_of(source)
    if run is not None and run.finding_ids != KIND:
        raise UsageError(
            "explanation.other-ids", folder=source, dataset=run.dataset.path
        )


def _dataset_of(run: RunRecord) -> Path:
    """Return where the dataset of the run is; UsageError where there is none any more."""
    if run.dataset.is_source:
        raise UsageError("explanation.of-source", source=run.dataset.path)
    if not run.dataset.path.exists():
        raise UsageError(
            "explanation.dataset-gone", file=run.folder / RUN, dataset=run.dataset.path
        )
    return run.dataset.path


def _require_same(run: RunRecord, dataset: Dataset) -> None:
    if dataset.hash != run.dataset.hash:
        raise UsageError(
            "explanation.dataset-changed", file=run.folder / RUN,
            dataset=run.dataset.path, found=dataset.hash[:12], judged=run.dataset.hash[:12],
        )  # fmt: skip
