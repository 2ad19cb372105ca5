"""How the live evaluator judges `be_alone`, in two rounds.

The first round derives a fact `conflict` for each pair of a trigger and a rival that
nothing released; the second judges each trigger by its conflicts.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.evaluation.absent_columns import AbsentColumns
from engine.evaluation.conditions import TRUE, UNKNOWN
from engine.evaluation.dependencies import column_name, texts
from engine.evaluation.live.branch_builder import (
    BATTERY,
    BranchBuilder,
    Grouping,
    Tests,
)
from engine.evaluation.live.parts import Needed, holds, triggers
from engine.evaluation.live.patterns import (
    Branch,
    Expression,
    Pattern,
    against,
    equals,
    one_of,
    within_row,
)
from engine.evaluation.predicates import PredicateIndex, opening
from engine.forms.be_alone.demand import BeAlone
from engine.forms.typed import form_of
from engine.rulebook import Form, Rule
from engine.tables.sql import text

Joins = tuple[Expression, ...]

# A conflict of two sure triggers of which a rejected record might be the release, and
# one of which the records could not show a release.
_DOUBTED, _UNSHOWN = 4, 3
_IN_RECORDS = within_row("lte", "day", "judged_on")
_AFTER_RECORDS = within_row("gt", "day", "judged_on")


def branches(builder: BranchBuilder) -> list[Branch]:
    """Return a branch for each way a duty can end, and those that derive conflicts."""
    form = form_of(builder.rule, BeAlone)
    is_filled = builder.attributes.is_filled
    filled = tuple(is_filled(name) for name in form.same)
    empty = one_of([is_filled(name, filled=False) for name in form.same])
    trigger = Pattern("t", (*builder.opened, *filled))
    return [
        builder.row("unmatched", (*builder.opened, *empty)),
        *_ends(builder.number, trigger),
        *_conflicts(builder, form, trigger),
        *builder.doubtful,
    ]


def _ends(number: int, trigger: Pattern) -> list[Branch]:
    """Return the branches of a trigger that the surest of its conflicts decides."""
    mine = (equals("conflict", number),)
    about = (against("eq", "of", "t", "record_key"),)
    sure, doubted, unshown, perhaps = (
        Pattern("w", (*mine, equals("sureness", level)), about)
        for level in (TRUE, _DOUBTED, _UNSHOWN, UNKNOWN)
    )
    no_sure, no_doubted, no_unshown = (
        Pattern("w", found.tests, about, absent=True)
        for found in (sure, doubted, unshown)
    )
    none = Pattern("w", mine, about, absent=True)
    in_records = Pattern("t", (*trigger.tests, _IN_RECORDS))
    after_records = Pattern("t", (*trigger.tests, _AFTER_RECORDS))
    return [
        Branch(number, "not_alone", (trigger, sure), "w", latest=True, after=2),
        Branch(number, "rejected", (trigger, doubted, no_sure), after=2),
        Branch(
            number,
            "release_not_shown",
            (trigger, unshown, no_sure, no_doubted),
            after=2,
        ),
        Branch(
            number,
            "perhaps_alone",
            (trigger, perhaps, no_sure, no_doubted, no_unshown),
            after=2,
        ),
        Branch(number, "alone", (in_records, none), after=2),
        Branch(number, "records_end", (after_records, none), after=2),
    ]


def grouping(form: Form, absent: AbsentColumns) -> Grouping:
    """Group by a column that triggers share, the battery if it is one."""
    assert isinstance(form, BeAlone)
    column = BATTERY if BATTERY in form.same else form.same[0]
    return Grouping(column, column)


def needed(rule: Rule, predicates: PredicateIndex) -> Iterator[Needed]:
    """Need the latest unreleased rival of each kind, and the first releases of each.

    Of the rivals that are equally sure and unreleased on the trigger's day, the latest
    is the one that a finding names.
    """
    form = form_of(rule, BeAlone)
    if form.until:
        yield "releases", _first_releases(rule, form, predicates)
    yield "needed", _latest_rivals(rule, form, predicates)


def _conflicts(builder: BranchBuilder, form: BeAlone, trigger: Pattern) -> list[Branch]:
    """Return the branches that derive conflicts: a trigger and an unreleased rival."""
    before, same_day = (
        against("lt", "day", "t", "day"),
        against("eq", "day", "t", "day"),
    )
    if form.same == (BATTERY,):
        lesser = against("lt", "rank", "t", "rank")
        return [
            _conflict(builder, form, trigger, sureness, (), joins)
            for sureness in (*_sure_levels(form), UNKNOWN)
            for joins in ((before,), (same_day, lesser))
        ]
    attributes = builder.attributes
    known = attributes.is_filled(BATTERY)
    unknown = attributes.is_filled(BATTERY, filled=False)
    battery = attributes.column(BATTERY)
    by_then = against("lte", "day", "t", "day")
    other = against("neq", battery, "t", battery)
    with_code = Pattern("t", (*trigger.tests, known))
    without_code = Pattern("t", (*trigger.tests, unknown))
    return [
        *(
            _conflict(builder, form, with_code, level, (known,), (before, other))
            for level in _sure_levels(form)
        ),
        _conflict(builder, form, with_code, UNKNOWN, (known,), (by_then, other)),
        _conflict(builder, form, without_code, UNKNOWN, (known,), (by_then,)),
        _conflict(builder, form, trigger, UNKNOWN, (unknown,), (by_then,), False),
    ]


def _sure_levels(form: BeAlone) -> tuple[int, ...]:
    """Return how sure a conflict of two sure triggers may be."""
    return (TRUE, _DOUBTED, _UNSHOWN) if form.until else (TRUE,)


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
    filled, same = _shared(builder, form)
    roles = builder.possible if sureness == UNKNOWN else builder.sure
    if form.until and sureness in (TRUE, _DOUBTED):
        trigger = Pattern("t", (*trigger.tests, _IN_RECORDS))
        tests = (*tests, equals("in_records", 1))
    if form.until and sureness == TRUE:
        tests = (*tests, equals(f"unreleased{builder.number}", 1))
    rival = Pattern(
        "w",
        (*attributes.test(builder.rule.when), *filled, *roles, *tests),
        (*same, *joins, against("neq", "rank", "t", "rank")),
    )
    released = (_no_release(builder, form),) if releasable and form.until else ()
    return Branch(
        builder.number, "conflict", (trigger, rival, *released),
        "w", sureness=sureness, after=1 if released else None,
    )  # fmt: skip


def _no_release(builder: BranchBuilder, form: BeAlone) -> Pattern:
    """Return the absence of a release of the rival `w` by the day of the trigger `t`."""
    attributes = builder.attributes
    filled, same = _shared(builder, form)
    battery = attributes.column(BATTERY)
    return Pattern(
        "u",
        (*attributes.test(form.until), *filled, attributes.is_filled(BATTERY)),
        (
            *same,
            against("eq", battery, "w", battery),
            against("gte", "day", "w", "day"),
            against("lte", "day", "t", "day"),
            against("neq", "rank", "t", "rank"),
            against("neq", "rank", "w", "rank"),
        ),
        absent=True,
    )


def _shared(builder: BranchBuilder, form: BeAlone) -> tuple[Tests, Joins]:
    """Return that the columns of `same` are filled, and are those of the trigger `t`."""
    attributes = builder.attributes
    columns = map(attributes.column, form.same)
    return (
        tuple(attributes.is_filled(name) for name in form.same),
        tuple(against("eq", column, "t", column) for column in columns),
    )


def _first_releases(rule: Rule, form: BeAlone, predicates: PredicateIndex) -> str:
    """Pair each possible trigger with its first two releases.

    One of them may itself be the trigger that is judged, and releases nothing for it.
    """
    return f"""SELECT w.group_id, w.record_key, u.record_key, u.day, {text(rule.id)}
        FROM ({triggers(rule, predicates)}) AS w JOIN crowd AS u
        ON u.group_id = w.group_id AND u.event IN ({texts(form.until)})
            AND {_agree("u", "w", form)} AND u.{BATTERY} = w.{BATTERY}
            AND u.day >= w.day AND u.record_key <> w.record_key
        QUALIFY row_number() OVER (
            PARTITION BY w.group_id, w.record_key ORDER BY u.upward
        ) <= 2"""


def _latest_rivals(rule: Rule, form: BeAlone, predicates: PredicateIndex) -> str:
    """Pair each trigger with the latest rival of each kind that is unreleased on its day."""
    other, unreleased = "TRUE", ""
    if form.until:
        unreleased = f", w.unreleased{predicates.rules.index(rule)}"
    if form.same != (BATTERY,):
        other = f"(t.{BATTERY} = w.{BATTERY}) IS NOT TRUE"
    return f"""WITH mine AS (
            SELECT *, {holds(opening(rule), predicates, TRUE)} AS sure
            FROM ({triggers(rule, predicates)})
        ), ends AS (
            SELECT group_id, record_key, arg_min(other, day) AS release,
                min(day) AS released_on,
                CASE WHEN count(*) > 1 THEN max(day) END AS next_on
            FROM releases WHERE rule = {text(rule.id)} GROUP BY group_id, record_key
        ), rivals AS (SELECT * FROM mine LEFT JOIN ends USING (group_id, record_key))
        SELECT t.group_id, t.record_key, arg_max(w.record_key, w.downward)
        FROM mine AS t JOIN rivals AS w
        ON w.group_id = t.group_id AND {_agree("w", "t", form)} AND w.day <= t.day
            AND w.record_key <> t.record_key AND {other}
        WHERE NOT t.away
            AND coalesce(CASE WHEN w.release = t.record_key THEN w.next_on
                ELSE w.released_on END > t.day, TRUE)
        GROUP BY t.group_id, t.record_key, w.sure, w.{BATTERY} IS NULL,
            w.day = t.day, w.occurred_on >= w.complete_from{unreleased}"""


def _agree(one: str, other: str, form: BeAlone) -> str:
    names = map(column_name, form.same)
    return " AND ".join(f"{one}.{name} = {other}.{name}" for name in names)


__all__ = ["branches", "grouping", "needed"]
