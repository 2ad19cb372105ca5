"""The sample view, printed once a language, and a copy of it to spoil."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reports import Language, render_custody
from reports.render import CUSTODY

SAMPLE = CUSTODY / "sample"


@pytest.fixture(scope="session")
def printed(printing: Callable[..., Any]) -> Callable[[Language], Path]:
    """Return the printed sample of a language."""
    return printing(render_custody, SAMPLE)


@pytest.fixture
def copy(copy_of: Callable[[Path], Any]) -> Any:
    """A copy without the sizes of its files, so that their content can be spoilt."""
    copied = copy_of(SAMPLE)
    copied.change("custody.json", lambda summary: summary.pop("files"))
    return copied
