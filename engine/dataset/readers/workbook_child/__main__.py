"""The process: reads a `Task` from standard input as JSON, and prints a `Written`.

Its argument is the process that it ends with.
"""

from __future__ import annotations

import dataclasses
import json
import os
import resource
import sys
import threading
import time

from .writing import Task, write

MEMORY = 2 * 1024**3
CPU_SECONDS = 1_800
SCRATCH = 16 * 1024**3

_LOOK_SECONDS = 0.5


def _end_with(parent: int) -> None:
    """End this process when the one that started it is gone, killed perhaps."""
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_end_with, args=(int(sys.argv[1]),), daemon=True).start()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (SCRATCH, SCRATCH))
    try:
        written = write(Task(**json.load(sys.stdin)))
    except Exception as error:
        # The parent prints the last line of what went wrong.
        sys.exit(f"{type(error).__name__}: {error}".splitlines()[0])
    print(json.dumps(dataclasses.asdict(written)))
