"""Rules that share a pass do not meet in a record."""

from __future__ import annotations

from tests.engine.agreement.pieces import life, record, rule
from tests.engine.evaluation.sweep.endings import all_endings

HELD = {"must": {"hold": {"grade": "a"}}}


def test_rules_of_one_event_and_of_any_event_do_not_meet_in_a_record() -> None:
    rules = [
        rule(0, **HELD),
        rule(1, must={"hold": {"grade": "b"}}, when=["crate.moved", "crate.sealed"]),
        rule(2, must={"be_reported": {}}, when="any_event"),
    ]
    rows = record("r1", grade="a"), record("r2", grade="a", event="crate.moved")

    words = {duty: word for duty, (word, _) in all_endings(rules, life(*rows)).items()}

    assert words == {
        ("plain/r0", "r1"): "holds", ("plain/r1", "r1"): "fails",
        ("plain/r1", "r2"): "fails", ("plain/r2", "r1"): "open",
        ("plain/r2", "r2"): "open",
    }  # fmt: skip
