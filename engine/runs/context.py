"""What the evaluation of a dataset needs beside its tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from engine.dataset import Dataset
from engine.evaluation.calendar import Calendar
from engine.evaluation.live.judging import Failure
from engine.evaluation.pipeline import evaluate, keep_situations, situation_of
from engine.evaluation.visibility import RecordTables
from engine.files.progress import Progress
from engine.rulebook import Rule, Rulebook
from engine.runs.options import Options
from engine.tables.store import TableStore


@dataclass(frozen=True)
class EvaluationContext:
    """How the datasets of one run are opened and evaluated: today's and an earlier state.

    `rules` are those of `rulebook` that the run checks. `scratch` is a folder for
    temporary files. `open_dataset` opens a dataset as the run does (vocabularies,
    encoding, limits); `choose_engine` returns the evaluator for a number of records.
    """

    rulebook: Rulebook
    rules: tuple[Rule, ...]
    calendar: Calendar
    as_of: date
    options: Options
    scratch: Path
    progress: Progress
    open_dataset: Callable[[Path], Dataset]
    choose_engine: Callable[[int], str]

    def create_situations(self, dataset: Dataset, tables: TableStore) -> None:
        """Create the table `situations` with one row: the dataset and the day."""
        keep_situations(tables, [situation_of(dataset, self.as_of)])

    def evaluate(
        self,
        dataset: Dataset,
        tables: TableStore,
        engine: str,
        *,
        records: RecordTables | None = None,
        every_duty: bool = True,
    ) -> tuple[list[Failure], dict[str, float]]:
        """Evaluate with one of the two evaluators (see `pipeline.evaluate`).

        `records` are evaluated in place of the dataset's own. Only duties of the parties
        asked for are kept.
        """
        return evaluate(
            tables, self.rulebook, dataset.vocabulary, self.rules, self.calendar,
            self.progress, records=records,
            evaluator="sweep" if engine == "sweep" else "live", every_duty=every_duty,
            owners=self.options.entities,
        )  # fmt: skip
