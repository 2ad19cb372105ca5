"""Whether a rule's examples stand on both sides of each of its boundaries.

A boundary is a first or last day in force, the last day in time, or a bound on
a number or date. No calendar is asked: where one example is in time and
another, begun on the same day and done a day later, is late, the boundary lies
between them whatever the days are counted by.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from engine.forms import BeFollowedBy, BePrecededBy, BeReported, Hold, Reach, Sum
from engine.rulebook.columns import REGISTER_OF, REGISTERS, SHORT_NAMES
from engine.rulebook.model import Condition, Example, Path, Rule, Span, Test
from engine.rulebook.verdicts import tests_of

Row = dict[str, str]
_DAY = timedelta(days=1)


def open_boundaries(rule: Rule) -> Iterator[str]:
    """Say of each boundary on which side of it no example stands."""
    yield from _effective(rule)
    yield from _due_day(rule)
    yield from _bounds(rule)
    if isinstance(rule.demand.form, Reach):
        yield from _reach(rule, rule.demand.form)


def _trigger(example: Example) -> Row:
    return next(r for r in example.records if r["record_id"] == example.judge)


def _day(row: Row, column: str = "occurred_on") -> date | None:
    return date.fromisoformat(row[column]) if column in row else None


# The days in force


def _effective(rule: Rule) -> Iterator[str]:
    # A year is the trigger of `reach`, and it has no one day to stand on a side.
    if isinstance(rule.demand.form, Reach):
        return
    days = [date.fromisoformat(_trigger(e)["occurred_on"]) for e in rule.examples]
    start, until = rule.effective.start, rule.effective.until
    if not any(day < start for day in days):
        yield f"No example stands before effective.from, {start}."
    if not any(start <= day and (until is None or day < until) for day in days):
        yield "No example stands within effective."
    if until is not None and not any(day >= until for day in days):
        yield f"No example stands on or after effective.until, {until}."


# The last day in time


def _due_day(rule: Rule) -> Iterator[str]:
    form, negated = rule.demand.form, rule.demand.negated
    if not isinstance(form, BeReported | BeFollowedBy | BePrecededBy):
        return
    if form.within is None:
        return
    acts: dict[str, set[tuple[date, date]]] = {"compliant": set(), "breach": set()}
    for example in rule.examples:
        acts.setdefault(example.expect, set()).update(_acts(example, form))
    in_time, late = ("breach", "compliant") if negated else ("compliant", "breach")
    inside, outside = acts[in_time], acts[late]
    next_to_each_other = any(
        (start, done + _DAY) in outside or (start - _DAY, done) in outside
        for start, done in inside
    )
    if not next_to_each_other and not _gaps_meet(form.within, inside, outside):
        yield (
            f"No two examples stand on both sides of {form.within}: one done on the "
            "last day in time, one on the day after."
        )


def _gaps_meet(
    within: Span, inside: set[tuple[date, date]], outside: set[tuple[date, date]]
) -> bool:
    if within.unit != "days":
        return False
    gaps_inside = {(done - start).days for start, done in inside}
    gaps_outside = {(done - start).days for start, done in outside}
    return within.count in gaps_inside and within.count + 1 in gaps_outside


def _acts(
    example: Example, form: BeReported | BeFollowedBy | BePrecededBy
) -> Iterator[tuple[date, date]]:
    """The day from which time may run and the day of the act, of each possible act."""
    trigger = _trigger(example)
    day = date.fromisoformat(trigger["occurred_on"])
    if isinstance(form, BeReported):
        reported_on = _day(trigger, "reported_on")
        if reported_on is not None:
            yield day, reported_on
        return
    for row in example.records:
        witnessed_on = _day(row)
        if row is trigger or witnessed_on is None or row.get("event") not in form.event:
            continue
        if isinstance(form, BePrecededBy):
            yield witnessed_on, day
        else:
            yield day, witnessed_on


# Bounds of conditions


def _bounds(rule: Rule) -> Iterator[str]:
    form = rule.demand.form
    conditions = (
        (rule.where, form.condition) if isinstance(form, Hold) else (rule.where,)
    )
    for condition in conditions:
        for test in tests_of(condition):
            if test.operator in ("at_least", "at_most", "over", "under"):
                yield from _bound(rule, test)


def _bound(rule: Rule, test: Test) -> Iterator[str]:
    bound = test.values[0]
    distances = []
    for example in rule.examples:
        row = _trigger(example)
        value = _measured(example, row, test.path)
        other = (
            _measured(example, row, bound.name) if isinstance(bound, Path) else bound
        )
        distances.append(_compared(value, other))
    written = bound.name if isinstance(bound, Path) else bound
    if 0 not in distances:
        yield f"No example stands on the bound: {test.path} {test.operator} {written}."
    beyond = 1 if test.operator in ("at_most", "over") else -1
    if beyond not in distances:
        side = "above" if beyond == 1 else "below"
        yield f"No example stands {side} {written}: {test.path} {test.operator}."


def _compared(one: object, other: object) -> int | None:
    """1, 0 or -1 where two numbers or two dates can be compared."""
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return (one > other) - (one < other)
    if isinstance(one, date) and isinstance(other, date):
        return (one > other) - (one < other)
    return None


def _measured(example: Example, row: Row, path: str) -> Decimal | date | None:
    cell = _cell(example, row, path)
    if cell is None:
        return None
    try:
        return date.fromisoformat(cell) if cell.count("-") == 2 else Decimal(cell)
    except (ValueError, ArithmeticError):
        return None


def _cell(example: Example, row: Row, path: str) -> str | None:
    first, _, column = path.partition(".")
    if not column:
        return row.get(path)
    if first not in REGISTER_OF:
        return None
    register = REGISTER_OF[first]
    key, wanted = (
        next(iter(REGISTERS[register])),
        row.get(SHORT_NAMES.get(first, "vin")),
    )
    rows = (r for r in example.registers[register] if r.get(key) == wanted)
    return next((r.get(column) for r in rows), None)


# The bounds of a ratio


def _reach(rule: Rule, form: Reach) -> Iterator[str]:
    for bound, beyond in ((form.at_least, -1), (form.at_most, 1)):
        if bound is None:
            continue
        distances = {_distance(rule, form, bound, e) for e in rule.examples}
        if 0 not in distances:
            yield f"No example reaches exactly {bound}."
        if beyond not in distances:
            side = "above" if beyond == 1 else "below"
            yield f"No example stays {side} {bound}."


def _distance(rule: Rule, form: Reach, bound: Decimal, example: Example) -> int | None:
    """Whether the ratio is over (1), on (0) or under (-1) the bound; None: unknown."""
    trigger = _trigger(example)
    rows = [
        row
        for row in example.records
        if row["actor_id"] == trigger["actor_id"]
        and row["occurred_on"][:4] == trigger["occurred_on"][:4]
        and (rule.when is None or row["event"] in rule.when)
        and _is_plainly(rule.where, row)
    ]
    numerator, denominator = _sum(form.numerator, rows), _sum(form.denominator, rows)
    if numerator is None or not denominator:
        return None
    limit = bound * denominator
    return (numerator > limit) - (numerator < limit)


def _sum(measure: Sum, rows: list[Row]) -> Decimal | None:
    cells = [row.get(measure.field) for row in rows if _is_plainly(measure.where, row)]
    numbers = [Decimal(cell) for cell in cells if cell is not None]
    return sum(numbers, Decimal(0)) if len(numbers) == len(cells) else None


def _is_plainly(condition: Condition, row: Row) -> bool:
    """Whether the row has the words the condition names; other tests are let pass."""
    return all(
        row.get(part.path) in part.values
        for part in condition.parts
        if isinstance(part, Test) and part.operator == "is" and "." not in part.path
    )
