"""Examples that `be_reported` needs: in time, late and pending."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engine.errors import Message
from engine.forms.be_reported.demand import BeReported
from engine.rulebook.boundaries import Act, day_of, open_due_day
from engine.rulebook.model import Example, Rule, Verdict


def verdicts(form: BeReported, rule: Rule, /) -> Iterator[Verdict]:
    """Yield compliant and pending; breach only where there is a due day."""
    yield "compliant"
    yield "pending"
    if form.within:
        yield "breach"


def boundaries(form: BeReported, rule: Rule, /) -> Iterator[Message]:
    """Yield a message where no examples stand next to the due day."""
    return open_due_day(rule, form.within, _acts)


def _acts(example: Example) -> Iterator[Act]:
    """Yield the day of the record and the day on which it was reported."""
    reported_on = day_of(example.trigger, "reported_on")
    if reported_on is not None:
        yield date.fromisoformat(example.trigger["occurred_on"]), reported_on
