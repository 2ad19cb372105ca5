"""The two evaluators, behind one call, for cases that both must end alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import pytest

from tests.engine.evaluation.live import endings as live
from tests.engine.evaluation.sweep import endings as sweep

Endings: TypeAlias = Callable[..., dict[str, tuple[str, str | None]]]
Words: TypeAlias = Callable[..., dict[str, str]]


@pytest.fixture(params=["live", "sweep"])
def endings(request: pytest.FixtureRequest) -> Endings:
    """Return how each duty of one rule ends in a life: (outcome, witness) by record."""
    return {"live": live, "sweep": sweep}[request.param].endings


@pytest.fixture
def ending(endings: Endings) -> Callable[..., tuple[str, str | None]]:
    """Return how the duty of the record r1 ends."""

    def of_r1(*args: Any, **given: Any) -> tuple[str, str | None]:
        return endings(*args, **given)["r1"]

    return of_r1


@pytest.fixture
def words(endings: Endings) -> Words:
    """Return the outcome of each duty by record_id, without its witness."""

    def of_each(*args: Any, **given: Any) -> dict[str, str]:
        return {name: word for name, (word, _) in endings(*args, **given).items()}

    return of_each
