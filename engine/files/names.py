"""Texts that people send, made fit for one line and for the name of a file."""

from __future__ import annotations

import re

# Controls, line and paragraph separators, and what is not seen: marks of width 0, and
# those that turn the direction of writing, so that `gpj.exe` is read as `exe.jpg`.
_UNSEEN = (
    "\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff"
)
_BETWEEN_WORDS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_NOT_SEEN = re.compile(f"[{_UNSEEN}]")
# What a file system or a shell may take for something else, and all that is not seen.
_UNSAFE = re.compile(rf'[\\/:*?"<>|{_UNSEEN}]')


def one_line(text: str) -> str:
    """Return a text on one line, without anything that is not seen."""
    return _NOT_SEEN.sub("", _BETWEEN_WORDS.sub(" ", text)).strip()


def file_stem(text: str, most_bytes: int = 200) -> str:
    """Return a text as the name of a file, without its ending, for every file system.

    What is unsafe becomes `_`. A file system takes no more bytes in a name than 255;
    `most_bytes` leaves some for a number and the ending.
    """
    stem = _UNSAFE.sub("_", text).strip(". ") or "_"
    return stem.encode()[:most_bytes].decode(errors="ignore").rstrip(". ")
