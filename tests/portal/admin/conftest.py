"""The command `packlaw admin`, on the portal of a test."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from portal.command import packlaw
from portal.settings import Settings, as_environment
from tests.portal.conftest import Portal

Admin = Callable[..., Result]


@pytest.fixture
def admin(portal: Portal) -> Admin:
    """Call `packlaw admin` with the settings of the portal, or with others."""

    def call(
        *words: object, settings: Settings = portal.settings, typed: str = ""
    ) -> Result:
        portal.db.rollback()
        before = os.umask(0o022)
        try:
            return CliRunner().invoke(
                packlaw(),
                ["admin", *map(str, words)],
                input=typed,
                env={**as_environment(settings), "LC_ALL": "en_US.UTF-8"},
            )
        finally:
            os.umask(before)

    return call
