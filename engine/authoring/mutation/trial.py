"""Mutants before the examples of their rule: which of them no example tells apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.authoring.examples import judge_variants
from engine.authoring.mutation.equivalence import is_equivalent
from engine.authoring.mutation.mutants import Mutant, mutants_of
from engine.errors import UsageError
from engine.evaluation.calendar import Calendar
from engine.files.progress import Progress
from engine.rulebook import Expectation, Rule, Rulebook, Text

# More at once cost more than they save: each rule meets the examples of all.
RULES_AT_ONCE = 4

_SAME = Text(
    "改动前后的条件对任何记录的回答都相同",
    "the conditions before and after answer alike for every record",
)


@dataclass(frozen=True)
class Trial:
    """What became of the mutants of one rule.

    `survivors`: all examples give them the verdicts they expect of the rule.
    `unseen`: those that no verdict can show, each with the reason.
    """

    rule: Rule
    caught: tuple[Mutant, ...]
    survivors: tuple[Mutant, ...]
    unseen: tuple[Mutant, ...]


def try_mutants(
    rulebook: Rulebook,
    rules: Sequence[Rule],
    calendar: Calendar,
    progress: Progress | None = None,
) -> list[Trial]:
    """Try all mutants of the rules, a few rules at a time; a trial for each rule.

    UsageError where an example disagrees with the rule itself: then it is no
    witness against a mutant. `progress` gets rules done and rules in all.
    """
    trials: list[Trial] = []
    for start in range(0, len(rules), RULES_AT_ONCE):
        if progress:
            progress("mutants", start, len(rules))
        trials += _try(rulebook, rules[start : start + RULES_AT_ONCE], calendar)
    return trials


def _try(rulebook: Rulebook, rules: Sequence[Rule], calendar: Calendar) -> list[Trial]:
    mutants = {rule.id: _mutants(rulebook, rule) for rule in rules}
    tried = {name: [m for m in all_ if not m.unseen] for name, all_ in mutants.items()}
    variants = [v for r in rules for v in (r, *(m.rule for m in tried[r.id]))]
    found = iter(judge_variants(rulebook, variants, calendar))
    trials = []
    for rule in rules:
        _refuse_wrong_examples(rule, next(found))
        expected = [example.expect for example in rule.examples]
        alike = {m.rule.id for m in tried[rule.id] if next(found) == expected}
        caught = [m for m in tried[rule.id] if m.rule.id not in alike]
        alive = [_judged(rule, m) for m in mutants[rule.id] if m not in caught]
        survivors = tuple(m for m in alive if not m.unseen)
        unseen = tuple(m for m in alive if m.unseen)
        trials.append(Trial(rule, tuple(caught), survivors, unseen))
    return trials


def _judged(rule: Rule, mutant: Mutant) -> Mutant:
    """Give a mutant that no record can tell from the rule the reason why."""
    if mutant.unseen or not is_equivalent(rule, mutant.rule):
        return mutant
    return replace(mutant, unseen=_SAME)


def _mutants(rulebook: Rulebook, rule: Rule) -> list[Mutant]:
    instrument = rulebook.instrument_of(rule)
    return mutants_of(rule, rulebook.vocabularies[instrument.vocabulary])


def _refuse_wrong_examples(rule: Rule, found: Sequence[Expectation]) -> None:
    for example, verdict in zip(rule.examples, found, strict=True):
        if verdict != example.expect:
            raise UsageError(
                f"{rule.file}, line {example.line}: expected {example.expect}, found "
                f"{verdict}. An example has to agree with its rule before it can speak "
                "against another; `packlaw rules test` runs them all."
            )
