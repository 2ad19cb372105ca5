"""An earlier run, and whether its findings can be reused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from engine.dataset import Dataset
from engine.errors import Message, UsageError, message
from engine.evaluation.finding_ids import KIND
from engine.rulebook import Rulebook
from engine.rulebook.outcomes import VERDICT_WORDS
from engine.runs.folder import (
    RunRecord,
    RunRecordError,
    has_changed_files,
    read_run,
    read_summary,
)
from engine.runs.options import Options, OptionsRecord
from engine.runs.result import Counts
from engine.runs.versions import library_versions

_FINDINGS = "findings.parquet"


@dataclass(frozen=True)
class EarlierRun:
    """A run to reuse findings from.

    `record` is its `run.json`. Of its `summary.json`: `counts` are its duties by rule
    and verdict, `tables` the row counts by table, `encodings` by file, and
    `has_failures` says that a part of the dataset could not be evaluated.
    """

    folder: Path
    record: RunRecord
    counts: Counts
    tables: Mapping[str, Mapping[str, int]]
    encodings: Mapping[str, str]
    has_failures: bool

    @property
    def findings(self) -> Path:
        """The file of its findings."""
        return self.folder / _FINDINGS

    def full_run_reason(
        self, now: Dataset, rulebook: Rulebook, as_of: date, options: Options
    ) -> Message | None:
        """Return why its findings hold for no other run, whatever the records; else None."""
        record = self.record
        reasons = {
            "runs.full-run.no-findings": not self.findings.is_file(),
            "runs.full-run.files-changed": has_changed_files(self.folder),
            "runs.full-run.failures": self.has_failures,
            "runs.full-run.other-ids": record.finding_ids != KIND,
            "runs.full-run.other-versions": record.versions != library_versions(),
            "runs.full-run.other-rules": record.rulebook.files != dict(rulebook.files),
            "runs.full-run.other-vocabulary": record.dataset.vocabulary
            != now.vocabulary,
            "runs.full-run.other-day": record.as_of != as_of,
            "runs.full-run.other-window": record.dataset.complete != now.complete,
            "runs.full-run.other-options": _relevant(record.options)
            != _relevant(options.record()),
        }
        for code, applies in reasons.items():
            if applies:
                return message(code)
        return None


def open_earlier_run(folder: Path) -> EarlierRun:
    """Open a run folder to reuse; UsageError where it is no run, or incomplete."""
    try:
        record = read_run(folder)
        summary = read_summary(folder)
        rules: Sequence[Mapping[str, Any]] = summary["rules"]
        return EarlierRun(
            folder, record,
            Counter(
                {
                    (rule["rule_id"], verdict): int(rule[verdict])
                    for rule in rules
                    for verdict in VERDICT_WORDS
                }
            ),
            summary["tables"], summary["encodings"], bool(summary["failures"]),
        )  # fmt: skip
    except RunRecordError as error:
        raise UsageError(
            "runs.no-earlier-run", folder=folder, reason=error.message
        ) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            "runs.no-earlier-run", folder=folder, reason=repr(error)
        ) from error


def _relevant(options: OptionsRecord) -> tuple[object, ...]:
    """Return the options that a finding depends on: all but the formats."""
    return options["entities"], options["rule_ids"], options["all"]
