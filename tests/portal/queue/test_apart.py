"""Work apart ends at its bounds, with all that it started, and when it is wanted no more."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from engine.files.memory import resident_bytes
from portal.queue.apart import Bounds, BrokenBoundError, Send, do_apart

BOUNDS = Bounds(seconds=300, megabytes=1_000)


def add(given: tuple[int, int], send: Send) -> int:
    send("adding")
    return sum(given)


def fill(megabytes: int, send: Send) -> int:
    return (len(bytearray(b"x" * megabytes * 1_000_000)) and time.sleep(600)) or 0


def demand(size: int, send: Send) -> str:
    try:
        return f"granted {len(bytearray(size))}"
    except MemoryError:
        return "refused"


def write(folder: Path, send: Send) -> None:
    (folder / "large").write_bytes(b"x" * 3_000_000)
    time.sleep(600)


def start_another(given: object, send: Send) -> None:
    endless = [sys.executable, "-c", "import time; time.sleep(600)"]
    send(subprocess.Popen(endless, start_new_session=True).pid)
    time.sleep(600)


def die(given: object, send: Send) -> None:
    os._exit(7)


def broken(work: Any, given: object, bounds: Bounds) -> str:
    with pytest.raises(BrokenBoundError) as caught:
        do_apart(work, given, bounds)
    return caught.value.bound


def test_answer_and_messages_come_back() -> None:
    told: list[object] = []

    assert do_apart(add, (2, 3), BOUNDS, on_message=told.append) == 5
    assert told == ["adding"]


def test_time_that_is_up_ends_it() -> None:
    assert broken(start_another, None, Bounds(1, 1_000)) == "seconds"


def test_memory_beyond_the_bound_ends_it() -> None:
    assert broken(fill, 400, Bounds(300, 300)) == "memory"


def test_sudden_demand_for_memory_is_refused_by_the_system() -> None:
    assert do_apart(demand, 20 * 1024**3, BOUNDS) == "refused"


def test_files_beyond_the_bound_end_it(tmp_path: Path) -> None:
    assert broken(write, tmp_path, Bounds(300, 1_000, tmp_path, 2)) == "scratch"


def test_process_that_dies_is_told() -> None:
    assert broken(die, None, BOUNDS) == "end"


def test_what_is_wanted_no_more_is_ended_with_what_it_started() -> None:
    started: list[int] = []

    def keep() -> None:
        if started:
            raise LookupError

    with pytest.raises(LookupError):
        do_apart(start_another, None, BOUNDS, on_message=started.append, keep=keep)

    while resident_bytes(started[0]):
        time.sleep(0.01)
