"""Changes of `reach`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from engine.authoring.mutation.change import Change, WordChanges, filled, lift
from engine.authoring.mutation.conditions import ConditionChanges, moved_number
from engine.authoring.mutation.demands import DECIDED, MADE
from engine.forms.reach.demand import Reach, Sum
from engine.rulebook import ALWAYS, Condition, Text
from engine.rulebook.lexicon import Lexicon
from engine.wording.labels import plain

_REMOVED = Text("去掉", "removed")
_BESIDE_BOUND = Text(
    "比值恰在界限上和越过一步的例子",
    "examples exactly on the bound and one step beyond it",
)


def changes(form: Reach, negated: bool, lexicon: Lexicon, /) -> Iterator[Change[Reach]]:
    """Exchange the two sums, change each, and change each bound."""
    description = Text("分子与分母互换", "numerator and denominator exchanged")
    swapped = replace(form, numerator=form.denominator, denominator=form.numerator)
    yield Change(swapped, description, DECIDED, "measure")
    yield from lift(
        _sum_changes(form.numerator, lexicon),
        lambda part: replace(form, numerator=part),
        "measure.numerator",
    )
    yield from lift(
        _sum_changes(form.denominator, lexicon),
        lambda part: replace(form, denominator=part),
        "measure.denominator",
    )
    yield from _lower_bound_changes(form)
    yield from _upper_bound_changes(form)


def without_conditions(form: Reach, /) -> Reach:
    """Sum over all records."""
    return replace(
        form,
        numerator=replace(form.numerator, where=ALWAYS),
        denominator=replace(form.denominator, where=ALWAYS),
    )


def conditions(form: Reach, opening: Condition, /) -> Iterator[tuple[Condition, ...]]:
    """Yield the condition on the trigger, alone and with that of each sum after it."""
    yield (opening,)
    for part in (form.numerator, form.denominator):
        yield opening, part.where


def _sum_changes(part: Sum, lexicon: Lexicon) -> Iterator[Change[Sum]]:
    vocabulary = lexicon.vocabulary
    numbers = {
        name: text
        for name, text in vocabulary.fields.items()
        if vocabulary.types[name] == "number"
    }
    example = Text("“{}”已填写的例子", "an example with a “{}”")
    yield from lift(
        WordChanges(numbers, example).of((part.field,)),
        lambda fields: replace(part, field=fields[0]),
        "sum",
    )
    expectation = Text("该记录即不计入", "so that the amount is not summed")
    yield from lift(
        ConditionChanges(lexicon, expectation, may_be_empty=True).of(part.where),
        lambda where: replace(part, where=where),
        "where",
    )


def _lower_bound_changes(form: Reach) -> Iterator[Change[Reach]]:
    """Move the lower bound, and remove it or make it the upper one."""
    bound, key = form.at_least, "at_least"
    if bound is None:
        return
    for moved, description in _moved(bound):
        yield Change(replace(form, at_least=moved), description, _BESIDE_BOUND, key)
    if form.at_most is None:
        turned = replace(form, at_least=None, at_most=bound)
        yield Change(turned, Text("改为 at_most", "made at_most"), DECIDED, key)
    else:
        yield Change(replace(form, at_least=None), _REMOVED, DECIDED, key)


def _upper_bound_changes(form: Reach) -> Iterator[Change[Reach]]:
    """Move the upper bound, and remove it or make it the lower one."""
    bound, key = form.at_most, "at_most"
    if bound is None:
        return
    for moved, description in _moved(bound):
        yield Change(replace(form, at_most=moved), description, _BESIDE_BOUND, key)
    if form.at_least is None:
        turned = replace(form, at_least=bound, at_most=None)
        yield Change(turned, Text("改为 at_least", "made at_least"), DECIDED, key)
    else:
        yield Change(replace(form, at_most=None), _REMOVED, DECIDED, key)


def _moved(bound: Decimal) -> Iterator[tuple[Decimal, Text]]:
    for moved in moved_number(bound):
        written = (Text(plain(number), plain(number)) for number in (bound, moved))
        yield moved, filled(MADE, *written)
