"""A portal with people in its data, and the command of its operator."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.portal.admin.conftest import admin as admin
from tests.portal.conftest import Portal, open_portal
from tests.portal.personal.lives import check_and_view, write_dataset


@pytest.fixture(scope="session")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a check of the dataset, with its view beside it."""
    folder = tmp_path_factory.mktemp("people")
    check_and_view(write_dataset(folder / "dataset"), folder / "run")
    return folder / "run"


@pytest.fixture(scope="module")
def shared(
    tmp_path_factory: pytest.TempPathFactory, password_hash: str
) -> Iterator[Portal]:
    """A portal for tests that only read."""
    yield from open_portal(tmp_path_factory.mktemp("shared"), password_hash)
