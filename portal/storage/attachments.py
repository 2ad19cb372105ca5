"""Keeps files that people attach to cases, each under the hash of its content."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from engine.files.names import one_line
from engine.files.scratch import scratch_folder
from portal.errors import RefusalError
from portal.storage.intake import BLOCK
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
        digest, size = _copy(stream, kept)
        first = _first(kept)
        if (
            not size
            or not first.startswith(signature)
            or b"\0" in _text_of(first, signature)
        ):
            raise RefusalError("cases.file_content", name=name)
        target = store.attachment(digest)
        target.parent.mkdir(parents=True, exist_ok=True)
        kept.replace(target)
    return Attachment(name, media_type, digest, size)


def _copy(stream: BinaryIO, file: Path) -> tuple[str, int]:
    """Copy a stream into a file; return its SHA-256 and size."""
    digest, size = sha256(), 0
    with file.open("xb") as kept:
        while block := stream.read(BLOCK):
            size += len(block)
            if size > MOST_BYTES:
                raise RefusalError("cases.file_large", most=MOST_BYTES // 1_000_000)
            digest.update(block)
            kept.write(block)
    return digest.hexdigest(), size


def _first(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(1000)


def _text_of(first: bytes, signature: bytes) -> bytes:
    """Return the first bytes of a file that has to be text; none of one that need not."""
    return b"" if signature else first
