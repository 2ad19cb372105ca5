"""Verdicts and boundaries of forms that match the trigger with a witness."""

from __future__ import annotations

from collections.abc import Iterator

from engine.forms.matching import Witnessed
from engine.rulebook.boundaries import Row, day_of
from engine.rulebook.model import Example, Rule
from engine.rulebook.verdicts import answers, fillings


def may_doubt_witness(form: Witnessed, rule: Rule) -> bool:
    """Say whether an empty column can leave open that a record is a witness."""
    return any(
        None in answers(form.where, filled, form.event)
        for filled in fillings(rule, form.where)
    )


def possible_witnesses(form: Witnessed, example: Example) -> Iterator[Row]:
    """Yield the records of an example that have the event and day of a witness."""
    trigger = example.trigger
    for row in example.records:
        is_other = row is not trigger and row.get("event") in form.event
        if is_other and day_of(row) is not None:
            yield row
