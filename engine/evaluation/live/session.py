"""Judges one group of records by durable-rules: facts in, one outcome per duty out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from engine.errors import EvaluationError
from engine.evaluation.live.durable_rules_adapter import SESSION, DurableRuleset, Match

# (number of the rule, record_key of the trigger, number of the outcome, record_key of
# the witness or -1)
Ruling = tuple[int, int, int, int]
NO_WITNESS = -1
# The message of a duty that ended in two ways; its values are numbers, which the parent
# process replaces by names.
TWO_OUTCOMES = "evaluation.two-outcomes"
CONFLICT = -1


@dataclass(frozen=True)
class BranchNote:
    """What a match of a branch means; see `patterns.Branch`."""

    rule: int
    outcome: int
    witness: str | None
    latest: bool
    sureness: int


@dataclass(frozen=True)
class SessionPlan:
    """A ruleset made ready: its definition, its branches, the markers of each round."""

    definition: str
    branches: tuple[BranchNote, ...]
    markers: tuple[str, ...]


class Session:
    """Judges the groups of one ruleset, one after another."""

    def __init__(self, name: str, plan: SessionPlan) -> None:
        self._plan = plan
        self._ruleset = DurableRuleset(name, plan.definition)

    def judge(self, facts: str) -> list[Ruling]:
        """Judge one group; `facts` is its comma-separated JSON facts.

        The markers come last, so that an absence is concluded only when every fact has
        been asserted. Conflicts matched in the first round are asserted as
        facts of the second.
        """
        try:
            first, *later = self._plan.markers
            matches = self._ruleset.assert_facts(f"[{facts}{first}]")
            for markers in later:
                conflicts = "".join(
                    f"{json.dumps(fact)}," for fact in self._conflicts(matches)
                )
                matches += self._ruleset.assert_facts(f"[{conflicts}{markers}]")
        finally:
            self._ruleset.forget()
        return self._rulings(matches)

    def _conflicts(self, matches: list[tuple[str, Match]]) -> Iterator[Match]:
        for place, (name, match) in enumerate(matches):
            note = self._plan.branches[int(name)]
            if note.outcome != CONFLICT:
                continue
            trigger, rival = match["t"], match["w"]
            yield {
                "fact": 1, "id": f"c{place}", "sid": SESSION, "conflict": note.rule,
                "sureness": note.sureness, "of": trigger["record_key"],
                "record_key": rival["record_key"], "day": rival["day"], "rank": rival["rank"],
            }  # fmt: skip

    def _rulings(self, matches: list[tuple[str, Match]]) -> list[Ruling]:
        chosen: dict[tuple[int, int], tuple[int, tuple[int, int], int]] = {}
        for name, match in matches:
            note = self._plan.branches[int(name)]
            if note.outcome == CONFLICT or "away" in match["t"]:
                continue
            duty = note.rule, match["t"]["record_key"]
            ruling = (note.outcome, *_rank(note, match))
            known = chosen.setdefault(duty, ruling)
            if known[0] != ruling[0]:
                raise EvaluationError(
                    TWO_OUTCOMES, rule=note.rule, record=duty[1],
                    outcomes=(known[0], ruling[0]),
                )  # fmt: skip
            chosen[duty] = min(known, ruling)
        return [
            (rule, record_key, outcome, witness)
            for (rule, record_key), (outcome, _, witness) in chosen.items()
        ]


def _rank(note: BranchNote, match: Match) -> tuple[tuple[int, int], int]:
    """Return (order, witness): the least day, or the latest, then the least record_id."""
    if note.witness is None:
        return (0, 0), NO_WITNESS
    witness = match[note.witness]
    day = -witness["day"] if note.latest else witness["day"]
    return (day, witness["rank"]), witness["record_key"]


def plan_markers(markers: list[list[int]]) -> tuple[str, ...]:
    """Write the end markers of each round as comma-separated JSON facts."""
    return tuple(
        ",".join(
            json.dumps({"fact": 1, "id": f"m{n}", "sid": SESSION, "end": n})
            for n in of_round
        )
        for of_round in markers
    )
