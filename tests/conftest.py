"""Runs the tests in one locale, whatever that of the machine is."""

from __future__ import annotations

import os

# Commands take their language from the locale. It is set here, before any test starts
# a process; tests of English messages set their own (tests/house.py, ENGLISH).
os.environ["LC_ALL"] = "C.UTF-8"
