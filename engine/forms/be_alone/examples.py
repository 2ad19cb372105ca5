"""Examples that `be_alone` needs: alone, and not alone."""

from __future__ import annotations

from collections.abc import Iterator

from engine.forms.be_alone.demand import BeAlone
from engine.forms.defaults.examples import boundaries
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


__all__ = [
    "boundaries",
    "verdicts",
]
