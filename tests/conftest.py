"""Runs the tests in one locale, and marks those that are listed as slow."""

from __future__ import annotations

import os

import pytest

from tests.slow_list import listed

# Commands take their language from the locale. It is set here, before any test starts
# a process; tests of English messages set their own (tests/house.py, ENGLISH).
os.environ["LC_ALL"] = "C.UTF-8"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test of the list, before pytest selects by marks."""
    slow = listed()
    for item in items:
        if item.nodeid.partition("[")[0] in slow:
            item.add_marker(pytest.mark.slow)
