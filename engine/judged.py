"""A dataset once judged: what the files of a run tell of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from engine.agreement import Agreement
from engine.baseline import Baseline
from engine.dataset import Dataset
from engine.rulebook import Rule, Rulebook
from engine.workbench import Workbench


@dataclass(frozen=True)
class Options:
    """What a run was asked for; `engine` is the one that judged, or `both`."""

    entities: tuple[str, ...]
    rule_ids: tuple[str, ...]
    formats: tuple[str, ...]
    every_duty: bool
    engine: str

    def as_dict(self) -> dict[str, Any]:
        """Say them as `run.json` does; the engine stands there by itself."""
        return {
            "entities": list(self.entities), "rule_ids": list(self.rule_ids),
            "formats": list(self.formats), "all": self.every_duty,
        }  # fmt: skip


@dataclass(frozen=True)
class Judged:
    """Tables on a bench, and where they come from.

    `path` is where the dataset lies; `failures` says what could not be judged;
    `seconds` are those of each phase so far; `earlier` is a run to compare with; `agreement`
    tells how two evaluators compare.
    """

    bench: Workbench
    dataset: Dataset
    path: Path
    rulebook: Rulebook
    rules: tuple[Rule, ...]
    as_of: date
    options: Options
    failures: tuple[str, ...]
    seconds: Mapping[str, float]
    earlier: Baseline | None = None
    agreement: Agreement | None = None
