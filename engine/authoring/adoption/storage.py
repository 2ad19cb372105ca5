"""Stores an adopted text and its entry in instrument.yaml; no rule is changed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from engine.errors import UsageError
from engine.rulebook import (
    OFFICIAL_FOLDER,
    Instrument,
    Rulebook,
    load_rulebook_from,
    sha256_of,
)

_ENTRY = re.compile(r"^text:.*\n(?:[ \t]+.*\n)*", re.MULTILINE)
_PLACE = re.compile(r"^vocabulary:", re.MULTILINE)


@dataclass(frozen=True)
class FileToWrite:
    """One file to write whole; `name` is its path relative to the rules."""

    name: str
    text: str


def plan(
    rulebook: Rulebook, instrument: Instrument, text: str, on: date
) -> tuple[Rulebook, tuple[FileToWrite, ...]]:
    """Return the rulebook as it will be, and the files whose content changes.

    Raises UsageError where another text was adopted on that day.
    """
    name = f"{instrument.id}/{OFFICIAL_FOLDER}/{on}.txt"
    if rulebook.files.get(name, text) != text:
        raise UsageError("authoring.adoption.other-text", file=name)
    entry = f'text: {{on: {on}, sha256: "{sha256_of(text)}"}}\n'
    wanted = {
        name: text,
        instrument.file: _with_entry(rulebook.files[instrument.file], entry),
    }
    files = {**rulebook.files, **wanted}
    changed = [
        FileToWrite(file, written)
        for file, written in wanted.items()
        if rulebook.files.get(file) != written
    ]
    return load_rulebook_from(files), tuple(changed)


def write(folder: Path, files: Iterable[FileToWrite]) -> None:
    """Write each file to a temporary name and move it into place, the text first.

    Raises UsageError where a file cannot be written.
    """
    for file in files:
        place = folder / file.name
        fresh = place.with_name(f".{place.name}.new")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(_encoded(place, file.text))
            fresh.replace(place)
        except OSError as error:
            with suppress(OSError):
                fresh.unlink()
            raise UsageError(
                "authoring.adoption.not-writable", file=place, reason=error.strerror
            ) from error


def _with_entry(text: str, entry: str) -> str:
    """Return the instrument's file with its one entry for the text replaced or added."""
    if not text.endswith("\n"):
        text += "\n"
    if _ENTRY.search(text):
        return _ENTRY.sub(lambda _: entry, text, count=1)
    return _PLACE.sub(lambda found: entry + found[0], text, count=1)


def _encoded(place: Path, text: str) -> bytes:
    """Encode the text in UTF-8, with the line ends and byte order mark of the file."""
    before = place.read_bytes() if place.is_file() else b""
    if b"\r\n" in before:
        text = text.replace("\n", "\r\n")
    mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    return mark + text.encode()
