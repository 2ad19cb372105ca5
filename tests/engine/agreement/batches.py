"""A batch: one rulebook over many lives, drawn from a number and judged by all judges."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

from tests.engine.agreement.cases import Case
from tests.engine.agreement.doubt import absent_columns, lacking, with_rejected
from tests.engine.agreement.judges import Duties, by_both
from tests.engine.agreement.lives import life
from tests.engine.agreement.rules import Tree, drawn_rulebook
from tests.engine.agreement.tally import Tally
from tests.engine.agreement.words import CRATES, foreign

_LIVES_PER_BATCH = 1_000_000  # so that no two batches share a life


@dataclass
class Judged:
    """What became of a batch: counts, and where judges differ, with a case of each."""

    tally: Tally = field(default_factory=Tally)
    differing: dict[str, Case] = field(default_factory=dict)


def drawn(number: int, lives: int, rounds: int = 2) -> tuple[list[Tree], Case]:
    """Draw a batch: its rules as told of crates, and the case as it is judged.

    Every other batch tells of a trade with words of its own. In half of the lives are
    rejected rows; what is judged together lacks the same columns.
    """
    trade = foreign(Random(number)) if number % 2 else CRATES
    rules = drawn_rulebook(number, rounds)
    first = number * _LIVES_PER_BATCH
    absent = absent_columns(number)
    told = [
        lacking(with_rejected(life(seed), seed), absent)
        for seed in range(first, first + lives)
    ]
    return rules, Case(trade.said(rules), trade.said(told), trade)


def judge(number: int, lives: int, rounds: int = 2) -> Judged:
    """Judge a batch by both evaluators and the referee, and compare."""
    told, case = drawn(number, lives, rounds)
    judged = Judged()
    judged.tally.ask(told)
    found, labels = by_both(case.rules, case.lives, case.trade)
    judged.tally.add(case.rules, lives, found)
    expected = case.expected
    for evaluator, one in found.items():
        judged.differing |= differing(case, evaluator, one.duties, expected)
    for reason in labels:
        rule_id = reason.split(":")[0]
        judged.differing.setdefault(reason, narrowed(case, rule_id))
    return judged


def differing(
    case: Case, evaluator: str, found: Duties, expected: Duties
) -> dict[str, Case]:
    """Return the first duty of each rule on which an evaluator and the referee differ."""
    cases: dict[str, Case] = {}
    rules = set()
    for key in sorted(found.keys() | expected.keys()):
        place, rule_id, record = key
        if found.get(key) == expected.get(key) or rule_id in rules:
            continue
        rules.add(rule_id)
        told = (
            f"{evaluator} says {found.get(key)}, the referee {expected.get(key)} "
            f"of {record!r} in life {place} under {rule_id}"
        )
        cases[told] = replace(narrowed(case, rule_id), lives=[case.lives[place]])
    return cases


def narrowed(case: Case, rule_id: str) -> Case:
    """Leave only the rule in question."""
    found = [rule for rule in case.rules if rule["id"] == rule_id]
    return replace(case, rules=found or case.rules)
