"""Examples that `hold` needs: by what its conditions can answer."""

from __future__ import annotations

from collections.abc import Iterator

from engine.errors import Message
from engine.forms.hold.demand import Hold
from engine.rulebook.boundaries import open_bounds
from engine.rulebook.model import Rule, Verdict
from engine.rulebook.verdicts import answers, fillings


def verdicts(form: Hold, rule: Rule, /) -> Iterator[Verdict]:
    """Yield what the conditions can answer of records of which `where` is true."""
    for filled in fillings(rule, form.condition):
        if True in answers(rule.where, filled, rule.when):
            for answer in answers(form.condition, filled, rule.when):
                if answer is None:
                    yield "undetermined"
                else:
                    yield "breach" if answer is rule.demand.negated else "compliant"


def boundaries(form: Hold, rule: Rule, /) -> Iterator[Message]:
    """Yield a message for each bound of the conditions without its examples."""
    return open_bounds(rule, form.condition)
