"""The sweep: every rule judged over all records at once, in columns.

The same facts and the same outcomes as the live evaluator, as column
expressions; so it runs wherever those run, and no Python looks at a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import ibis

from engine.evaluation.predicates import PredicateIndex, is_row_rule
from engine.evaluation.rulings import Rulings
from engine.evaluation.sweep import groups
from engine.evaluation.sweep.encoded_results import EncodedResults
from engine.evaluation.sweep.pairs import SequenceMatcher
from engine.evaluation.sweep.rivals import ExclusivityMatcher
from engine.evaluation.sweep.scan import Scan, Step
from engine.evaluation.visibility import AS_SEEN
from engine.forms import BeAlone, BeCoveredBy, Reach
from engine.rulebook import Rule
from engine.tables.store import Column, TableStore

Progress = Callable[[int, int], None]
# The records that will be read, each in full.
_LOOKED_AT = "looked_at"


def judge(
    tables: TableStore,
    predicates: PredicateIndex,
    rulings: Rulings,
    progress: Progress | None = None,
) -> Column:
    """Judge the table `seen` and hand every ruling over; keeps `yearly` on the way.

    `yearly`: the groups of `reach` rules (see `years`). `progress` gets passes done
    and all passes. Returns the kept records that rulings speak of, and some others.
    """
    scan = Scan(tables, predicates)
    steps = list(_steps(scan, rulings))
    for done, step in enumerate(steps):
        if progress:
            progress(done, len(steps))
        step()
    return tables.table(_LOOKED_AT)


def _steps(scan: Scan, rulings: Rulings) -> Iterator[Step]:
    """Yield the passes: over the records, over what they answered, over the few named."""
    numbered = list(enumerate(scan.predicates.rules))
    alone = [(n, rule) for n, rule in numbered if _is_of_one_record(rule)]
    matchings = [
        ExclusivityMatcher(scan, n, rule) if isinstance(rule.demand.form, BeAlone)
        else SequenceMatcher(scan, n, rule)
        for n, rule in numbered
        if not is_row_rule(rule)
    ]  # fmt: skip
    roles = [role for matching in matchings for role in matching.roles]
    pairs = [pair for matching in matchings for pair in matching.pairs]
    results = EncodedResults(scan, alone, roles, pairs)
    # First, so that something runs while all that records are asked is being written.
    yield partial(groups.judge, scan, rulings)
    yield from results.steps(rulings)
    for matching in matchings:
        yield partial(matching.match, results, rulings)
    yield partial(_settle, scan, matchings, rulings)


def _settle(
    scan: Scan, matchings: list[SequenceMatcher | ExclusivityMatcher], rulings: Rulings
) -> None:
    """Read in one pass what was ruled on or matched, and judge what was matched.

    What a matching rules on and its witnesses are among what it names.
    """
    named = [xs for matching in matchings for xs in matching.named()]
    wanted = ibis.union(*rulings.named(), *named, distinct=True)
    seen = scan.tables.table(AS_SEEN)
    read = scan.tables.keep(_LOOKED_AT, seen.semi_join(wanted, "x"))
    for matching in matchings:
        matching.settle(read.select("x", "record_id", "battery_code"), rulings)


def _is_of_one_record(rule: Rule) -> bool:
    return is_row_rule(rule) and not isinstance(rule.demand.form, BeCoveredBy | Reach)


__all__ = ["judge"]
