"""The sample run, printed once a language, a copy of it to spoil, and its contents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reports import Language, render
from reports.inspection.contents import lay_out
from reports.inspection.values import Contents
from reports.run import Request, RunFolder, read_run_folder
from tests.reports.samples import RUN


@pytest.fixture(scope="session")
def printed(printing: Callable[..., Any]) -> Callable[[Language], Path]:
    """Return the printed sample of a language."""
    return printing(render, RUN)


@pytest.fixture
def copy(copy_of: Callable[[Path], Any]) -> Any:
    return copy_of(RUN)


@pytest.fixture(scope="session")
def sample() -> RunFolder:
    return read_run_folder(RUN, 20)


@pytest.fixture(scope="session")
def contents(sample: RunFolder) -> Contents:
    return lay_out(sample, Request(), "en", None)
