"""Scratch folders that are removed at the latest by the next process.

A process holds a lock on each of its folders. The system releases the lock however
the process ends, so a folder without a lock was left by a killed process.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

SCRATCH = "packlaw-scratch-"


@contextmanager
def scratch_folder(
    place: Path, prefix: str = SCRATCH, mode: int = 0o700
) -> Iterator[Path]:
    """Yield a new folder in `place` whose name begins with `prefix`, then remove it.

    Folders with this prefix that killed processes left there are removed first.
    """
    sweep(place, prefix)
    folder = place / f"{prefix}{secrets.token_hex(6)}"
    try:
        lock = _make(folder, mode)
        try:
            yield folder
        finally:
            os.close(lock)
    finally:
        # What cannot be removed now is left unlocked for the next process to remove.
        shutil.rmtree(folder, ignore_errors=True)


def sweep(place: Path, prefix: str) -> None:
    """Remove the current user's folders with this prefix whose process has ended."""
    for folder in place.glob(f"{prefix}*"):
        # Another process may be removing it, or the file system may have no locks.
        with suppress(OSError), _locked(folder, fcntl.LOCK_EX | fcntl.LOCK_NB) as lock:
            if os.fstat(lock).st_uid == os.geteuid():
                shutil.rmtree(folder, ignore_errors=True)


def bytes_below(folder: Path) -> int:
    """Return the space on the disk that the files below a folder take."""
    total = 0
    for here, _, names in os.walk(folder):
        for name in names:
            # A file may be removed meanwhile.
            with suppress(OSError):
                total += Path(here, name).lstat().st_blocks * 512
    return total


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold the lock on a folder inside the context, waiting for other processes.

    On a file system without locks the context is entered at once.
    """
    with ExitStack() as stack:
        with suppress(OSError):
            stack.enter_context(_locked(folder, fcntl.LOCK_EX))
        yield


@contextmanager
def _locked(folder: Path, how: int) -> Iterator[int]:
    lock = _open(folder)
    try:
        fcntl.flock(lock, how)
        yield lock
    finally:
        os.close(lock)


def _open(folder: Path) -> int:
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)


def _make(folder: Path, mode: int) -> int:
    """Make the folder and return the lock on it."""
    while True:
        folder.mkdir(mode)
        with suppress(FileNotFoundError):
            lock = _open(folder)
            with suppress(OSError):
                # Fails on a file system without locks; nothing is swept there.
                fcntl.flock(lock, fcntl.LOCK_EX)
            # Another process may have removed the folder before it was locked.
            if folder.is_dir():
                return lock
            os.close(lock)
