"""The shipped rules, loaded once, and what asks them about a curated life."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from engine.dataset import open_dataset
from engine.evaluation.calendar import load_calendar
from engine.explanation.judging import explain_battery, explain_finding
from engine.explanation.model import Explanation
from engine.rulebook import Rulebook, load_rulebook, shipped_rules

LIVES = Path(__file__).parents[3] / "fixtures/lives"
# Few enough to be judged at once: one for days, one for days and conditions.
RULES = (
    "order-73/24-7-inbound-report",
    "order-73/flow-report-not-before-event",
    "conditions-2024/recovery-nickel",
)
Ask = Callable[..., Explanation]


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load_rulebook(shipped_rules())


@pytest.fixture(scope="session")
def ask(rulebook: Rulebook) -> Ask:
    """Return what explains a battery or a finding of a life by a few of the rules."""
    few = replace(rulebook, rules=tuple(rulebook.rule(name) for name in RULES))
    calendar = load_calendar()

    def explained(
        life: str, as_of: date, *, battery: str = "", finding: str = ""
    ) -> Explanation:
        with open_dataset(LIVES / life, few.vocabularies) as dataset:
            if battery:
                return explain_battery(dataset, few, calendar, as_of, battery)
            return explain_finding(dataset, few, calendar, as_of, finding)

    return explained
