"""Counts of what was judged, and what the language knows but never came up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from engine.evaluation.pipeline import Evaluator
from engine.rulebook.outcomes import outcomes, verdicts
from tests.engine.agreement.conditions import TESTS
from tests.engine.agreement.judges import Found
from tests.engine.agreement.rules import DEMANDS, Tree, form_of

EVALUATORS: tuple[Evaluator, ...] = ("live", "sweep")
OPERATORS = (
    "is", "not", "at_least", "at_most", "over", "under", "known", "format", "path",
    "any_of", "none_of",
)  # fmt: skip
# What leaves duties open beside the columns of the rules.
CAUSES = ("rejected", "complete.until")
FORMS = tuple(f"{must} {form}" for must, form, _ in DEMANDS)
_DATED = ("must be_reported", "must be_followed_by", "must reach")
Key = tuple[str, str, str]  # evaluator, form, outcome


class Tally:
    """How often each outcome of each form was found, and what rules asked for."""

    def __init__(self) -> None:
        self.cases = 0
        self.outcomes: Counter[Key] = Counter()
        self.causes: Counter[tuple[str, str]] = Counter()  # evaluator, cause
        self.asked: Counter[str] = Counter()
        self.margins: Counter[tuple[str, int]] = Counter()

    def add(
        self, rules: list[Tree], lives: int, found: Mapping[Evaluator, Found]
    ) -> None:
        """Count one pass: each rule over each life is a case."""
        self.cases += len(rules) * lives
        forms = {rule["id"]: form_of(rule) for rule in rules}
        for evaluator, judged in found.items():
            for (rule_id, outcome), count in judged.outcomes.items():
                self.outcomes[evaluator, forms[rule_id], outcome] += count
            for cause in CAUSES:
                self.causes[evaluator, cause] += judged.causes[cause]
        for (_, rule_id, _), (_, due, done, *_) in found["live"].duties.items():
            if due and done and abs(margin := days_between(due, done)) <= 1:
                self.margins[forms[rule_id], margin] += 1

    def ask(self, rules: Iterable[Tree]) -> None:
        """Count the paths and tests of rules that are said in the words of crates."""
        self.asked.update(key for rule in rules for key in keys_of(rule))

    def merge(self, other: Tally) -> None:
        self.cases += other.cases
        self.outcomes += other.outcomes
        self.causes += other.causes
        self.asked += other.asked
        self.margins += other.margins

    def verdicts(self, evaluator: Evaluator) -> Counter[tuple[str, str]]:
        """Count the duties of an evaluator by form and verdict."""
        counts: Counter[tuple[str, str]] = Counter()
        for (judge, form, outcome), count in self.outcomes.items():
            if judge == evaluator:
                counts[form, verdicts()[outcome]] += count
        return counts

    def never(self) -> list[str]:
        """Name every outcome, verdict, cause, boundary and test that never came up."""
        missing = [key for key in OPERATORS if not self.asked[key]]
        missing += [
            f"{form} done {margin} days after its last"
            for form in _DATED[:2]
            for margin in (-1, 0, 1)
            if not self.margins[form, margin]
        ]
        for evaluator in EVALUATORS:
            words = {o for judge, _, o in self.outcomes if judge == evaluator}
            missing += [f"{evaluator}: {o}" for o in outcomes() if o not in words]
            missing += [
                f"{evaluator}: for {cause}"
                for cause in CAUSES
                if not self.causes[evaluator, cause]
            ]
            counts = self.verdicts(evaluator)
            missing += [
                f"{evaluator}: {' '.join(k)}" for k in possible() if not counts[k]
            ]
        return missing

    def unasked(self) -> list[str]:
        """Name every path that no rule asked for."""
        return [path for path in TESTS if not self.asked[path]]

    def as_tree(self) -> Tree:
        """Write the counts down so that `tally_of` reads them again."""
        outcomes = [[*key, count] for key, count in sorted(self.outcomes.items())]
        margins = [[*key, count] for key, count in sorted(self.margins.items())]
        return {
            "cases": self.cases, "outcomes": outcomes, "asked": self.asked,
            "margins": margins, "causes": [[*key, n] for key, n in self.causes.items()],
        }  # fmt: skip


def tally_of(tree: Mapping[str, Any]) -> Tally:
    tally = Tally()
    tally.cases = tree["cases"]
    tally.outcomes = Counter({(a, b, c): count for a, b, c, count in tree["outcomes"]})
    tally.causes = Counter({(a, b): count for a, b, count in tree["causes"]})
    tally.asked = Counter(tree["asked"])
    tally.margins = Counter({(form, n): count for form, n, count in tree["margins"]})
    return tally


def days_between(due: str, done: str) -> int:
    return (date.fromisoformat(done) - date.fromisoformat(due)).days


def possible() -> Iterator[tuple[str, str]]:
    """Yield each form with each verdict that it can give."""
    for form in FORMS:
        for verdict in ("compliant", "breach", "pending", "undetermined"):
            if verdict != "pending" or form in _DATED:
                yield form, verdict


def keys_of(tree: Any) -> Iterator[str]:
    """Yield every key of a tree, and paths that other paths are compared with."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield key
            yield from keys_of(value)
    elif isinstance(tree, list):
        for item in tree:
            yield from keys_of(item)
