"""Runs a command as a process of its own: how long it took and its peak memory.

A process that is started from a large one is born with the peak of its parent. So this
file is also the small program in between, which needs nothing but Python itself.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Spent:
    """Seconds from start to end, most MB (of 1,000,000 bytes) held at once, what was printed.

    `phases`: the seconds of each, where the command tells them.
    """

    seconds: float
    peak_mb: float
    printed: str
    phases: Mapping[str, float] = field(default_factory=dict)


def spend(command: Sequence[str | Path], told: bool = False) -> Spent:
    """Run the command to its end; `told` leaves its messages to the terminal.

    The peak is that of the process or of its largest child, whichever is more.
    Raises RuntimeError with the last lines of its messages where it fails.
    """
    ended, spent = end_of(command, None if told else subprocess.PIPE)
    if ended.returncode:
        words = "\n".join((ended.stderr or "").splitlines()[-10:])
        raise RuntimeError(
            f"{' '.join(map(str, command))} ended with {ended.returncode}.\n{words}"
        )
    return spent


def end_of(
    command: Sequence[str | Path], stderr: int | None
) -> tuple[subprocess.CompletedProcess[str], Spent]:
    """Run the command to its end, however it ends; `stderr` as in `subprocess.run`."""
    between = [sys.executable, "-I", "-S", __file__, *map(str, command)]
    ended = subprocess.run(between, stdout=subprocess.PIPE, stderr=stderr, text=True)
    *printed, figures = ended.stdout.splitlines()
    return ended, Spent(**json.loads(figures), printed="\n".join(printed))


def packlaw(*words: str | Path) -> list[str | Path]:
    """Return the command line of the `packlaw` beside this Python."""
    return [Path(sys.executable).parent / "packlaw", *words]


def _main(command: Sequence[str]) -> int:
    start = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ)
    _, status, usage = os.wait4(child, 0)
    figures = {
        "seconds": time.perf_counter() - start,
        "peak_mb": usage.ru_maxrss * 1024 / 1e6,
    }
    print("\n" + json.dumps(figures))
    return os.waitstatus_to_exitcode(status) & 255


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
