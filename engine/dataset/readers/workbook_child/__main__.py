"""The process: reads a `Task` from standard input as JSON, and prints a `Written`."""

from __future__ import annotations

import dataclasses
import json
import resource
import sys

from .writing import Task, write

MEMORY = 2 * 1024**3
CPU_SECONDS = 1_800
SCRATCH = 16 * 1024**3

if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (SCRATCH, SCRATCH))
    try:
        written = write(Task(**json.load(sys.stdin)))
    except Exception as error:
        # The parent prints the last line of what went wrong.
        sys.exit(f"{type(error).__name__}: {error}".splitlines()[0])
    print(json.dumps(dataclasses.asdict(written)))
