"""Writes values as YAML that every program reads alike."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from engine.rulebook import scalars

# Plain where no sign of YAML can be meant; a head such as 重量（吨） needs no quotes.
_PLAIN = re.compile(r"[^\W\d_][\w /（）().·+%&-]*", re.UNICODE)


def scalar(text: str) -> str:
    """Write a text, in quotes where it could be read as anything else."""
    is_plain = (
        _PLAIN.fullmatch(text) is not None
        and text == text.strip()
        and text not in scalars.NULLS
        and scalars.misread(text) is None
    )
    return text if is_plain else _quoted(text)


def _quoted(text: str) -> str:
    """Write a text in quotes, and what is not printable by its number."""
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in quoted)


def listed(texts: Iterable[object]) -> str:
    """Write a list in one line."""
    return f"[{', '.join(_one(text) for text in texts)}]"


def mapping(entries: Mapping[str, object]) -> str:
    """Write a mapping in one line; its values may be lists and mappings."""
    inner = (f"{scalar(key)}: {_one(value)}" for key, value in entries.items())
    return f"{{{', '.join(inner)}}}"


def _one(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        return mapping(value)
    if isinstance(value, list | tuple):
        return listed(value)
    return scalar(str(value))
