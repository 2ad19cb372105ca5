"""Every evaluator and the referee give the same word on every duty of random lives."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.engine.agreement.judges import by_the_engine, by_the_referee, written
from tests.engine.agreement.lives import life
from tests.engine.agreement.rules import rulebooks

Tree = dict[str, Any]
LIVES = st.lists(st.integers(0, 2**40).map(life), min_size=100, max_size=100)


# A failure names its one rule and life, so that shrinking would only cost time.
@settings(
    max_examples=12,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(rules=rulebooks(), lives=LIVES)
def test_engine_and_referee_agree_on_every_duty(
    rules: list[Tree], lives: list[Tree]
) -> None:
    expected = by_the_referee(rules, lives)

    for evaluator in ("live", "sweep"):
        found = by_the_engine(rules, lives, evaluator)
        for place, rule_id, record in sorted(found.keys() | expected.keys()):
            duty = place, rule_id, record
            rule = next(rule for rule in rules if rule["id"] == rule_id)
            assert found.get(duty) == expected.get(duty), (
                f"{evaluator}: {record}\n{written(rule)}\n{written(lives[place])}"
            )
