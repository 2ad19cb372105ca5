"""The draft order of one party of the sample, printed once a language."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from reports import Language, render
from tests.reports.samples import PARTY, RUN


@pytest.fixture(scope="session")
def printed(printing: Callable[..., Any]) -> Callable[[Language], Path]:
    """Return the printed draft of a language."""
    return printing(partial(render, kind="notice", entity=PARTY), RUN)


@pytest.fixture
def copy(copy_of: Callable[[Path], Any]) -> Any:
    return copy_of(RUN)
