"""Keeps the state folder to the account that runs the portal."""

from __future__ import annotations

import os
from pathlib import Path

PRIVATE = 0o077
"""What of new files is taken from everybody else."""


def keep_private(data: Path) -> None:
    """Make the state folder, and from here on nothing in it that others can read.

    What an earlier version left readable by others lies in a folder that they can no
    longer enter.
    """
    os.umask(PRIVATE)
    data.mkdir(parents=True, exist_ok=True)
    if data.stat().st_uid == os.geteuid():
        data.chmod(0o700)
