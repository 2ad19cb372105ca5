"""A portal with people in its data, and one of each role that looks at it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.database.models import Membership, Run
from portal.storage.custody_folder import view_path
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


def finished(portal: Portal, checked: Path, owner: Membership) -> Run:
    """Put the check into a portal as that of a member, with a report that was issued."""
    run = portal.finished_run(owner, checked)
    folder = portal.settings.data / str(run.folder)
    shutil.rmtree(view_path(folder))
    shutil.copytree(view_path(checked), view_path(folder))
    portal.issued_report(run, owner)
    return run
