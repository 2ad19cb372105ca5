"""The memory of a process is counted in bytes, and of none there is none."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time

from engine.files.memory import (
    end_family,
    family_of,
    resident_bytes,
    resident_bytes_of_family,
)


def test_memory_that_is_filled_counts() -> None:
    before = resident_bytes(os.getpid())

    filled = bytearray(b"x" * 200_000_000)

    assert resident_bytes(os.getpid()) - before > 100_000_000
    assert len(filled) == 200_000_000


def test_process_that_is_not_there_holds_nothing() -> None:
    assert resident_bytes(2**22 + 1) == 0


def _parent_with_child() -> tuple[subprocess.Popen[str], int]:
    program = (
        "import subprocess, sys, time\n"
        "sleep = 'import time; print(1, flush=True); time.sleep(600)'\n"
        "child = subprocess.Popen([sys.executable, '-c', sleep],"
        " stdout=subprocess.PIPE, start_new_session=True)\n"
        "child.stdout.readline()\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(600)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    return parent, int(parent.stdout.readline())


def test_family_is_counted_and_ended_as_one() -> None:
    parent, child = _parent_with_child()

    assert family_of(parent.pid) == [parent.pid, child]
    held = resident_bytes_of_family(parent.pid)
    # A process that has just started still grows a little.
    both = resident_bytes(parent.pid) + resident_bytes(child)
    assert abs(held - both) < 2_000_000 < min(map(resident_bytes, (parent.pid, child)))
    end_family(parent.pid)
    parent.communicate()

    assert parent.returncode == -signal.SIGKILL
    while resident_bytes(child):
        time.sleep(0.01)


def test_family_is_found_without_a_look_at_other_processes() -> None:
    parent, child = _parent_with_child()
    program = (
        "import os, sys\n"
        "from engine.files.memory import family_of\n"
        "looked = []\n"
        "sys.addaudithook(lambda event, given: looked.append(str(given[0]))"
        " if event in ('open', 'os.scandir') else None)\n"
        f"found = family_of({parent.pid})\n"
        "print(found, {word for at in looked for word in at.split('/') if word.isdigit()})"
    )

    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    end_family(parent.pid)
    parent.communicate()

    assert told.startswith(f"[{parent.pid}, {child}] ")
    looked = set(re.findall(r"'(\d+)'", told))
    assert looked == {str(parent.pid), str(child)}
