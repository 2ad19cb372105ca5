"""A copy of the sample run to spoil."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.reports.samples import RUN


@pytest.fixture
def copy(copy_of: Callable[[Path], Any]) -> Any:
    return copy_of(RUN)
