"""How much memory a process holds, as the system counts it."""

from __future__ import annotations

import os
from pathlib import Path


def resident_bytes(pid: int) -> int:
    """Return the bytes that a process holds; 0 where it has ended or nobody can say.

    What libraries reserve and never use does not count.
    """
    try:
        pages = Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]
    except (OSError, IndexError):
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
