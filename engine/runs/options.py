"""What a run was asked for, as it ran and as `run.json` records it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from engine.errors import Language
from engine.evaluation.dependencies import texts


class OptionsRecord(TypedDict):
    """The key `options` of `run.json`; `all` is `every_duty`."""

    entities: Sequence[str]
    rule_ids: Sequence[str]
    formats: Sequence[str]
    all: bool


@dataclass(frozen=True)
class Options:
    """What a run was asked for, with the evaluator that was chosen.

    Parties and rules are sorted. `engine` is `live`, `sweep` or `both`; `on` is the
    address of the Spark cluster, None for this machine. `heads` is the language of the
    heads in CSV and XLSX, None for the names of the columns.
    """

    entities: tuple[str, ...]
    rule_ids: tuple[str, ...]
    formats: tuple[str, ...]
    every_duty: bool
    engine: str
    on: str | None = None
    heads: Language | None = None

    def record(self) -> OptionsRecord:
        """Return the options as `run.json` lists them; it has other keys for the rest."""
        return {
            "entities": list(self.entities), "rule_ids": list(self.rule_ids),
            "formats": list(self.formats), "all": self.every_duty,
        }  # fmt: skip

    @property
    def is_listed(self) -> str:
        """SQL condition on a row of `duties`: whether it is listed as a finding."""
        conditions = ["TRUE" if self.every_duty else "verdict <> 'compliant'"]
        if self.entities:
            conditions.append(f"owed_by IN ({texts(self.entities)})")
        return " AND ".join(conditions)
