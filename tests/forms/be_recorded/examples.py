"""Examples that `be_recorded` needs: each verdict, and both sides of the day."""

from __future__ import annotations

from collections.abc import Iterator

from engine.errors import Message
from engine.rulebook.boundaries import open_bounds
from engine.rulebook.model import Condition, Rule, Test, Verdict
from tests.forms.be_recorded.demand import BeRecorded


def verdicts(form: BeRecorded, rule: Rule, /) -> Iterator[Verdict]:
    """Yield compliant, breach and, of a record without its day, undetermined."""
    yield "compliant"
    yield "breach"
    yield "undetermined"


def boundaries(form: BeRecorded, rule: Rule, /) -> Iterator[Message]:
    """Yield a message unless examples stand on the day and after it."""
    by_then = Condition((Test("recorded_on", "at_most", (form.by,)),))
    return open_bounds(rule, by_then)
