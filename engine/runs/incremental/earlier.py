"""An earlier run, and whether another one may take its findings over."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from engine.dataset import Dataset
from engine.errors import UsageError
from engine.rulebook import Rulebook, Text
from engine.rulebook.outcomes import VERDICT_WORDS
from engine.runs.folder import RUN, SUMMARY, changed_reason, incomplete_reason
from engine.runs.result import Counts, Options
from engine.runs.summary import library_versions, origin_of

_FINDINGS = "findings.parquet"
_UNTAKEN = "formats"

NO_FINDINGS = Text(
    "该次核查没有留下 findings.parquet（核查时加 --format parquet）",
    "it left no findings.parquet (check with --format parquet)",
)
CHANGED_BY_HAND = Text("其文件后来被改动", "its files were changed afterwards")
FAILED = Text("该次核查有未能判断的部分", "it could not judge everything")
OTHER_VERSION = Text(
    "该次核查所用软件或程序库的版本不同",
    "it was made by other versions of packlaw or its libraries",
)
OTHER_RULES = Text("规则集不同", "the rulebook is another")
OTHER_DAY = Text("评估日不同", "the day judged for is another")
OTHER_WINDOW = Text(
    "数据完整的起止日不同", "the days between which nothing is missing are others"
)
OTHER_VOCABULARY = Text("用词表不同", "the vocabulary is another")
OTHER_OPTIONS = Text(
    "所选的主体、规则或 --all 不同",
    "it was asked for other parties or rules, or differs in --all",
)


@dataclass(frozen=True)
class Earlier:
    """A run to follow: its folder, and the contents of its `run.json` and `summary.json`."""

    folder: Path
    run: Mapping[str, Any]
    summary: Mapping[str, Any]

    @property
    def findings(self) -> Path:
        return self.folder / _FINDINGS

    @property
    def dataset(self) -> Path:
        """Where the dataset lay that it judged."""
        return Path(self.run["dataset"]["path"])

    @property
    def counts(self) -> Counts:
        """The duties of each rule by verdict."""
        return Counter(
            {
                (rule["rule_id"], verdict): rule[verdict]
                for rule in self.summary["rules"]
                for verdict in VERDICT_WORDS
            }
        )

    def full_run_reason(
        self, now: Dataset, rulebook: Rulebook, as_of: date, options: Options
    ) -> Text | None:
        """Say why its findings cannot be taken over, whatever the records; None if they can."""
        run, origin = self.run, origin_of(now)
        reasons = {
            NO_FINDINGS: not self.findings.is_file(),
            CHANGED_BY_HAND: bool(changed_reason(self.folder)),
            FAILED: bool(self.summary["failures"]),
            OTHER_VERSION: run["versions"] != library_versions(),
            OTHER_RULES: run["rulebook"]["files"] != dict(rulebook.files),
            OTHER_VOCABULARY: run["dataset"]["vocabulary"] != origin["vocabulary"],
            OTHER_DAY: run["as_of"] != as_of.isoformat(),
            OTHER_WINDOW: run["dataset"]["complete"] != _written(origin["complete"]),
            OTHER_OPTIONS: _taken(run["options"]) != _taken(options.as_dict()),
        }
        return next((reason for reason, is_so in reasons.items() if is_so), None)


def open_earlier(folder: Path) -> Earlier:
    """Open a run folder to follow; UsageError where it is none, or not whole."""
    if not (folder / RUN).is_file():
        raise _no_run(folder, f"{RUN} is missing")
    if torn := incomplete_reason(folder):
        raise _no_run(folder, torn)
    try:
        run = json.loads((folder / RUN).read_text("utf-8"))
        summary = json.loads((folder / SUMMARY).read_text("utf-8"))
        earlier = Earlier(folder, run, summary)
        _ = run["dataset"]["hash"], run["dataset"]["complete"], run["rulebook"]["files"]
        _ = run["versions"], run["options"], run["as_of"], run["dataset"]["vocabulary"]
        _ = earlier.dataset, earlier.counts, summary["failures"], summary["tables"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _no_run(folder, repr(error)) from error
    return earlier


def _no_run(folder: Path, why: str) -> UsageError:
    return UsageError(
        f"{folder}: this is not a run to follow ({why}). Name a folder that "
        "`packlaw check` left, or leave --since out to judge everything."
    )


def _taken(options: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out the options that change no finding."""
    return {name: value for name, value in options.items() if name != _UNTAKEN}


def _written(window: Mapping[str, date | None]) -> dict[str, str | None]:
    return {name: day.isoformat() if day else None for name, day in window.items()}
