"""The outcomes of rules of single records, as columns.

Rule and outcome make one number, so that rules of different events share a column (see
`slots`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import ibis

from engine.evaluation.conditions import truth
from engine.evaluation.facts import RecordRow, in_effect
from engine.evaluation.forms import NumberedRule, RecordSweep, sweep_part
from engine.evaluation.predicates import PredicateIndex, opening
from engine.evaluation.rulings import Rulings
from engine.evaluation.sweep.event_dispatch import EventDispatch
from engine.rulebook import Rule
from engine.rulebook.outcomes import code_of, outcomes
from engine.tables.store import Column


def ends(
    predicates: PredicateIndex,
    row: RecordRow,
    dispatch: EventDispatch,
    slot: str,
    rules: Sequence[NumberedRule],
) -> Column:
    """Return rule and outcome of each record's duty by the rules of a slot.

    Null where the record has no such duty.
    """
    branches = [
        (
            dispatch.concerns(row.rows, slot, place),
            _outcome(predicates, row, rule) + number * _codes_per_rule(),
        )
        for place, (number, rule) in enumerate(rules)
    ]
    none = (~dispatch.concerns(row.rows, slot), ibis.null("int32"))
    return ibis.cases(none, *branches).cast("int32")


def take(results: Column, slots: Sequence[str], rulings: Rulings) -> None:
    """Let `rulings` take the duties in columns of `ends`."""
    for slot in slots:
        code = results[slot]
        rulings.take(
            results.select(
                "record_key",
                rule=(code // _codes_per_rule()).cast("int32"),
                outcome=(code % _codes_per_rule()).cast("int32"),
                witness=ibis.null("int64"),
            )
        )


def _codes_per_rule() -> int:
    """Return how many outcomes there are: rule and outcome fit into one number."""
    return len(outcomes())


def _outcome(predicates: PredicateIndex, row: RecordRow, rule: Rule) -> Column:
    opened = truth(opening(rule), row)
    part = cast(RecordSweep, sweep_part(rule.demand.form))
    decided = part.outcome(row, rule, predicates)
    binding = in_effect(rule.effective, row.rows.occurred_on)
    # Nearly every record of the event opens its duty: that is tried first.
    return ibis.cases(
        (binding & opened, decided), (binding & opened.isnull(), code_of("doubtful"))
    )
