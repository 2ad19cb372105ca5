"""Examples that `be_covered_by` needs: with, without and perhaps without an outlet."""

from __future__ import annotations

from collections.abc import Iterator

from engine.forms.be_covered_by.demand import BeCoveredBy
from engine.forms.defaults.examples import boundaries
from engine.rulebook.model import Rule, Verdict


def verdicts(form: BeCoveredBy, rule: Rule, /) -> Iterator[Verdict]:
    """Yield compliant, breach and, of a region that is not known, undetermined."""
    yield "compliant"
    yield "breach"
    yield "undetermined"


__all__ = [
    "boundaries",
    "verdicts",
]
