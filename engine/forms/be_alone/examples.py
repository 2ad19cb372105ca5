"""Examples that `be_alone` needs: alone, and not alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.errors import Message
from engine.forms.be_alone.demand import BeAlone
from engine.rulebook.model import Rule, Verdict


def verdicts(form: BeAlone, rule: Rule, /) -> Iterator[Verdict]:
    """Yield compliant and breach; undetermined where `same` is not the battery.

    The order of two records of one battery on one day is settled by their ids; of two
    batteries it stays open.
    """
    yield "compliant"
    yield "breach"
    if form.same != ("battery_code",):
        yield "undetermined"


def boundaries(form: BeAlone, rule: Rule, /) -> Iterable[Message]:
    """Return nothing: the demand has no bound and no due day."""
    return ()
