"""The memory of a process is counted in bytes, and of none there is none."""

from __future__ import annotations

import os

from engine.files.memory import resident_bytes


def test_memory_that_is_filled_counts() -> None:
    before = resident_bytes(os.getpid())

    filled = bytearray(b"x" * 200_000_000)

    assert resident_bytes(os.getpid()) - before > 100_000_000
    assert len(filled) == 200_000_000


def test_process_that_is_not_there_holds_nothing() -> None:
    assert resident_bytes(2**22 + 1) == 0
