"""Checks uploaded files, hashes them, and stores them under the hash of their content."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, Protocol

from engine.dataset import archive
from engine.dataset.file_names import (
    MAPPED,
    ORIGIN_FILES,
    is_dataset_file,
    is_manifest,
    is_misnamed_manifest,
    is_passed_over,
)
from engine.dataset.readers.workbook_kind import require_workbook
from engine.errors import DatasetError
from engine.files.scratch import scratch_folder
from portal.errors import RefusalError
from portal.storage.receiving import Received, receive
from portal.storage.store import ZIP, Store

# Letters of any script: a table may go by its Chinese name.
PLAIN_NAME = re.compile(r"[\w -]{1,80}\.[A-Za-z]{3,7}")
# Companies name their tables as they like: brackets, dots and blanks, in any script.
SOURCE_NAME = re.compile(
    r"""[^\x00-\x1f\x7f/\\:*?"<>|]{1,80}\.(xlsx|xlsm|csv|tsv|txt|json|jsonl|parquet)""",
    re.IGNORECASE,
)
_ZIPPED = b"PK\x03\x04"
SIGNATURES = {".zip": _ZIPPED, ".parquet": b"PAR1"}
_WORKBOOKS = (".xlsx", ".xlsm")
# How many bytes a zip of tables may have when it is unpacked to look at them.
MOST_UNPACKED = 2_000_000_000


class GivenFile(Protocol):
    """A file as somebody hands it in: what it is called there, and its bytes."""

    filename: str | None
    stream: IO[bytes]


@dataclass(frozen=True)
class Upload:
    """A stored upload: the hash of its content, and each file with its size in bytes.

    `is_source`: it is no dataset, but tables of which a mapping makes one.
    """

    content_hash: str
    files: dict[str, int]
    is_source: bool = False

    @property
    def size_bytes(self) -> int:
        """The size of all files together."""
        return sum(self.files.values())


def store_upload(store: Store, uploads: Sequence[GivenFile]) -> Upload:
    """Store an upload (one zip, or the files of a folder).

    Files are stored under plain names, and equal content once. Without dataset.yaml they
    are a source. RefusalError where a name is none of a dataset, or of a table, or a
    file's first bytes are not what its name says; DatasetError where that is a workbook's.
    """
    named = _names(uploads)
    store.incoming.mkdir(parents=True, exist_ok=True)
    # What an upload left that was killed is removed with the next one.
    with scratch_folder(store.incoming) as incoming:
        hashes = {name: _store(file, incoming / name) for name, file in named.items()}
        files = {name: (incoming / name).stat().st_size for name in sorted(hashes)}
        content_hash = hash_of(hashes)
        is_source = _is_source(incoming, files)
        _move(incoming, store.dataset_folder(content_hash))
    return Upload(content_hash, files, is_source)


def hash_of(hashes: Mapping[str, str]) -> str:
    """Return the hash of an upload, by the SHA-256 of each of its files."""
    return sha256(json.dumps(sorted(hashes.items())).encode()).hexdigest()


def _move(incoming: Path, folder: Path) -> None:
    """Move an upload to its place, unless the same is there already."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        incoming.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise
        # As young as this upload: nobody takes it for a leftover before it is entered.
        os.utime(folder)


def _names(uploads: Sequence[GivenFile]) -> dict[str, GivenFile]:
    given = [(_last_part(file.filename or ""), file) for file in uploads]
    given = [(name, file) for name, file in given if name]
    if not given:
        raise RefusalError("datasets.no_file")
    if len(given) == 1 and given[0][0].lower().endswith(".zip"):
        return {ZIP: given[0][1]}
    check = _check_name if any(is_manifest(n) for n, _ in given) else _check_source_name
    for name, _ in given:
        # Its folder `origin` would be lost, and with it the rows that the mapping rejects.
        if name in (MAPPED, *ORIGIN_FILES):
            raise RefusalError("datasets.mapped", name=name)
        check(name)
    named = dict(given)
    if len(named) < len(given):
        raise RefusalError("datasets.file_twice")
    return named


def _check_name(name: str) -> None:
    if not (PLAIN_NAME.fullmatch(name) and is_dataset_file(name)):
        raise RefusalError("datasets.file_name", name=name)


def _check_source_name(name: str) -> None:
    if is_misnamed_manifest(name):
        raise RefusalError("datasets.no_description")
    if not SOURCE_NAME.fullmatch(name) or is_passed_over(name):
        raise RefusalError("datasets.source_name", name=name)


def _is_source(folder: Path, files: Iterable[str]) -> bool:
    """Return whether files are no dataset; a zip that is broken counts as one.

    RefusalError where the tables in a zip are too large to be looked at in a request.
    """
    names, size = list(files), 0
    if (folder / ZIP).is_file():
        try:
            with archive.opened(folder / ZIP) as opened:
                size = sum(member.file_size for member in opened.infolist())
                names = [name.rsplit("/", 1)[-1] for name in opened.namelist()]
        except (DatasetError, *archive.BROKEN):
            return False
    if any(is_manifest(name) or is_misnamed_manifest(name) for name in names):
        return False
    if size > MOST_UNPACKED:
        raise RefusalError("datasets.zip_large", limit=MOST_UNPACKED // 1_000_000)
    return True


def _last_part(filename: str) -> str:
    return re.split(r"[/\\]", filename)[-1].strip()


def _store(file: GivenFile, path: Path) -> str:
    received = receive(file.stream, path)
    _check_content(path, received)
    return received.content_hash


def _check_content(path: Path, received: Received) -> None:
    """Raise an error unless the first bytes of a file are what its name says."""
    kind = path.suffix.lower()
    if kind in _WORKBOOKS:
        require_workbook(path)
    elif not received.begins_as(SIGNATURES.get(kind, b"")):
        raise RefusalError("datasets.file_content", name=path.name)
