"""Keeps the key that signs form cookies in a file that only its owner can read."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret_key(data: Path) -> str:
    """Return the key of a state folder; the first call makes it."""
    data.mkdir(parents=True, exist_ok=True)
    file = data / "secret.key"
    try:
        descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as opened:
        opened.write(secrets.token_hex(32))
    return file.read_text(encoding="ascii")
