"""Opens what an explanation is made from: a dataset, or the run that judged one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from engine.dataset import Dataset, open_dataset
from engine.errors import UsageError
from engine.evaluation.calendar import Calendar, calendar_of_files, load_calendar
from engine.evaluation.pipeline import choose_day
from engine.explanation.judging import explain_battery, explain_finding
from engine.explanation.model import Explanation
from engine.rulebook import Rulebook, load_rulebook, load_rulebook_from, shipped_rules
from engine.runs.folder import RUN, incomplete_reason


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
    unknown, and where the run is incomplete or its dataset is gone or has changed.
    """
    if (battery is None) == (finding is None):
        raise UsageError("explanation.one-subject")
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
        rulebook = load_rulebook_from(run["rulebook"]["files"])
        calendar = calendar_of_files(run["rulebook"]["files"])
    place = source if run is None else _dataset_of(source, run)
    with open_dataset(place, rulebook.vocabularies) as dataset:
        if run is not None:
            _require_same(source, run, dataset)
        if as_of is None and run is not None:
            as_of = date.fromisoformat(run["as_of"])
        day = choose_day(dataset, as_of)
        yield Inputs(dataset, rulebook, calendar, day)


def _run_of(source: Path) -> dict[str, Any] | None:
    """Read run.json where the folder is a run; None where it is a dataset."""
    file = source / RUN
    if reason := incomplete_reason(source):
        raise UsageError("explanation.run-incomplete", folder=source, reason=reason)
    if not file.is_file():
        return None
    try:
        run: dict[str, Any] = json.loads(file.read_text("utf-8"))
        _ = run["dataset"]["path"], run["dataset"]["hash"], run["rulebook"]["files"]
        date.fromisoformat(run["as_of"])
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(
            "explanation.not-a-run", file=file, reason=str(error)
        ) from error
    return run


def _dataset_of(source: Path, run: dict[str, Any]) -> Path:
    place = Path(run["dataset"]["path"])
    if not place.exists():
        raise UsageError("explanation.dataset-gone", file=source / RUN, dataset=place)
    return place


def _require_same(source: Path, run: dict[str, Any], dataset: Dataset) -> None:
    if dataset.hash != run["dataset"]["hash"]:
        raise UsageError(
            "explanation.dataset-changed",
            file=source / RUN,
            dataset=Path(run["dataset"]["path"]),
            found=dataset.hash[:12],
            judged=run["dataset"]["hash"][:12],
        )
