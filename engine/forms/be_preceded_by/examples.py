"""Examples that `be_preceded_by` needs: with, without and perhaps without a witness."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engine.errors import Message
from engine.forms.be_preceded_by.demand import BePrecededBy
from engine.forms.matching.examples import possible_witnesses
from engine.rulebook.boundaries import Act, open_due_day
from engine.rulebook.model import Example, Rule, Verdict


def verdicts(form: BePrecededBy, rule: Rule, /) -> Iterator[Verdict]:
    """Yield compliant, breach and undetermined.

    A witness that is not there may lie before the day from which records are complete.
    """
    yield "compliant"
    yield "breach"
    yield "undetermined"


def boundaries(form: BePrecededBy, rule: Rule, /) -> Iterator[Message]:
    """Yield a message where no examples stand next to the last day in time."""

    def acts(example: Example) -> Iterator[Act]:
        day = date.fromisoformat(example.trigger["occurred_on"])
        for row in possible_witnesses(form, example):
            yield date.fromisoformat(row["occurred_on"]), day

    return open_due_day(rule, form.within, acts)
