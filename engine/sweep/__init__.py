"""The sweep: every rule judged over all records at once, in columns.

The same facts and the same outcomes as the live evaluator, as column
expressions; so it runs wherever those run, and no Python looks at a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from engine.questions import Questions, is_row_rule
from engine.rulebook import BeAlone, BeCoveredBy, Reach, Rule
from engine.rulings import Rulings
from engine.sweep import outlets, pairs, rivals, rows, sums
from engine.sweep.scan import Scan
from engine.workbench import Workbench

Progress = Callable[[int, int], None]
Step = Callable[[], None]


def judge(
    bench: Workbench,
    questions: Questions,
    rulings: Rulings,
    progress: Progress | None = None,
) -> None:
    """Judge the table `seen` and hand every ruling over; keeps `yearly` on the way.

    `yearly`: the groups of `reach` rules (see `years`). `progress` gets passes done
    and all passes.
    """
    scan = Scan(bench, questions)
    steps = list(_steps(scan, rulings))
    for done, step in enumerate(steps):
        if progress:
            progress(done, len(steps))
        step()


def _steps(scan: Scan, rulings: Rulings) -> Iterator[Step]:
    """Yield the passes over the records, each with the rules it judges."""
    numbered = list(enumerate(scan.questions.rules))
    alone = [(n, rule) for n, rule in numbered if _is_of_one_record(rule)]
    for group in rows.gathered(alone):
        yield partial(rows.judge, scan, rulings, group)
    for number, rule in numbered:
        if isinstance(rule.demand.form, BeCoveredBy):
            yield partial(outlets.judge, scan, rulings, number, rule)
        elif isinstance(rule.demand.form, BeAlone):
            yield partial(rivals.judge, scan, rulings, number, rule)
        elif not is_row_rule(rule):
            yield partial(pairs.judge, scan, rulings, number, rule)
    yield partial(sums.judge, scan, rulings)


def _is_of_one_record(rule: Rule) -> bool:
    return is_row_rule(rule) and not isinstance(rule.demand.form, BeCoveredBy | Reach)


__all__ = ["judge"]
