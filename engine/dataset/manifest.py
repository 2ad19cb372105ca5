"""dataset.yaml: what a dataset says of itself, read strictly.

A file of more than a megabyte is not opened; reading one takes at most 200 MB.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from engine.errors import DatasetError
from engine.rulebook.model import Completeness

FILE = "dataset.yaml"
KEYS = ("title", "source", "complete", "vocabulary")
_SIZE_LIMIT = 1_000_000
_DEEPEST = 10
_SHOWN = 60


@dataclass(frozen=True)
class Manifest:
    title: str
    source: str
    complete: Completeness
    vocabulary: str


class _StrictLoader(yaml.SafeLoader):
    """Plain YAML: a key stands once, nothing is an alias or a tag, little is nested."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise _fault("aliases (*name) are not read; write the value out")
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]
        line = f"line {event.start_mark.line + 1 if event.start_mark else 1}"
        if tag := getattr(event, "tag", None):
            raise _fault(f"{line}: the tag {tag} is not read; write the value alone")
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _fault(f"{line}: more than {_DEEPEST} levels stand nested here")
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_mapping(
        self, node: yaml.MappingNode, deep: bool = False
    ) -> dict[Hashable, Any]:
        keys = Counter(str(key.value) for key, _ in node.value)
        if "<<" in keys:
            raise _fault("<< is a merge key, which is not read; write the keys out")
        for key, times in keys.items():
            if times > 1:
                raise _fault(f"the key {_short(key)} stands twice; keep one of them")
        return super().construct_mapping(node, deep)


def read_manifest(path: Path) -> Manifest:
    """Read dataset.yaml; anything that is not expected there is an error."""
    content = _load(path)
    _only(content, KEYS, "")
    return Manifest(
        title=_text(content, "title"),
        source=_text(content, "source", default=""),
        complete=_completeness(content.get("complete")),
        vocabulary=_text(content, "vocabulary"),
    )


def _load(path: Path) -> dict[str, Any]:
    if path.stat().st_size > _SIZE_LIMIT:
        raise _fault(f"larger than {_SIZE_LIMIT:,} bytes; it holds four short keys")
    try:
        content = yaml.load(path.read_bytes().decode("utf-8-sig"), _StrictLoader)
    except UnicodeDecodeError as error:
        raise _fault("not UTF-8.  Save it as UTF-8") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 1}: " if mark else ""
        raise _fault(f"{where}not YAML ({error.problem})") from error
    except (yaml.YAMLError, ValueError) as error:
        raise _fault(f"not YAML ({str(error).splitlines()[0]})") from error
    if not isinstance(content, dict):
        raise _fault(f"must hold the keys {', '.join(KEYS)}")
    return {str(key): value for key, value in content.items()}


def _only(content: dict[str, Any], allowed: tuple[str, ...], inside: str) -> None:
    for key in content:
        if key not in allowed:
            near = get_close_matches(key, allowed, n=1)
            hint = f"  Did you mean {near[0]}?" if near else ""
            raise _fault(
                f"unknown key {inside}{_short(key)}.{hint}\n"
                f"  Allowed: {', '.join(allowed)}"
            )


def _text(content: dict[str, Any], key: str, default: str | None = None) -> str:
    value = content.get(key, default)
    if value is None:
        raise _fault(f"{key} is missing.  Required: title, vocabulary")
    if not isinstance(value, str) or (default is None and not value.strip()):
        raise _fault(f"{key}: found {_short(repr(value))}; write it as text, in quotes")
    for character in value:
        if unicodedata.category(character) in {"Cc", "Cs"} and character not in "\t\n":
            raise _fault(f"{key} holds the character U+{ord(character):04X}; remove it")
    return value.strip()


def _completeness(value: Any) -> Completeness:
    if value is None:
        return Completeness()
    if not isinstance(value, dict):
        raise _fault("complete: write it as {from: YYYY-MM-DD, until: YYYY-MM-DD}")
    value = {str(key): day for key, day in value.items()}
    _only(value, ("from", "until"), "complete.")
    start, until = _day(value, "from"), _day(value, "until")
    if start and until and until < start:
        raise _fault(f"complete: until {until} lies before from {start}")
    return Completeness(start, until)


def _day(content: dict[str, Any], key: str) -> date | None:
    value = content.get(key)
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise _bad_day(key, value) from None
    if value is None:
        return None
    if isinstance(value, datetime) or not isinstance(value, date):
        raise _bad_day(key, value)
    if not 1900 <= value.year <= 2999:
        raise _bad_day(key, value)
    return value


def _bad_day(key: str, value: object) -> DatasetError:
    return _fault(
        f"complete.{key}: found {_short(str(value))}; "
        "write a day as YYYY-MM-DD, 1900 to 2999"
    )


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _fault(message: str) -> DatasetError:
    return DatasetError(f"{FILE}: {message}.")
