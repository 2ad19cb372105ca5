"""Both evaluators from rule to finding, behind one call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import pytest

from tests.engine.agreement.judges import causes_of
from tests.engine.agreement.pieces import life

Cause: TypeAlias = tuple[str, str | None]


@pytest.fixture(params=["live", "sweep"])
def causes(request: pytest.FixtureRequest) -> Callable[..., dict[str, Cause]]:
    """Return (verdict, missing field) of each duty of one rule in a life, by record."""

    def of_each(one: Any, *records: Any, **whole: Any) -> dict[str, Cause]:
        return causes_of(one, life(*records) | whole, request.param)

    return of_each
