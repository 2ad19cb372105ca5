"""Checks uploaded files, hashes them, and stores them under the hash of their content."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from werkzeug.datastructures import FileStorage

from engine.dataset.file_names import is_dataset_file, is_manifest
from portal.errors import RefusalError

# Letters of any script: a table may go by its Chinese name.
PLAIN_NAME = re.compile(r"[\w -]{1,80}\.[A-Za-z]{3,7}")
_ZIPPED = b"PK\x03\x04"
SIGNATURES = {
    ".zip": _ZIPPED, ".xlsx": _ZIPPED, ".xlsm": _ZIPPED, ".parquet": b"PAR1"
}  # fmt: skip
ZIP = "dataset.zip"
BLOCK = 1 << 20


@dataclass(frozen=True)
class Upload:
    """A stored upload: the hash of its content, and each file with its size in bytes."""

    content_hash: str
    files: dict[str, int]

    @property
    def size_bytes(self) -> int:
        """The size of all files together."""
        return sum(self.files.values())


def dataset_path(root: Path, content_hash: str) -> Path:
    """Return the path of a stored dataset: its folder, or the zip that is all of it."""
    folder = root / "datasets" / content_hash
    return folder / ZIP if (folder / ZIP).is_file() else folder


def store_upload(root: Path, uploads: Sequence[FileStorage]) -> Upload:
    """Store an upload (one zip, or the files of a folder) below `root`.

    Files are stored under plain names that mean one of a dataset, and equal content
    once.
    RefusalError where a name or a file's first bytes are not those of a dataset.
    """
    named = _names(uploads)
    incoming = root / "incoming" / secrets.token_hex(8)
    incoming.mkdir(parents=True)
    try:
        hashes = {name: _store(file, incoming / name) for name, file in named.items()}
        files = {name: (incoming / name).stat().st_size for name in sorted(hashes)}
        content_hash = sha256(json.dumps(sorted(hashes.items())).encode()).hexdigest()
        folder = root / "datasets" / content_hash
        folder.parent.mkdir(parents=True, exist_ok=True)
        if not folder.exists():
            incoming.rename(folder)
    finally:
        shutil.rmtree(incoming, ignore_errors=True)
    return Upload(content_hash, files)


def _names(uploads: Sequence[FileStorage]) -> dict[str, FileStorage]:
    given = [(_last_part(file.filename or ""), file) for file in uploads]
    given = [(name, file) for name, file in given if name]
    if not given:
        raise RefusalError("datasets.no_file")
    if len(given) == 1 and given[0][0].lower().endswith(".zip"):
        return {ZIP: given[0][1]}
    for name, _ in given:
        if not (PLAIN_NAME.fullmatch(name) and is_dataset_file(name)):
            raise RefusalError("datasets.file_name", name=name)
    named = dict(given)
    if len(named) < len(given):
        raise RefusalError("datasets.file_twice")
    if not any(map(is_manifest, named)):
        raise RefusalError("datasets.no_description")
    return named


def _last_part(filename: str) -> str:
    return re.split(r"[/\\]", filename)[-1].strip()


def _store(file: FileStorage, path: Path) -> str:
    digest = sha256()
    signature = SIGNATURES.get(path.suffix.lower(), b"")
    first = file.stream.read(BLOCK)
    is_text_like = not signature and b"\0" not in first
    if not first or not (is_text_like or (signature and first.startswith(signature))):
        raise RefusalError("datasets.file_content", name=path.name)
    with path.open("xb") as kept:
        block = first
        while block:
            digest.update(block)
            kept.write(block)
            block = file.stream.read(BLOCK)
        kept.flush()
        os.fsync(kept.fileno())
    return digest.hexdigest()
