"""The sweep: judges every rule over all records at once, in columns.

It gives the outcomes of the live evaluator by column expressions, so that it runs
wherever those run, and no Python looks at a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import ibis

from engine.evaluation.forms import GroupSweep, Matcher, NumberedRule, sweep_part
from engine.evaluation.inputs import EvaluationInputs
from engine.evaluation.predicates import PredicateIndex
from engine.evaluation.rulings import Rulings
from engine.evaluation.sweep import groups
from engine.evaluation.sweep.encoded_results import EncodedResults
from engine.evaluation.sweep.scan import Scan, Step
from engine.tables.store import Table

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class SweptTables:
    """What the sweep leaves beside the rulings.

    `records`: the kept visible records that rulings name, and some others; `groups`:
    the table `group_rows`.
    """

    records: Table
    groups: Table


def judge(
    inputs: EvaluationInputs,
    predicates: PredicateIndex,
    rulings: Rulings,
    progress: Progress | None = None,
) -> SweptTables:
    """Judge the visible records; `rulings` takes every ruling.

    `progress` gets passes done and all passes.
    """
    sweep = _Sweep(Scan(inputs, predicates), rulings)
    steps = list(sweep.steps())
    for done, step in enumerate(steps):
        if progress:
            progress(done, len(steps))
        step()
    return SweptTables(sweep.records, sweep.groups)


class _Sweep:
    """The passes of one sweep over the records, in order."""

    def __init__(self, scan: Scan, rulings: Rulings) -> None:
        self._scan, self._rulings = scan, rulings
        self._of_one_record: list[NumberedRule] = []
        self._matchers: list[Matcher] = []
        self._of_groups: list[tuple[GroupSweep, list[NumberedRule]]] = []
        for key, rules in scan.predicates.by_form.items():
            part = sweep_part(key)
            if part.KIND == "record":
                self._of_one_record += rules
            elif part.KIND == "matching":
                self._matchers += (part.matcher(scan, n, rule) for n, rule in rules)
            else:
                self._of_groups.append((part, rules))
        # Slots are filled in the order of the rules.
        self._of_one_record.sort(key=lambda numbered: numbered[0])
        self.records: Table = None
        self.groups: Table = None

    def steps(self) -> Iterator[Step]:
        """Yield the passes: groups, single records, matches, then the records named in them."""
        matchers = self._matchers
        roles = [role for matcher in matchers for role in matcher.roles]
        pairs = [pair for matcher in matchers for pair in matcher.pairs]
        results = EncodedResults(self._scan, self._of_one_record, roles, pairs)
        # First, so that something runs while the pass over the records is being written.
        yield self._judge_groups
        yield from results.steps(self._rulings)
        for matcher in matchers:
            yield partial(matcher.match, results, self._rulings)
        yield self._settle

    def _judge_groups(self) -> None:
        self.groups = groups.judge(self._scan, self._rulings, self._of_groups)

    def _settle(self) -> None:
        """Keep the records that rulings and matchers name, and let the matchers rule.

        What a matcher rules on and its witnesses are among what it names.
        """
        matched = [named for matcher in self._matchers for named in matcher.named()]
        ruled = self._rulings.named(self.groups)
        wanted = ibis.union(*ruled, *matched, distinct=True)
        adjusted = self._scan.inputs.visible.adjusted
        read = self._scan.tables.keep(
            "looked_at", adjusted.semi_join(wanted, "record_key")
        )
        for matcher in self._matchers:
            names = read.select("record_key", "record_id", "battery_code")
            matcher.settle(names, self._rulings)
        self.records = read


__all__ = ["SweptTables", "judge"]
