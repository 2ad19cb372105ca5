"""Demands that a record answers by itself: reported and hold.

How such a duty ends is one number, of the rule and the outcome, so that rules
of different events share a column (see `slots`).
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis

from engine.evaluation.conditions import truth
from engine.evaluation.facts import RecordRow, in_effect
from engine.evaluation.predicates import ColumnRequirements, PredicateIndex, opening
from engine.evaluation.rulings import Rulings
from engine.evaluation.sweep.event_dispatch import EventDispatch
from engine.forms import BeReported, Hold
from engine.rulebook import ALWAYS, Condition, Rule
from engine.rulebook.outcomes import code_of
from engine.tables.store import Column

Numbered = tuple[int, Rule]
_CODES_PER_RULE = 64


def requirements(rule: Rule) -> ColumnRequirements:
    """What must be looked up to judge the rule."""
    has_days = getattr(rule.demand.form, "within", None) is not None
    return ColumnRequirements.of(opening(rule), _asked(rule), days=has_days)


def ends(
    predicates: PredicateIndex,
    row: RecordRow,
    dispatch: EventDispatch,
    slot: str,
    rules: Sequence[Numbered],
) -> Column:
    """Say how a record's duty ends by the rule of a slot that concerns its event.

    Null where the record has no such duty.
    """
    branches = [
        (
            dispatch.concerns(row.rows, slot, place),
            _outcome(predicates, row, rule) + number * _CODES_PER_RULE,
        )
        for place, (number, rule) in enumerate(rules)
    ]
    none = (~dispatch.concerns(row.rows, slot), ibis.null("int32"))
    return ibis.cases(none, *branches).cast("int32")


def take(results: Column, slots: Sequence[str], rulings: Rulings) -> None:
    """Hand over how duties ended, from columns of `ends`."""
    for slot in slots:
        code = results[slot]
        rulings.take(
            results.select(
                "x",
                rule=(code // _CODES_PER_RULE).cast("int32"),
                outcome=(code % _CODES_PER_RULE).cast("int32"),
                witness=ibis.null("int64"),
            )
        )


def _asked(rule: Rule) -> Condition:
    form = rule.demand.form
    return form.condition if isinstance(form, Hold) else ALWAYS


def _outcome(predicates: PredicateIndex, row: RecordRow, rule: Rule) -> Column:
    opened = truth(opening(rule), row)
    form = rule.demand.form
    decided = (
        _reported(row.rows, predicates.window(rule))
        if isinstance(form, BeReported)
        else _held(row, rule)
    )
    binding = in_effect(rule.effective, row.rows.occurred_on)
    # Nearly every record asked opens its duty: that is tried first.
    return ibis.cases(
        (binding & opened, decided), (binding & opened.isnull(), code_of("doubtful"))
    )


def _reported(rows: Column, window: int | None) -> Column:
    done = rows.reported_on.notnull()
    if window is None:
        return ibis.cases((done, code_of("done")), else_=code_of("open"))
    due = rows[f"due{window}"]
    return ibis.cases(
        (due.isnull(), code_of("beyond_calendar")),
        (rows.reported_on <= due, code_of("in_time")),
        (done, code_of("late")),
        (rows.judged_on > due, code_of("missing")),
        else_=code_of("pending"),
    )


def _held(row: RecordRow, rule: Rule) -> Column:
    holds = truth(_asked(rule), row)
    if rule.demand.negated:
        holds = ~holds
    return ibis.cases(
        (holds, code_of("holds")), (~holds, code_of("fails")), else_=code_of("unclear")
    )
