"""Reads a pasted file as an official text and splits it into articles."""

from __future__ import annotations

import re
from pathlib import Path

from engine.errors import UsageError
from engine.rulebook import OfficialText, split_text

# Control characters that a saved Word or PDF file holds and plain text does not.
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffd]")


def read_source(file: Path) -> str:
    """Read a plain text in UTF-8 and return it with \\n at line ends.

    Raises UsageError where the file cannot be read or holds no plain text.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UsageError(
            "authoring.adoption.unreadable", file=file, reason=error.strerror
        ) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UsageError("authoring.adoption.not-utf8", file=file, line=line) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _UNREADABLE.search(text):
        line = text[: found.start()].count("\n") + 1
        raise UsageError(
            "authoring.adoption.character",
            file=file,
            line=line,
            number=ord(found[0]),
        )
    return text.rstrip() + "\n"


def split_into_articles(file: Path, text: str) -> OfficialText:
    """Split a text into articles; raises UsageError where it has none, or one twice."""
    official = split_text(text)
    if not official.passages:
        raise UsageError("authoring.adoption.no-article", file=file)
    for repeat in official.repeats:
        first = official.passage(repeat.number)
        assert first is not None
        raise UsageError(
            "authoring.adoption.article-twice",
            file=file,
            article=repeat.number,
            first=first.line,
            second=repeat.line,
        )
    return official
