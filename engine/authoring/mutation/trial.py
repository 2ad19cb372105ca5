"""Judges the examples of a rule by its mutants: which of them no example detects."""

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

# All rules of a batch judge the examples of all, so that larger batches cost more than
# they save.
RULES_AT_ONCE = 4

_EQUIVALENT = Text(
    "改动前后的条件对任何记录的回答都相同",
    "the conditions before and after answer alike for every record",
)


@dataclass(frozen=True)
class Trial:
    """The mutants of one rule, by whether its examples detect them.

    `caught`: some example has another verdict. `survivors`: every example has the
    verdict it expects. `undetectable`: no verdict can show the change, for the reason
    that each of them gives.
    """

    rule: Rule
    caught: tuple[Mutant, ...]
    survivors: tuple[Mutant, ...]
    undetectable: tuple[Mutant, ...]


def try_mutants(
    rulebook: Rulebook,
    rules: Sequence[Rule],
    calendar: Calendar,
    progress: Progress | None = None,
) -> list[Trial]:
    """Try all mutants of the rules, a few rules at a time; a trial for each rule.

    `progress` is called with "mutants", the rules done and the rules in all. Raises
    UsageError where an example disagrees with its own rule, since its verdict on a
    mutant then says nothing.
    """
    trials: list[Trial] = []
    for start in range(0, len(rules), RULES_AT_ONCE):
        if progress:
            progress("mutants", start, len(rules))
        trials += _try(rulebook, rules[start : start + RULES_AT_ONCE], calendar)
    return trials


def _try(rulebook: Rulebook, rules: Sequence[Rule], calendar: Calendar) -> list[Trial]:
    mutants = {rule.id: _mutants(rulebook, rule) for rule in rules}
    tried = {
        name: [m for m in all_ if not m.undetectable] for name, all_ in mutants.items()
    }
    variants = [v for r in rules for v in (r, *(m.rule for m in tried[r.id]))]
    found = iter(judge_variants(rulebook, variants, calendar))
    trials = []
    for rule in rules:
        _refuse_wrong_examples(rule, next(found))
        expected = [example.expect for example in rule.examples]
        survived = {m.rule.id for m in tried[rule.id] if next(found) == expected}
        caught = [m for m in tried[rule.id] if m.rule.id not in survived]
        not_caught = [_marked(rule, m) for m in mutants[rule.id] if m not in caught]
        survivors = tuple(m for m in not_caught if not m.undetectable)
        undetectable = tuple(m for m in not_caught if m.undetectable)
        trials.append(Trial(rule, tuple(caught), survivors, undetectable))
    return trials


def _marked(rule: Rule, mutant: Mutant) -> Mutant:
    """Mark a mutant that agrees with the rule on every record as undetectable."""
    if mutant.undetectable or not is_equivalent(rule, mutant.rule):
        return mutant
    return replace(mutant, undetectable=_EQUIVALENT)


def _mutants(rulebook: Rulebook, rule: Rule) -> list[Mutant]:
    instrument = rulebook.instrument_of(rule)
    return mutants_of(rule, rulebook.vocabularies[instrument.vocabulary])


def _refuse_wrong_examples(rule: Rule, found: Sequence[Expectation]) -> None:
    for example, verdict in zip(rule.examples, found, strict=True):
        if verdict != example.expect:
            raise UsageError(
                "authoring.mutation-example-disagrees",
                file=rule.file,
                line=example.line,
                expected=example.expect,
                found=verdict,
            )
