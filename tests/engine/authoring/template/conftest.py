"""The shipped rules, and templates planned for them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.authoring.template import Template, plan
from engine.errors import Language
from engine.rulebook import Rulebook, load_rulebook
from tests.house import RULES

Plan = Callable[..., Template]


@pytest.fixture(scope="session")
def shipped() -> Rulebook:
    return load_rulebook(RULES)


@pytest.fixture
def planned(shipped: Rulebook) -> Plan:
    def of(language: Language = "zh", role: str | None = None) -> Template:
        return plan(shipped, shipped.vocabularies["order-73"], language, role)

    return of
