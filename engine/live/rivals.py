"""One at a time: which triggers stand against which, and which stand alone."""

from __future__ import annotations

from engine.conditions import TRUE, UNKNOWN
from engine.live.frame import BATTERY, RuleFrame, Tests
from engine.live.patterns import Branch, Expression, Pattern, against, equals, one_of
from engine.rulebook import BeAlone

Joins = tuple[Expression, ...]


def alone(frame: RuleFrame) -> list[Branch]:
    form = frame.rule.demand.form
    assert isinstance(form, BeAlone)
    filled = tuple(equals(f"has_{name}", 1) for name in form.same)
    empty = one_of([equals(f"has_{name}", 0) for name in form.same])
    trigger = Pattern("t", (*frame.opened, *filled))
    mine = (equals("conflict", frame.number),)
    about = (against("eq", "of", "t", "x"),)
    sure = Pattern("w", (*mine, equals("sureness", TRUE)), about)
    perhaps = Pattern("w", (*mine, equals("sureness", UNKNOWN)), about)
    no_sure = Pattern("w", sure.tests, about, absent=True)
    none = Pattern("w", mine, about, absent=True)
    return [
        frame.row("unmatched", (*frame.opened, *empty)),
        Branch(frame.number, "not_alone", (trigger, sure), "w", latest=True, after=2),
        Branch(frame.number, "perhaps_alone", (trigger, perhaps, no_sure), after=2),
        Branch(frame.number, "alone", (trigger, none), after=2),
        *_conflicts(frame, form, trigger),
    ]


def _conflicts(frame: RuleFrame, form: BeAlone, trigger: Pattern) -> list[Branch]:
    """Derive which triggers stand against which: rivals that nothing released."""
    before, same_day = against("lt", "d", "t", "d"), against("eq", "d", "t", "d")
    if form.same == (BATTERY,):
        lesser = against("lt", "n", "t", "n")
        return [
            _conflict(frame, form, trigger, sureness, (), joins)
            for sureness in (TRUE, UNKNOWN)
            for joins in ((before,), (same_day, lesser))
        ]
    known, unknown = equals(f"has_{BATTERY}", 1), equals(f"has_{BATTERY}", 0)
    by_then = against("lte", "d", "t", "d")
    other = against("neq", BATTERY, "t", BATTERY)
    with_code = Pattern("t", (*trigger.tests, known))
    without_code = Pattern("t", (*trigger.tests, unknown))
    return [
        _conflict(frame, form, with_code, TRUE, (known,), (before, other)),
        _conflict(frame, form, with_code, UNKNOWN, (known,), (by_then, other)),
        _conflict(frame, form, without_code, UNKNOWN, (known,), (by_then,)),
        _conflict(frame, form, trigger, UNKNOWN, (unknown,), (by_then,), False),
    ]


def _conflict(
    frame: RuleFrame,
    form: BeAlone,
    trigger: Pattern,
    sureness: int,
    tests: Tests,
    joins: Joins,
    releasable: bool = True,
) -> Branch:
    filled = tuple(equals(f"has_{name}", 1) for name in form.same)
    same = tuple(against("eq", name, "t", name) for name in form.same)
    roles = frame.sure if sureness == TRUE else frame.possible
    rival = Pattern(
        "w",
        (*frame.events.test(frame.rule.when), *filled, *roles, *tests),
        (*same, *joins, against("neq", "n", "t", "n")),
    )
    release = Pattern(
        "u",
        (*frame.events.test(form.until), *filled, equals(f"has_{BATTERY}", 1)),
        (
            *same,
            against("eq", BATTERY, "w", BATTERY),
            against("gte", "d", "w", "d"),
            against("lte", "d", "t", "d"),
            against("neq", "n", "t", "n"),
            against("neq", "n", "w", "n"),
        ),
        absent=True,
    )
    released = (release,) if releasable and form.until else ()
    return Branch(
        frame.number, "conflict", (trigger, rival, *released),
        "w", sureness=sureness, after=1 if released else None,
    )  # fmt: skip
