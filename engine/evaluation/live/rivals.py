"""One at a time: which triggers stand against which, and which stand alone."""

from __future__ import annotations

from engine.evaluation.conditions import TRUE, UNKNOWN
from engine.evaluation.live.branch_builder import BATTERY, BranchBuilder, Tests
from engine.evaluation.live.patterns import (
    Branch,
    Expression,
    Pattern,
    against,
    equals,
    one_of,
)
from engine.forms import BeAlone

Joins = tuple[Expression, ...]


def alone(builder: BranchBuilder) -> list[Branch]:
    form = builder.rule.demand.form
    assert isinstance(form, BeAlone)
    is_filled = builder.attributes.is_filled
    filled = tuple(is_filled(name) for name in form.same)
    empty = one_of([is_filled(name, filled=False) for name in form.same])
    trigger = Pattern("t", (*builder.opened, *filled))
    mine = (equals("conflict", builder.number),)
    about = (against("eq", "of", "t", "x"),)
    sure = Pattern("w", (*mine, equals("sureness", TRUE)), about)
    perhaps = Pattern("w", (*mine, equals("sureness", UNKNOWN)), about)
    no_sure = Pattern("w", sure.tests, about, absent=True)
    none = Pattern("w", mine, about, absent=True)
    return [
        builder.row("unmatched", (*builder.opened, *empty)),
        Branch(builder.number, "not_alone", (trigger, sure), "w", latest=True, after=2),
        Branch(builder.number, "perhaps_alone", (trigger, perhaps, no_sure), after=2),
        Branch(builder.number, "alone", (trigger, none), after=2),
        *_conflicts(builder, form, trigger),
    ]


def _conflicts(builder: BranchBuilder, form: BeAlone, trigger: Pattern) -> list[Branch]:
    """Derive which triggers stand against which: rivals that nothing released."""
    before, same_day = against("lt", "d", "t", "d"), against("eq", "d", "t", "d")
    if form.same == (BATTERY,):
        lesser = against("lt", "n", "t", "n")
        return [
            _conflict(builder, form, trigger, sureness, (), joins)
            for sureness in (TRUE, UNKNOWN)
            for joins in ((before,), (same_day, lesser))
        ]
    attributes = builder.attributes
    known = attributes.is_filled(BATTERY)
    unknown = attributes.is_filled(BATTERY, filled=False)
    battery = attributes.column(BATTERY)
    by_then = against("lte", "d", "t", "d")
    other = against("neq", battery, "t", battery)
    with_code = Pattern("t", (*trigger.tests, known))
    without_code = Pattern("t", (*trigger.tests, unknown))
    return [
        _conflict(builder, form, with_code, TRUE, (known,), (before, other)),
        _conflict(builder, form, with_code, UNKNOWN, (known,), (by_then, other)),
        _conflict(builder, form, without_code, UNKNOWN, (known,), (by_then,)),
        _conflict(builder, form, trigger, UNKNOWN, (unknown,), (by_then,), False),
    ]


def _conflict(
    builder: BranchBuilder,
    form: BeAlone,
    trigger: Pattern,
    sureness: int,
    tests: Tests,
    joins: Joins,
    releasable: bool = True,
) -> Branch:
    attributes = builder.attributes
    filled = tuple(attributes.is_filled(name) for name in form.same)
    same = tuple(
        against("eq", shared, "t", shared)
        for shared in map(attributes.column, form.same)
    )
    battery = attributes.column(BATTERY)
    roles = builder.sure if sureness == TRUE else builder.possible
    rival = Pattern(
        "w",
        (*attributes.test(builder.rule.when), *filled, *roles, *tests),
        (*same, *joins, against("neq", "n", "t", "n")),
    )
    release = Pattern(
        "u",
        (*attributes.test(form.until), *filled, attributes.is_filled(BATTERY)),
        (
            *same,
            against("eq", battery, "w", battery),
            against("gte", "d", "w", "d"),
            against("lte", "d", "t", "d"),
            against("neq", "n", "t", "n"),
            against("neq", "n", "w", "n"),
        ),
        absent=True,
    )
    released = (release,) if releasable and form.until else ()
    return Branch(
        builder.number, "conflict", (trigger, rival, *released),
        "w", sureness=sureness, after=1 if released else None,
    )  # fmt: skip
