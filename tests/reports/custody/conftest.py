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
def printed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Language], Path]:
    """Return the printed sample of a language."""
    folder = tmp_path_factory.mktemp("printed")

    def pdf(language: Language) -> Path:
        out = folder / f"{language}.pdf"
        return out if out.exists() else render_custody(SAMPLE, out, language=language)

    return pdf


@pytest.fixture
def copy(copy_of: Callable[[Path], Any]) -> Any:
    """A copy without the sizes of its files, so that their content can be spoilt."""
    copied = copy_of(SAMPLE)
    copied.change("custody.json", lambda summary: summary.pop("files"))
    return copied
