"""Keeps files that people attach to cases, each under the hash of its content."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from engine.files.names import one_line
from engine.files.scratch import scratch_folder
from portal.errors import RefusalError
from portal.storage.receiving import TooLargeError, receive
from portal.storage.store import Store

MOST_BYTES = 20_000_000
# The ends of names that are taken, each with its media type and the first bytes of a file.
TYPES = {
    ".pdf": ("application/pdf", b"%PDF-"),
    ".png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    ".jpg": ("image/jpeg", b"\xff\xd8\xff"),
    ".jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    ".xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        b"PK\x03\x04",
    ),
    ".docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        b"PK\x03\x04",
    ),
    ".csv": ("text/csv", b""),
    ".txt": ("text/plain", b""),
}


@dataclass(frozen=True)
class Attachment:
    """A kept file: its name, media type, SHA-256 and size in bytes."""

    name: str
    media_type: str
    content_hash: str
    size_bytes: int


def keep_attachment(store: Store, name: str, stream: BinaryIO) -> Attachment:
    """Keep a file, equal content once.

    RefusalError where its type is not taken, its content is not what its name says, or
    it is empty or too large.
    """
    name = one_line(name).strip()[-200:]
    ending = Path(name).suffix.lower()
    if ending not in TYPES:
        raise RefusalError("cases.file_type", types=" ".join(sorted(TYPES)))
    media_type, signature = TYPES[ending]
    store.incoming.mkdir(parents=True, exist_ok=True)
    with scratch_folder(store.incoming) as incoming:
        kept = incoming / "file"
        try:
            received = receive(stream, kept, MOST_BYTES)
        except TooLargeError:
            most = MOST_BYTES // 1_000_000
            raise RefusalError("cases.file_large", most=most) from None
        if not received.begins_as(signature):
            raise RefusalError("cases.file_content", name=name)
        target = store.attachment(received.content_hash)
        target.parent.mkdir(parents=True, exist_ok=True)
        kept.replace(target)
    return Attachment(name, media_type, received.content_hash, received.size_bytes)
