"""Shortens texts of a dataset that are longer than paper has room for.

A cell may hold 65,000 bytes. A code of that length fills twenty pages each time that it is
named, and laying them out takes minutes.
"""

from __future__ import annotations

import re
from hashlib import sha256

# The longest word, and the longest text, that is printed whole; in characters.
WORD, TEXT = 200, 2_000
_KEPT = 120
_LONG_WORD = re.compile(rf"[!-~]{{{WORD + 1},}}")


def shortened(text: str) -> str:
    """Return a text with what exceeds WORD in each word, and TEXT in all, left out.

    A mark with the first digits of the SHA-256 of the whole stands in place of it, so that
    two long codes that begin alike remain two.
    """
    if len(text) <= WORD:
        return text
    text = _LONG_WORD.sub(lambda word: _cut(word[0], _KEPT), text)
    return text if len(text) <= TEXT else _cut(text, TEXT - _KEPT)


def _cut(text: str, kept: int) -> str:
    digest = sha256(text.encode("utf-8", "replace")).hexdigest()
    return f"{text[:kept]}…[{len(text):,}|{digest[:8]}]"
