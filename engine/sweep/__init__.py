"""The sweep: every rule judged over all records at once, in columns.

The same facts and the same outcomes as the live evaluator, as column
expressions; so it runs wherever those run, and no Python looks at a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import ibis

from engine.conditions import Column
from engine.questions import Questions, is_row_rule
from engine.rulebook import BeAlone, BeCoveredBy, Reach, Rule
from engine.rulings import Rulings
from engine.seen import AS_SEEN
from engine.sweep import groups
from engine.sweep.answers import Answers
from engine.sweep.pairs import Pairing
from engine.sweep.rivals import Rivalry
from engine.sweep.scan import Scan, Step
from engine.workbench import Workbench

Progress = Callable[[int, int], None]
# The records that will be read, each in full.
_LOOKED_AT = "looked_at"


def judge(
    bench: Workbench,
    questions: Questions,
    rulings: Rulings,
    progress: Progress | None = None,
) -> Column:
    """Judge the table `seen` and hand every ruling over; keeps `yearly` on the way.

    `yearly`: the groups of `reach` rules (see `years`). `progress` gets passes done
    and all passes. Returns the kept records that rulings speak of, and some others.
    """
    scan = Scan(bench, questions)
    steps = list(_steps(scan, rulings))
    for done, step in enumerate(steps):
        if progress:
            progress(done, len(steps))
        step()
    return bench.table(_LOOKED_AT)


def _steps(scan: Scan, rulings: Rulings) -> Iterator[Step]:
    """Yield the passes: over the records, over what they answered, over the few named."""
    numbered = list(enumerate(scan.questions.rules))
    alone = [(n, rule) for n, rule in numbered if _is_of_one_record(rule)]
    matchings = [
        Rivalry(scan, n, rule) if isinstance(rule.demand.form, BeAlone)
        else Pairing(scan, n, rule)
        for n, rule in numbered
        if not is_row_rule(rule)
    ]  # fmt: skip
    sides = [side for matching in matchings for side in matching.sides]
    pairs = [pair for matching in matchings for pair in matching.pairs]
    answers = Answers(scan, alone, sides, pairs)
    # First, so that something runs while all that records are asked is being written.
    yield partial(groups.judge, scan, rulings)
    yield from answers.steps(rulings)
    for matching in matchings:
        yield partial(matching.match, answers, rulings)
    yield partial(_settle, scan, matchings, rulings)


def _settle(scan: Scan, matchings: list[Pairing | Rivalry], rulings: Rulings) -> None:
    """Read in one pass what was ruled on or matched, and judge what was matched.

    What a matching rules on and its witnesses are among what it names.
    """
    named = [xs for matching in matchings for xs in matching.named()]
    wanted = ibis.union(*rulings.named(), *named, distinct=True)
    seen = scan.bench.table(AS_SEEN)
    read = scan.bench.keep(_LOOKED_AT, seen.semi_join(wanted, "x"))
    for matching in matchings:
        matching.settle(read.select("x", "record_id", "battery_code"), rulings)


def _is_of_one_record(rule: Rule) -> bool:
    return is_row_rule(rule) and not isinstance(rule.demand.form, BeCoveredBy | Reach)


__all__ = ["judge"]
