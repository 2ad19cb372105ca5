"""An earlier run, and whether its findings can be reused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from engine.dataset import Dataset
from engine.errors import Message, UsageError, message
from engine.evaluation.duty_counts import DutyCounts
from engine.evaluation.finding_ids import KIND
from engine.rulebook import Rulebook
from engine.runs.duty_counts import FILE as COUNTS
from engine.runs.duty_counts import read_duty_counts
from engine.runs.folder import (
    RunRecord,
    RunRecordError,
    has_changed_files,
    read_run,
    read_summary,
)
from engine.runs.options import Options, OptionsRecord
from engine.runs.versions import library_versions

_FINDINGS = "findings.parquet"


@dataclass(frozen=True)
class EarlierRun:
    """A run to reuse findings from.

    `record` is its `run.json`, `counts` are its duties. Of its `summary.json`: `tables`
    are the row counts by table, `encodings` by file, and `has_failures` says that a part
    of the dataset could not be evaluated.
    """

    folder: Path
    record: RunRecord
    counts: DutyCounts
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
            "runs.full-run.no-counts": not (self.folder / COUNTS).is_file(),
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
        return EarlierRun(
            folder, record,
            read_duty_counts(folder) if (folder / COUNTS).is_file() else Counter(),
            summary["tables"], summary["encodings"], bool(summary["failures"]),
        )  # fmt: skip
    except RunRecordError as error:
        raise UsageError(
            "runs.no-earlier-run", folder=folder, reason=error.message
        ) from error
    except (OSError, ValueError, KeyError, TypeError, duckdb.Error) as error:
        raise UsageError(
            "runs.no-earlier-run", folder=folder, reason=repr(error)
        ) from error


def _relevant(options: OptionsRecord) -> tuple[object, ...]:
    """Return the options that a finding depends on: all but the formats."""
    return options["entities"], options["rule_ids"], options["all"]
