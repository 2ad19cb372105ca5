"""Words tallies of duties: breaches always beside the duties that were judged."""

from __future__ import annotations

from reports.charts.texts import number, percent
from reports.charts.words import NOT_KNOWN
from reports.inspection.duties import Tally
from reports.inspection.values import Figures


def figures_of(name: str, tally: Tally, *, is_whole: bool) -> Figures:
    """Return a tally as it is printed; without a rate where duties met were not kept."""
    rate = percent(tally.breach / tally.judged) if tally.judged else NOT_KNOWN
    return Figures(
        name=name,
        judged=number(tally.judged) if is_whole else "",
        breach=number(tally.breach),
        rate=rate if is_whole else "",
        undetermined=number(tally.undetermined),
        pending=number(tally.pending),
    )
