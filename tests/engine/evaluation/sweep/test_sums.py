"""Each rule sums its own records."""

from __future__ import annotations

from tests.engine.agreement.pieces import life, record, rule
from tests.engine.evaluation.sweep.endings import all_endings

SHARE = {
    "numerator": {"sum": "kg", "where": {"grade": "a"}},
    "denominator": {"sum": "kg"},
}
HALF = {"reach": {"measure": SHARE, "per": "year", "at_least": "50 %"}}


def test_each_rule_has_its_own_groups() -> None:
    rules = [rule(0, must=HALF), rule(1, must=HALF, when="crate.moved")]
    rows = record("r1", grade="a", kg="1"), record("r2", event="crate.moved", kg="1")

    found = all_endings(rules, life(*rows))

    assert found == {
        ("plain/r0", "P/2024"): ("reached", None),
        ("plain/r1", "P/2024"): ("unmeasured", None),
    }
