"""A pasted file to the text of law it holds, or the reason why it is none."""

from __future__ import annotations

import re
from pathlib import Path

from engine.errors import UsageError
from engine.rulebook import OfficialText, split_text

# What plain text never holds, and a saved Word or PDF file does.
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffd]")


def read_pasted(file: Path) -> str:
    """Read a text in UTF-8 with \\n at line ends; UsageError says what else it is."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{file}: the text cannot be read ({error.strerror}). Paste the official "
            "text into a plain-text file and name that file."
        ) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UsageError(
            f"{file}, line {line}: this is not UTF-8. Save the text as plain text in "
            "UTF-8 and adopt it again."
        ) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _UNREADABLE.search(text):
        line = text[: found.start()].count("\n") + 1
        raise UsageError(
            f"{file}, line {line}: the character U+{ord(found[0]):04X} is no text. Open "
            "the document, copy its words and paste them into a plain-text file."
        )
    return text.rstrip() + "\n"


def take_apart(file: Path, text: str) -> OfficialText:
    """Split a text into articles; UsageError where it has none, or one twice."""
    official = split_text(text)
    if not official.passages:
        raise UsageError(
            f"{file}: no article was found. An article opens a line: 第一条 … or "
            "Article 1 …; paste the text with its line ends."
        )
    for repeat in official.repeats:
        first = official.passage(repeat.number)
        assert first is not None
        raise UsageError(
            f"{file}: article {repeat.number} opens on line {first.line} and again on "
            f"line {repeat.line}. Keep the one of the text itself; a table of contents, "
            "an annex or a second text does not belong in this file."
        )
    return official
