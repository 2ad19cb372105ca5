"""A made-up order with its text: rules of a tea house, in a copy that may be written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

TEA = Path(__file__).parents[3] / "packs" / "teahouse"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TEA / "rules", tmp_path / "rules"))


@pytest.fixture
def order() -> Path:
    return TEA / "order.txt"
