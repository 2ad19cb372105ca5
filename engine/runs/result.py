"""What evaluating a dataset gave, before the files of the run are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from engine.dataset import Dataset
from engine.errors import Message
from engine.evaluation.duty_counts import DutyCounts
from engine.evaluation.live.judging import Failure
from engine.rulebook import Rule, Rulebook
from engine.runs.agreement import Agreement
from engine.runs.baseline import Baseline
from engine.runs.options import Options
from engine.runs.summary import IncrementalSummary, wording
from engine.tables.store import TableStore


@dataclass(frozen=True)
class IncrementalStats:
    """How the earlier run in `folder` was reused.

    `changed`: records that differ between the two datasets. `evaluated`: duties
    evaluated again. `kept`: findings copied from the earlier run. `full_run_reason`:
    why every duty was evaluated instead; the numbers are then 0.
    """

    folder: Path
    changed: int = 0
    evaluated: int = 0
    kept: int = 0
    full_run_reason: Message | None = None

    def summary(self) -> IncrementalSummary:
        """Return the key `since` of `summary.json`."""
        reason = self.full_run_reason
        return {
            "folder": str(self.folder), "changed_records": self.changed,
            "judged_again": self.evaluated, "kept": self.kept,
            "why_whole": wording(reason) if reason else None,
        }  # fmt: skip


@dataclass(frozen=True)
class EvaluationResult:
    """What evaluating gave beside the table `duties`.

    `failures`: what could not be evaluated. `seconds`: by phase. `counts`: all duties,
    the listed and the others. `engine`: the evaluator used. `agreement` is set where
    both were, `incremental` where an earlier run was given.
    """

    failures: Sequence[Failure]
    seconds: Mapping[str, float]
    counts: DutyCounts
    engine: str
    agreement: Agreement | None = None
    incremental: IncrementalStats | None = None


@dataclass(frozen=True)
class RunResult:
    """An evaluated dataset, with all that the files of the run say of it.

    `tables` holds `duties` and the tables of the dataset; `path` is the dataset's;
    `failures` are in English, one for each group of records that could not be
    evaluated; `counts`, `seconds`, `agreement` and `incremental` are those of the
    `EvaluationResult`, with the seconds of the phases before it; `baseline` is the run
    to compare with. `is_source`: at `path` are a company's own tables, which a mapping
    made the dataset of. `watched`: ids of findings to keep the verdicts of.
    """

    tables: TableStore
    dataset: Dataset
    path: Path
    rulebook: Rulebook
    rules: tuple[Rule, ...]
    as_of: date
    options: Options
    failures: tuple[str, ...]
    seconds: Mapping[str, float]
    counts: DutyCounts
    baseline: Baseline | None = None
    agreement: Agreement | None = None
    incremental: IncrementalStats | None = None
    is_source: bool = False
    watched: tuple[str, ...] = ()
