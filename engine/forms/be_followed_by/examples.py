"""Examples that `be_followed_by` needs, under `must` and under `must_not`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engine.errors import Message
from engine.forms.be_followed_by.demand import BeFollowedBy
from engine.forms.matching.examples import may_doubt_witness, possible_witnesses
from engine.rulebook.boundaries import Act, open_due_day
from engine.rulebook.model import Example, Rule, Verdict


def verdicts(form: BeFollowedBy, rule: Rule, /) -> Iterator[Verdict]:
    """Yield what can be decided.

    Under `must`: compliant, pending, and breach where there is a due day. Under
    `must_not`: compliant, breach and, of a witness on the same day, undetermined.
    """
    yield "compliant"
    if rule.demand.negated:
        yield "breach"
        yield "undetermined"
        return
    yield "pending"
    if form.within:
        yield "breach"
    if may_doubt_witness(form, rule):
        yield "undetermined"


def boundaries(form: BeFollowedBy, rule: Rule, /) -> Iterator[Message]:
    """Yield a message where no examples stand next to the last day in time."""

    def acts(example: Example) -> Iterator[Act]:
        start = date.fromisoformat(example.trigger["occurred_on"])
        for row in possible_witnesses(form, example):
            yield start, date.fromisoformat(row["occurred_on"])

    return open_due_day(rule, form.within, acts)
