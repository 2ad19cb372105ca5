"""The sample run, printed once a language, and a copy of it to spoil."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reports import Language, render
from reports.render import INSPECTION

SAMPLE = INSPECTION / "sample"


@pytest.fixture(scope="session")
def printed(printing: Callable[..., Any]) -> Callable[[Language], Path]:
    """Return the printed sample of a language."""
    return printing(render, SAMPLE)


@pytest.fixture
def copy(copy_of: Callable[[Path], Any]) -> Any:
    return copy_of(SAMPLE)
