"""How much memory a process holds with its children, as the system counts it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_CONTROL_GROUPS = Path("/sys/fs/cgroup")


def resident_bytes(pid: int) -> int:
    """Return the bytes that a process holds; 0 where it has ended or nobody can say.

    What libraries reserve and never use does not count.
    """
    try:
        pages = Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]
    except (OSError, IndexError):
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def resident_bytes_of_family(pid: int) -> int:
    """Return the bytes that a process and all below it hold together."""
    return sum(map(resident_bytes, family_of(pid)))


def memory_of_machine() -> int:
    """Return how many bytes of memory there are, or as many as this process may take.

    A container may be allowed less than the machine has.
    """
    installed = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    try:
        groups = Path("/proc/self/cgroup").read_text("utf-8")
    except OSError:
        return installed
    return min([installed, *allowed_by(groups, _CONTROL_GROUPS)])


def allowed_by(groups: str, place: Path) -> Iterator[int]:
    """Yield the bytes that control groups allow, theirs and those above them.

    `groups` is what /proc/self/cgroup says; both versions of control groups are known.
    """
    for line in groups.splitlines():
        _, controllers, path = line.split(":", 2)
        if not controllers:
            top, file = place, "memory.max"
        elif "memory" in controllers.split(","):
            top, file = place / "memory", "memory.limit_in_bytes"
        else:
            continue
        own = top / path.strip("/")
        for folder in (own, *own.parents):
            # "max" stands for no limit; in a container the path may be that of its host.
            with suppress(OSError, ValueError):
                yield int((folder / file).read_text("ascii"))
            if folder == top:
                break


def family_of(pid: int) -> list[int]:
    """Return a process and those that it or its children started, parents first.

    It asks each only for its children, so that it may be called often. One that ends
    meanwhile may hide another: who has to find all of them asks `_every_one_of`.
    """
    if not Path("/proc/thread-self/children").exists():
        return _every_one_of(pid)
    family = [pid]
    for member in family:
        family += _children(member)
    return family


def _children(pid: int) -> list[int]:
    """Return what each thread of a process has started."""
    found: list[int] = []
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found += map(int, file.read_text("ascii").split())
    return found


def _every_one_of(pid: int) -> list[int]:
    """Return the family of a process by looking at every process there is.

    Only the process itself where the system does not tell who started whom.
    """
    started: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):
            # The name of the program, in brackets, may hold blanks and brackets.
            after = (entry / "stat").read_text("utf-8", "replace").rpartition(")")[2]
            started.setdefault(int(after.split()[1]), []).append(int(entry.name))
    family = [pid]
    for member in family:
        family += started.get(member, [])
    return family


def end_family(pid: int) -> None:
    """End a process and all below it at once."""
    # From the top, so that none starts another after it was looked at.
    for member in _every_one_of(pid):
        with suppress(ProcessLookupError):
            os.kill(member, signal.SIGKILL)
