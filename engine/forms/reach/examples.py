"""Examples that `reach` needs: each verdict, and ratios on both sides of each bound."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from engine.errors import Message, message
from engine.forms.reach.demand import Reach, Sum
from engine.rulebook.boundaries import Row
from engine.rulebook.model import Condition, Example, Rule, Test, Verdict


def verdicts(form: Reach, rule: Rule, /) -> Iterator[Verdict]:
    """Yield all four: a year can be open, and a sum unknown or nil."""
    yield "compliant"
    yield "breach"
    yield "pending"
    yield "undetermined"


def boundaries(form: Reach, rule: Rule, /) -> Iterator[Message]:
    """Yield a message for each bound without an example on it and one beyond it."""
    for bound in form.bounds:
        if 0 not in _sides(form, rule, bound):
            yield message("rulebook.lint-none-on-ratio", bound=bound)
    if form.at_least is not None and -1 not in _sides(form, rule, form.at_least):
        yield message("rulebook.lint-ratio-none-below", bound=form.at_least)
    if form.at_most is not None and 1 not in _sides(form, rule, form.at_most):
        yield message("rulebook.lint-ratio-none-above", bound=form.at_most)


def _sides(form: Reach, rule: Rule, bound: Decimal) -> set[int | None]:
    return {_side(form, rule, bound, example) for example in rule.examples}


def _side(form: Reach, rule: Rule, bound: Decimal, example: Example) -> int | None:
    """Say whether the ratio is over (1), on (0) or under (-1) the bound; None: unknown."""
    trigger = example.trigger
    rows = [
        row
        for row in example.records
        if row["actor_id"] == trigger["actor_id"]
        and row["occurred_on"][:4] == trigger["occurred_on"][:4]
        and (rule.when is None or row["event"] in rule.when)
        and _has_words(rule.where, row)
    ]
    numerator, denominator = (
        _total(form.numerator, rows),
        _total(form.denominator, rows),
    )
    if numerator is None or not denominator:
        return None
    limit = bound * denominator
    return (numerator > limit) - (numerator < limit)


def _total(part: Sum, rows: list[Row]) -> Decimal | None:
    cells = [row.get(part.field) for row in rows if _has_words(part.where, row)]
    numbers = [Decimal(cell) for cell in cells if cell is not None]
    return sum(numbers, Decimal(0)) if len(numbers) == len(cells) else None


def _has_words(condition: Condition, row: Row) -> bool:
    """Say whether the row has the words that `is` names; other tests are not applied."""
    return all(
        row.get(part.path) in part.values
        for part in condition.parts
        if isinstance(part, Test) and part.operator == "is" and "." not in part.path
    )
