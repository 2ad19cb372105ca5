"""Which rules are judged together: one ruleset per way of grouping records.

A ruleset takes the records of one group (a battery, an actor, …) at a time.
durable-rules fails past certain sizes, so a set that would come near them is split here,
and a single rule past them is refused with its name.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from engine.errors import EvaluationError
from engine.evaluation.forms import live_part
from engine.evaluation.live.branch_builder import Attributes, Grouping
from engine.evaluation.live.compile import compile_rule
from engine.evaluation.live.patterns import Branch, Expression, Pattern, attributes_of
from engine.evaluation.predicates import PredicateIndex, events_of
from engine.rulebook import Rule

# Margins below the limits at which durable-rules 2.0.28 errs, loops or crashes.
BRANCHES_PER_FACT = 60
PATTERNS_PER_RULE = 12
TESTS_PER_PATTERN = 28
RULES_PER_SET = 180
ANY = 0


@dataclass
class Ruleset:
    """Branches that share a grouping; each branch is one rule of durable-rules."""

    grouping: Grouping
    predicates: PredicateIndex
    branches: list[Branch] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    @cached_property
    def markers(self) -> dict[int, int]:
        """Number the marker each waiting branch waits for, a new one every few."""
        numbers: dict[int, int] = {}
        for phase in (1, 2):
            waiting = [i for i, b in enumerate(self.branches) if b.after == phase]
            for place, index in enumerate(waiting):
                numbers[index] = phase * 1000 + place // BRANCHES_PER_FACT
        return numbers

    def markers_of(self, phase: int) -> list[int]:
        """Return the markers that end a phase."""
        return sorted({m for m in self.markers.values() if m // 1000 == phase})

    @cached_property
    def definition(self) -> str:
        """The ruleset in durable-rules' JSON form, with a rule that catches every fact."""
        named: dict[str, Expression] = {
            str(index): branch.as_json(self.markers.get(index, 0))
            for index, branch in enumerate(self.branches)
        }
        named["any"] = {"all": [{"m": {"fact": 1}}]}
        return json.dumps(named)

    @cached_property
    def requirements(self) -> dict[str, set[int | str]]:
        """For each attribute, the event tests of the facts that need it."""
        requirements: dict[str, set[int | str]] = defaultdict(set)
        for branch in self.branches:
            by_alias = {pattern.alias: pattern for pattern in branch.patterns}
            for pattern in branch.patterns:
                for name in attributes_of(pattern.tests):
                    requirements[name].add(_kind(pattern))
                for join in pattern.joins:
                    for mine, alias, theirs in _references(join):
                        requirements[mine].add(_kind(pattern))
                        requirements[theirs].add(_kind(by_alias[alias]))
        return requirements

    @property
    def events(self) -> frozenset[str] | None:
        """Every event of its rules, witnesses included; None where a rule is of any event."""
        named = [events_of(rule) for rule in self.rules]
        if any(events is None for events in named):
            return None
        return frozenset(event for events in named for event in events or ())

    @property
    def judges_groups(self) -> bool:
        """Whether a branch matches facts that stand for groups of records."""
        return "group_rule" in self.requirements

    @property
    def derives(self) -> bool:
        """Whether a second round of facts is derived from the first."""
        return any(branch.outcome == "conflict" for branch in self.branches)


def compile_rulesets(predicates: PredicateIndex) -> tuple[list[Ruleset], Attributes]:
    """Compile the rules and pack their branches into as few rulesets as fit."""
    attributes = Attributes()
    rulesets: list[Ruleset] = []
    for number, rule in enumerate(predicates.rules):
        branches = compile_rule(rule, number, predicates, attributes)
        _refuse_oversized(rule, branches)
        form = rule.demand.form
        grouping = live_part(form).grouping(form, predicates.absent)
        for ruleset in rulesets:
            if ruleset.grouping == grouping and _fits([*ruleset.branches, *branches]):
                break
        else:
            ruleset = Ruleset(grouping, predicates)
            rulesets.append(ruleset)
        ruleset.branches += branches
        ruleset.rules.append(rule)
    return rulesets, attributes


def _fits(branches: list[Branch]) -> bool:
    if len(branches) > RULES_PER_SET:
        return False
    matching: Counter[int | str] = Counter()
    for branch in branches:
        matching.update(_kind(pattern) for pattern in branch.patterns)
    everywhere = matching.pop(ANY, 0) + 1
    # A fact is of one event but may be of several sets of events.
    single = max(
        (n for kind, n in matching.items() if isinstance(kind, int)), default=0
    )
    in_sets = sum(n for kind, n in matching.items() if isinstance(kind, str))
    return everywhere + single + in_sets <= BRANCHES_PER_FACT


def _refuse_oversized(rule: Rule, branches: Iterable[Branch]) -> None:
    branches = list(branches)
    patterns = max(len(branch.patterns) for branch in branches)
    tests = max(
        len(pattern.tests) + len(pattern.joins)
        for branch in branches
        for pattern in branch.patterns
    )
    if not _fits(branches) or patterns > PATTERNS_PER_RULE or tests > TESTS_PER_PATTERN:
        raise EvaluationError(
            "evaluation.too-many-conditions", file=rule.file, limit=TESTS_PER_PATTERN
        )


def _kind(pattern: Pattern) -> int | str:
    """Return which facts a pattern can match: an event, a set of events, any, or others."""
    for test in pattern.tests:
        for name, value in test.items():
            if name == "event":
                return int(value)
            if name in ("conflict", "group_rule", "end"):
                return name
            if name[0] == "s" and name[1:].isdigit():
                return name
    return ANY


def _references(join: Expression) -> Iterable[tuple[str, str, str]]:
    for key, value in join.items():
        if key.startswith("$"):
            yield from _references(value)
        else:
            ((alias, theirs),) = value.items()
            yield key, alias, theirs
