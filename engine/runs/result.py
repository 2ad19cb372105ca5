"""A dataset once judged: what the files of a run tell of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from engine.dataset import Dataset
from engine.evaluation.dependencies import texts
from engine.evaluation.live import Failure
from engine.rulebook import Rule, Rulebook, Text
from engine.runs.agreement import Agreement
from engine.runs.baseline import Baseline
from engine.tables.store import TableStore

# The duties of each rule by verdict, by (rule id, verdict).
Counts = Counter[tuple[str, str]]


@dataclass(frozen=True)
class Options:
    """What a run was asked for; `engine` is the one that judged, or `both`.

    `on` is the address of the Spark that it judged on, if it did.
    """

    entities: tuple[str, ...]
    rule_ids: tuple[str, ...]
    formats: tuple[str, ...]
    every_duty: bool
    engine: str
    on: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Say them as `run.json` does; engine and Spark stand there by themselves."""
        return {
            "entities": list(self.entities), "rule_ids": list(self.rule_ids),
            "formats": list(self.formats), "all": self.every_duty,
        }  # fmt: skip

    @property
    def told(self) -> str:
        """Say, in SQL, of a row of `duties`, that it is among the findings asked for."""
        conditions = ["TRUE" if self.every_duty else "verdict <> 'compliant'"]
        if self.entities:
            conditions.append(f"owed_by IN ({texts(self.entities)})")
        return " AND ".join(conditions)


@dataclass(frozen=True)
class IncrementalStats:
    """How a run followed an earlier one, in `folder`.

    `changed` records differ, `judged` duties were judged again, `kept` findings taken
    over; or all was judged, for the reason `why_whole`.
    """

    folder: Path
    changed: int = 0
    judged: int = 0
    kept: int = 0
    full_run_reason: Text | None = None

    def as_dict(self) -> dict[str, Any]:
        """Say it as `summary.json` does."""
        why = self.full_run_reason and {
            "zh": self.full_run_reason.zh,
            "en": self.full_run_reason.en,
        }
        return {
            "folder": str(self.folder), "changed_records": self.changed,
            "judged_again": self.judged, "kept": self.kept, "why_whole": why,
        }  # fmt: skip


@dataclass(frozen=True)
class EvaluationResult:
    """What judging gave beside the tables on the bench; `engine` is the one that judged."""

    failures: Sequence[Failure]
    seconds: Mapping[str, float]
    counts: Counts
    engine: str
    agreement: Agreement | None = None
    followed: IncrementalStats | None = None


@dataclass(frozen=True)
class RunResult:
    """Tables on a bench, and where they come from.

    `path` is where the dataset lies; `failures` says what could not be judged;
    `counts` are of all duties, `seconds` those of each phase so far; `earlier` is a
    run to compare with; `agreement` tells how two evaluators compare; `followed`, how
    an earlier run was followed.
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
    counts: Counts
    earlier: Baseline | None = None
    agreement: Agreement | None = None
    followed: IncrementalStats | None = None
