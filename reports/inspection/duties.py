"""Counts the duties of one force in a run by verdict, added up by whatever is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from typing import TypeVar

from engine.evaluation.duty_counts import DutyCounts
from engine.wording.terms import FORCES
from reports.run import RunFolder

Key = TypeVar("Key", bound=Hashable)

_FOUND = """
    SELECT rule_id, owed_by, verdict, count(*) AS duties FROM read_parquet($file)
    WHERE $entity IS NULL OR owed_by = $entity GROUP BY rule_id, owed_by, verdict
"""


@dataclass(frozen=True)
class Tally:
    """Duties by verdict."""

    breach: int
    undetermined: int
    pending: int
    compliant: int

    @property
    def judged(self) -> int:
        """All of them."""
        return self.breach + self.undetermined + self.pending + self.compliant


class Duties:
    """Duties by rule, party and verdict.

    A party is None where the records do not name it. Where `is_whole` is false the run
    did not keep who owed the duties that were met: only findings are counted, and there
    is nothing that they are a share of.
    """

    def __init__(self, counts: DutyCounts, *, is_whole: bool) -> None:
        self._counts = counts
        self.is_whole = is_whole

    def of_rules(self, rules: Collection[str]) -> Duties:
        """Return those under rules of these ids."""
        counts = {duty: n for duty, n in self._counts.items() if duty[0] in rules}
        return Duties(DutyCounts(counts), is_whole=self.is_whole)

    def by(self, key: Callable[[str, str | None], Key]) -> dict[Key, Tally]:
        """Add them up by a key of the rule id and the party; keys without duties are left out."""
        sums: dict[Key, Counter[str]] = {}
        for (rule_id, party, verdict), count in self._counts.items():
            if count:
                sums.setdefault(key(rule_id, party), Counter())[verdict] += count
        return {one: _tally(counts) for one, counts in sums.items()}

    def total(self) -> Tally:
        """Add all of them up."""
        return self.by(lambda rule_id, party: "").get("", Tally(0, 0, 0, 0))


def _tally(counts: Counter[str]) -> Tally:
    return Tally(
        *(counts[v] for v in ("breach", "undetermined", "pending", "compliant"))
    )


def read_duties(folder: RunFolder) -> dict[str, Duties]:
    """Return the duties of a run by force; a force that the run has no rule of has none."""
    counts, is_whole = folder.duties, True
    if counts is None:
        rows, is_whole = folder.query(_FOUND), False
        counts = DutyCounts(
            {(r["rule_id"], r["owed_by"], r["verdict"]): r["duties"] for r in rows}
        )
    rules: dict[str, set[str]] = {force: set() for force in FORCES}
    for rule in folder.summary["rules"]:
        rules[rule["force"]].add(rule["rule_id"])
    every = Duties(counts, is_whole=is_whole)
    return {force: every.of_rules(ids) for force, ids in rules.items()}
