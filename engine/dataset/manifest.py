"""Reads dataset.yaml, in which a dataset describes itself.

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
from typing import TypeAlias

import yaml

from engine.errors import DatasetError
from engine.files.names import one_line
from engine.rulebook.model import Completeness

FILE = "dataset.yaml"
KEYS = ("title", "source", "complete", "vocabulary")
_SIZE_LIMIT = 1_000_000
_DEEPEST = 10
_SHOWN = 60

Content: TypeAlias = dict[str, object]


@dataclass(frozen=True)
class Manifest:
    """The content of dataset.yaml; `vocabulary` is the name of one."""

    title: str
    source: str
    complete: Completeness
    vocabulary: str


class _StrictLoader(yaml.SafeLoader):
    """Plain YAML: each key once, no alias, no tag, at most `_DEEPEST` levels."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose a node; DatasetError for an alias, a tag or deep nesting."""
        if self.check_event(yaml.AliasEvent):
            raise DatasetError("dataset.manifest-alias")
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]
        line = event.start_mark.line + 1 if event.start_mark else 1
        if tag := getattr(event, "tag", None):
            raise DatasetError("dataset.manifest-tag", line=line, tag=tag)
        self.depth += 1
        if self.depth > _DEEPEST:
            raise DatasetError("dataset.manifest-nesting", line=line, levels=_DEEPEST)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_mapping(
        self, node: yaml.MappingNode, deep: bool = False
    ) -> dict[Hashable, object]:
        """Construct a mapping; DatasetError for a merge key or a repeated key."""
        keys = Counter(str(key.value) for key, _ in node.value)
        if "<<" in keys:
            raise DatasetError("dataset.manifest-merge-key")
        for key, times in keys.items():
            if times > 1:
                raise DatasetError("dataset.manifest-key-twice", key=_short(key))
        return super().construct_mapping(node, deep)


def read_manifest(path: Path) -> Manifest:
    """Read dataset.yaml; DatasetError where it holds anything but the expected keys."""
    content = _load(path)
    _only(content, KEYS, "")
    return Manifest(
        title=_text(content, "title"),
        source=_text(content, "source", default=""),
        complete=_completeness(content.get("complete")),
        vocabulary=_text(content, "vocabulary"),
    )


def _load(path: Path) -> Content:
    if path.stat().st_size > _SIZE_LIMIT:
        raise DatasetError("dataset.manifest-too-large", limit=_SIZE_LIMIT)
    try:
        content = yaml.load(path.read_bytes().decode("utf-8-sig"), _StrictLoader)
    except UnicodeDecodeError as error:
        raise DatasetError("dataset.manifest-not-utf8") from error
    except yaml.MarkedYAMLError as error:
        raise _not_yaml(error.problem, error.problem_mark) from error
    except (yaml.YAMLError, ValueError) as error:
        raise _not_yaml(str(error).splitlines()[0]) from error
    if not isinstance(content, dict):
        raise DatasetError("dataset.manifest-not-keys", keys=KEYS)
    return {str(key): value for key, value in content.items()}


def _not_yaml(reason: str | None, mark: yaml.Mark | None = None) -> DatasetError:
    if mark is None:
        return DatasetError("dataset.manifest-not-yaml", reason=reason)
    line = mark.line + 1
    return DatasetError("dataset.manifest-not-yaml-line", line=line, reason=reason)


def _only(content: Content, allowed: tuple[str, ...], inside: str) -> None:
    """Raise DatasetError for a key that is not allowed; `inside` is its prefix."""
    for key in content:
        if key not in allowed:
            named = f"{inside}{_short(key)}"
            if near := get_close_matches(key, allowed, n=1):
                raise DatasetError(
                    "dataset.manifest-unknown-key-near",
                    key=named,
                    near=near[0],
                    allowed=allowed,
                )
            raise DatasetError(
                "dataset.manifest-unknown-key", key=named, allowed=allowed
            )


def _text(content: Content, key: str, default: str | None = None) -> str:
    value = content.get(key, default)
    if value is None:
        raise DatasetError("dataset.manifest-key-missing", key=key)
    if not isinstance(value, str):
        raise _no_text(key, value)
    for character in value:
        if unicodedata.category(character) in {"Cc", "Cs"} and character not in "\t\n":
            raise DatasetError(
                "dataset.manifest-character",
                key=key,
                character=f"{ord(character):04X}",
            )
    line = one_line(value)
    if default is None and not line:
        raise _no_text(key, value)
    return line


def _no_text(key: str, value: object) -> DatasetError:
    found = _short(repr(value))
    return DatasetError("dataset.manifest-not-text", key=key, found=found)


def _completeness(value: object) -> Completeness:
    if value is None:
        return Completeness()
    if not isinstance(value, dict):
        raise DatasetError("dataset.manifest-complete-form")
    days: Content = {str(key): day for key, day in value.items()}
    _only(days, ("from", "until"), "complete.")
    start, until = _day(days, "from"), _day(days, "until")
    if start and until and until < start:
        raise DatasetError(
            "dataset.manifest-complete-reversed", until=until, start=start
        )
    return Completeness(start, until)


def _day(content: Content, key: str) -> date | None:
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
    return DatasetError("dataset.manifest-day", key=key, found=_short(str(value)))


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
