"""Parses a strict subset of YAML into mappings, lists and scalars with line numbers.

Tags, anchors, aliases, merge keys and second documents are faults, so that every
program, and the lawyer who signs a rule, reads the same in it. Scalars keep their
text; `FieldReader` gives them types.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import yaml

from engine.errors import Message, message

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 40

Report = Callable[[int, Message], None]


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as written; `plain` where it has no quotes.

    `place` is the path of keys that leads to it, such as `examples[1].as_of`.
    """

    line: int
    place: str
    text: str
    plain: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A list and its items."""

    line: int
    place: str
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """A mapping and its entries in the order of the file."""

    line: int
    place: str
    entries: tuple[tuple[Scalar, Node], ...]

    def under(self, key: str) -> Node | None:
        """Return the value under a key; None where the key is absent."""
        return next((value for name, value in self.entries if name.text == key), None)


Node = Scalar | Listing | Tree


class _UnreadableError(Exception):
    """The file cannot be read beyond this line."""

    def __init__(self, line: int, found: Message) -> None:
        super().__init__(found)
        self.line = line
        self.found = found


def read_tree(text: str, report: Report) -> Node | None:
    """Read one document; faults go to `report`. None where reading had to stop."""
    try:
        return _Builder(_events(text), report).document()
    except _UnreadableError as stop:
        report(stop.line, stop.found)
        return None


def _events(text: str) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _UnreadableError(
            mark.line + 1 if mark else 1,
            message("rulebook.yaml-unreadable", problem=error.problem),
        ) from error
    except yaml.reader.ReaderError as error:
        code = int(error.character)
        # Loaders disagree whether the offset counts bytes or characters, so the line
        # is taken from the character.
        raise _UnreadableError(
            text[: max(text.find(chr(code)), 0)].count("\n") + 1,
            message("rulebook.yaml-character", number=code),
        ) from error


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


class _Builder:
    """Builds nodes with their places from the events of the parser."""

    def __init__(self, events: Iterator[yaml.Event], report: Report) -> None:
        self.events = events
        self.report = report
        self.depth = 0

    def document(self) -> Node | None:
        """Build the one document of the stream."""
        next(self.events)  # the start of the stream
        start = next(self.events)
        if isinstance(start, yaml.StreamEndEvent):
            raise _UnreadableError(1, message("rulebook.file-empty"))
        root = self.node(next(self.events), "")
        next(self.events)  # the end of the document
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise _UnreadableError(_line(after), message("rulebook.second-document"))
        return root

    def node(self, event: yaml.Event, place: str) -> Node:
        """Build the node that an event begins, at a place of the file."""
        line = _line(event)
        if isinstance(event, yaml.AliasEvent):
            raise _UnreadableError(line, message("rulebook.alias", name=event.anchor))
        self._refuse_anchor_and_tag(event, line)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(line, place, event.value, not event.style)
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _UnreadableError(line, message("rulebook.too-deep", limit=_DEEPEST))
        node: Node
        if isinstance(event, yaml.SequenceStartEvent):
            node = Listing(line, place, tuple(self._items(place)))
        else:
            node = Tree(line, place, tuple(self._entries(place)))
        self.depth -= 1
        return node

    def _refuse_anchor_and_tag(self, event: yaml.Event, line: int) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor is not None:
            self.report(line, message("rulebook.anchor", name=anchor))
        if tag is not None:
            self.report(line, message("rulebook.tag", tag=tag))

    def _items(self, place: str) -> Iterator[Node]:
        number = 0
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            number += 1
            yield self.node(event, f"{place}[{number}]")

    def _entries(self, place: str) -> Iterator[tuple[Scalar, Node]]:
        first_lines: dict[str, int] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, place)
            below = key.text if isinstance(key, Scalar) else "?"
            value = self.node(next(self.events), f"{place}.{below}" if place else below)
            if not isinstance(key, Scalar):
                self.report(key.line, message("rulebook.key-not-a-word"))
            elif key.plain and key.text == "<<":
                self.report(key.line, message("rulebook.merge-key"))
            elif key.text in first_lines:
                first = first_lines[key.text]
                self.report(
                    key.line,
                    message("rulebook.key-twice", place=value.place, line=first),
                )
            else:
                first_lines[key.text] = key.line
                yield key, value
