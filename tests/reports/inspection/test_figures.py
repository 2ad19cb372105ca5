"""A count of breaches stands beside the duties that were judged."""

from __future__ import annotations

import pytest

from reports.inspection.duties import Tally
from reports.inspection.figures import figures_of
from reports.inspection.values import Figures


@pytest.mark.parametrize(
    ("tally", "is_whole", "expected"),
    [
        (Tally(3, 1, 2, 1234), True, ("1,240", "3", "0.2 %", "1", "2")),
        (Tally(3, 1, 2, 0), False, ("", "3", "", "1", "2")),
        (Tally(0, 0, 0, 0), True, ("0", "0", "–", "0", "0")),  # noqa: RUF001  the dash
    ],
)
def test_figures_of_a_tally(tally, is_whole, expected):
    judged, breach, rate, undetermined, pending = expected

    assert figures_of("n", tally, is_whole=is_whole) == Figures(
        "n", judged, breach, rate, undetermined, pending
    )
