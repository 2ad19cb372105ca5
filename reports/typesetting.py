"""Marks in a filled page what its reader's voice and eye need: languages, punctuation.

A passage in the other language gets its `lang`, so that it is read aloud in it and set in
its face. A full-width mark before another one gets the class `tight`, as two of them would
leave a gap of a whole character (W3C, Requirements for Chinese Text Layout, 3.1.6).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.errors import Language

# Drawings are left alone: a span has no place in them.
_MARKUP = re.compile(r"(<svg\b.*?</svg>|<[^>]*>)", re.DOTALL)
_INLINE = re.compile(r"</?(a|b|em|i|span|strong)\b")
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_SIGNS = "\u3000-\u303f\uff01-\uff5e"
_CHINESE = re.compile(f"[{_SIGNS}]*[{_HAN}][{_HAN}{_SIGNS}0-9]*")
# Three words at least: one or two are a name, a code or a version. None begins within a
# character reference such as `&amp;`.
_WORD = "[A-Za-z][A-Za-z'’-]+"  # noqa: RUF001  the apostrophe of English
_ENGLISH = re.compile(rf"(?<![&#\w]){_WORD}(?:[\s\d,.;:()/“”]+{_WORD}){{2,}}")
_CLOSING = "）】》」』〉\u3015，。、；：\uff01？"
_OPENING = "（【《「『〈\u3014"


def typeset(body: str, language: Language) -> str:
    """Return the body of a page in a language with the marks set."""
    is_chinese = language == "zh"
    pieces = _MARKUP.split(body)
    pieces[::2] = [_name_language(text, is_chinese) for text in pieces[::2]]
    pieces = _MARKUP.split("".join(pieces))
    pieces[::2] = [_tighten(*texts, is_chinese) for texts in _with_neighbour(pieces)]
    return "".join(pieces)


def _with_neighbour(pieces: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each text with the first character of the one that follows it in its line."""
    followers: list[str] = []
    following = ""
    for piece in reversed(pieces):
        if len(followers) % 2 == 0:
            followers.append(following)
            following = piece[:1] or following
        else:
            followers.append("")
            following = following if _INLINE.match(piece) else ""
    yield from zip(pieces[::2], followers[::-1][::2], strict=True)


def _tighten(text: str, following: str, is_chinese: bool) -> str:
    # English text has quotation marks of its own, which are narrow.
    closing, opening = _CLOSING, _OPENING
    if is_chinese:
        closing, opening = closing + "”’", opening + "“‘"  # noqa: RUF001
    before_another = re.compile(f"[{closing}](?=[{closing}{opening}])")
    tight = before_another.sub(r'<span class="tight">\g<0></span>', text + following)
    return tight[: len(tight) - len(following)]


def _name_language(text: str, is_chinese: bool) -> str:
    foreign, language = (_ENGLISH, "en") if is_chinese else (_CHINESE, "zh-CN")
    return foreign.sub(rf'<span lang="{language}">\g<0></span>', text)
