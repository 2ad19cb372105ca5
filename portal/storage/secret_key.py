"""Keeps the key that signs form cookies in a file that only its owner can read."""

from __future__ import annotations

import fcntl
import os
import secrets
from pathlib import Path

from portal.storage.store import Store


def secret_key(data: Path) -> str:
    """Return the key of a state folder; the first call makes it.

    A file without a key, as a full disk or a power cut leaves one, gets a new one: forms
    that were open are asked for again, and nothing else is lost.
    """
    data.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(Store(data).secret_key, os.O_CREAT | os.O_RDWR, 0o600)
    with os.fdopen(descriptor, "r+", encoding="ascii") as file:
        # Server and workers start at once, and must not make a key each.
        fcntl.flock(file, fcntl.LOCK_EX)
        if not (key := file.read().strip()):
            key = secrets.token_hex(32)
            file.seek(0)
            file.write(key)
            file.truncate()
            file.flush()
            os.fsync(file.fileno())
    return key
