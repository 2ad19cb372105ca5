"""The sweep tells of each of its passes before it makes it."""

from __future__ import annotations

from engine.evaluation import sweep
from engine.evaluation.rulings import Rulings
from tests.engine.agreement.pieces import life, record, rule
from tests.engine.evaluation.sweep.endings import scan_of


def test_progress_counts_the_passes() -> None:
    rules = [
        rule(0, must={"be_reported": {}}),
        rule(1, must={"hold": {"grade": "a"}}),
        rule(2, must={"be_followed_by": {"event": "crate.moved"}}),
        rule(3, must={"be_alone": {"same": ["battery"]}}),
    ]
    scan = scan_of(rules, life(record("r1")))
    told: list[tuple[int, int]] = []

    rulings = Rulings(scan.tables, keep_compliant=True)
    sweep.judge(
        scan.inputs, scan.predicates, rulings, lambda done, total: told.append((done, total))
    )  # fmt: skip

    assert told == [(done, 6) for done in range(6)]
