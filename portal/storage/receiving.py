"""Receives a file that somebody sends: onto the disk, hashed, its first bytes looked at."""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

BLOCK = 1 << 20


class TooLargeError(Exception):
    """More is sent than may be; what came so far lies in the file."""


@dataclass(frozen=True)
class Received:
    """A file that lies on the disk: its SHA-256, its size in bytes, its first bytes."""

    content_hash: str
    size_bytes: int
    first: bytes

    def begins_as(self, signature: bytes) -> bool:
        """Return whether it begins with a signature, or is text where there is none.

        An empty file is neither.
        """
        is_text = not signature and b"\0" not in self.first
        begins = bool(signature) and self.first.startswith(signature)
        return bool(self.first) and (is_text or begins)


def receive(stream: BinaryIO, file: Path, most: int | None = None) -> Received:
    """Write what a stream sends to a new file; TooLargeError beyond `most` bytes."""
    digest, size = sha256(), 0
    first = block = stream.read(BLOCK)
    with file.open("xb") as kept:
        while block:
            size += len(block)
            if most is not None and size > most:
                raise TooLargeError
            digest.update(block)
            kept.write(block)
            block = stream.read(BLOCK)
        kept.flush()
        os.fsync(kept.fileno())
    return Received(digest.hexdigest(), size, first)
