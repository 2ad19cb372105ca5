"""Stores an adopted text and its entry; nothing else of the rules is touched."""

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
class Written:
    """One file to be written whole, by its path relative to the rules."""

    name: str
    text: str


def plan(
    rulebook: Rulebook, instrument: Instrument, text: str, on: date
) -> tuple[Rulebook, tuple[Written, ...]]:
    """The rulebook as it will be, and the files to write for it; none if all stands.

    UsageError where another text was adopted on that day.
    """
    name = f"{instrument.id}/{OFFICIAL_FOLDER}/{on}.txt"
    if rulebook.files.get(name, text) != text:
        raise UsageError(
            f"{name} holds another text already. Give the day on which this one was "
            "taken with --on, or delete that file if it was adopted by mistake."
        )
    entry = f'text: {{on: {on}, sha256: "{sha256_of(text)}"}}\n'
    wanted = {
        name: text,
        instrument.file: _with_entry(rulebook.files[instrument.file], entry),
    }
    files = {**rulebook.files, **wanted}
    changed = [
        Written(file, written)
        for file, written in wanted.items()
        if rulebook.files.get(file) != written
    ]
    return load_rulebook_from(files), tuple(changed)


def write(folder: Path, files: Iterable[Written]) -> None:
    """Write each file beside its place and move it there whole, the text first."""
    for file in files:
        place = folder / file.name
        fresh = place.with_name(f".{place.name}.new")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(_as_there(place, file.text))
            fresh.replace(place)
        except OSError as error:
            with suppress(OSError):
                fresh.unlink()
            raise UsageError(
                f"{place}: it cannot be written ({error.strerror}). Adopt the text in a "
                "copy of the rules that is yours: --rules FOLDER."
            ) from error


def _with_entry(text: str, entry: str) -> str:
    """The instrument's file with its one entry for the text, all else as it was."""
    if not text.endswith("\n"):
        text += "\n"
    if _ENTRY.search(text):
        return _ENTRY.sub(lambda _: entry, text, count=1)
    return _PLACE.sub(lambda found: entry + found[0], text, count=1)


def _as_there(place: Path, text: str) -> bytes:
    """The text in UTF-8, with the line ends and the mark the file had before."""
    before = place.read_bytes() if place.is_file() else b""
    if b"\r\n" in before:
        text = text.replace("\n", "\r\n")
    mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    return mark + text.encode()
