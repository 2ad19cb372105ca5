"""Checks that a rule's examples stand on both sides of each of its boundaries.

A boundary is a first or last day in force, the last day in time, or a bound on a number
or date. The calendar is not needed: where one example is in time and another, begun on
the same day and done a day later, is late, the boundary lies between them however the
days are counted. The boundaries of a demand are found by its form
(`examples.boundaries`), with the functions that stand here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeAlias

from engine.errors import Message, message
from engine.rulebook.columns import REGISTER_OF, REGISTERS, SHORT_NAMES
from engine.rulebook.forms import examples_part
from engine.rulebook.model import Condition, Example, Path, Rule, Span, Test
from engine.rulebook.verdicts import tests_of

Row: TypeAlias = dict[str, str]
# The day from which time may run, and the day of the act.
Act: TypeAlias = tuple[date, date]
_DAY = timedelta(days=1)
_COMPARISONS = ("at_least", "at_most", "over", "under")


def open_boundaries(rule: Rule) -> Iterator[Message]:
    """Yield a message for each side of a boundary on which no example stands."""
    form = rule.demand.form
    yield from _days_in_force(rule)
    yield from open_bounds(rule, rule.where)
    yield from examples_part(form).boundaries(form, rule)


def day_of(row: Row, column: str = "occurred_on") -> date | None:
    """Return the day in a column; None where the cell is empty."""
    return date.fromisoformat(row[column]) if column in row else None


# The days in force


def _days_in_force(rule: Rule) -> Iterator[Message]:
    # A year has no one day that stands on a side of the first or last day in force.
    if rule.demand.form.is_of_a_year:
        return
    days = [date.fromisoformat(e.trigger["occurred_on"]) for e in rule.examples]
    start, until = rule.effective.start, rule.effective.until
    if not any(day < start for day in days):
        yield message("rulebook.lint-none-before-effective", day=start)
    if not any(start <= day and (until is None or day < until) for day in days):
        yield message("rulebook.lint-none-within-effective")
    if until is not None and not any(day >= until for day in days):
        yield message("rulebook.lint-none-after-effective", day=until)


# The last day in time


def open_due_day(
    rule: Rule, within: Span | None, acts: Callable[[Example], Iterable[Act]]
) -> Iterator[Message]:
    """Yield a message unless two examples stand next to the last day in time.

    `acts` returns the acts of an example that the demand may count.
    """
    if within is None:
        return
    done: dict[str, set[Act]] = {"compliant": set(), "breach": set()}
    for example in rule.examples:
        done.setdefault(example.expect, set()).update(acts(example))
    # Under must_not, what comes in time is the breach.
    negated = rule.demand.negated
    in_time, late = ("breach", "compliant") if negated else ("compliant", "breach")
    inside, outside = done[in_time], done[late]
    are_neighbours = any(
        (start, day + _DAY) in outside or (start - _DAY, day) in outside
        for start, day in inside
    )
    if not are_neighbours and not _lengths_meet(within, inside, outside):
        yield message("rulebook.lint-none-beside-due-day", within=within)


def _lengths_meet(within: Span, inside: set[Act], outside: set[Act]) -> bool:
    """Say whether one act takes just the days allowed and another one day more."""
    if within.unit != "days":
        return False
    lengths_inside = {(day - start).days for start, day in inside}
    lengths_outside = {(day - start).days for start, day in outside}
    return within.count in lengths_inside and within.count + 1 in lengths_outside


# Bounds of conditions


def open_bounds(rule: Rule, condition: Condition) -> Iterator[Message]:
    """Yield a message for each bound of a condition on triggers without its examples."""
    for test in tests_of(condition):
        if test.operator in _COMPARISONS:
            yield from _bound(rule, test)


def _bound(rule: Rule, test: Test) -> Iterator[Message]:
    bound = test.values[0]
    sides = set()
    for example in rule.examples:
        value = _measured(example, test.path)
        other = _measured(example, bound.name) if isinstance(bound, Path) else bound
        sides.add(_compared(value, other))
    written = bound.name if isinstance(bound, Path) else bound
    values = {"path": test.path, "operator": test.operator, "bound": written}
    if 0 not in sides:
        yield message("rulebook.lint-none-on-bound", **values)
    if test.operator in ("at_most", "over"):
        if 1 not in sides:
            yield message("rulebook.lint-none-above-bound", **values)
    elif -1 not in sides:
        yield message("rulebook.lint-none-below-bound", **values)


def _compared(one: object, other: object) -> int | None:
    """Return 1, 0 or -1 where two numbers or two dates can be compared."""
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return (one > other) - (one < other)
    if isinstance(one, date) and isinstance(other, date):
        return (one > other) - (one < other)
    return None


def _measured(example: Example, path: str) -> Decimal | date | None:
    """Return the number or date of the trigger under a path; None where there is none."""
    cell = _cell(example, path)
    if cell is None:
        return None
    try:
        return date.fromisoformat(cell) if cell.count("-") == 2 else Decimal(cell)
    except (ValueError, ArithmeticError):
        return None


def _cell(example: Example, path: str) -> str | None:
    row = example.trigger
    first, _, column = path.partition(".")
    if not column:
        return row.get(path)
    if first not in REGISTER_OF:
        return None
    register = REGISTER_OF[first]
    key = next(iter(REGISTERS[register]))
    sought = row.get(SHORT_NAMES.get(first, "vin"))
    rows = (r for r in example.registers[register] if r.get(key) == sought)
    return next((r.get(column) for r in rows), None)
