"""Strict YAML: a text to a tree of mappings, lists and scalars that know their line.

Only the plain core of YAML is read. Tags, anchors, aliases, merge keys and
second documents are refused, since a rule must read the same to every program
and to the lawyer who signs it. No scalar is given a type here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 40

Report = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as it is written; `plain` where it stands without quotes."""

    line: int
    place: str
    text: str
    plain: bool


@dataclass(frozen=True, slots=True)
class Listing:
    line: int
    place: str
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    line: int
    place: str
    entries: tuple[tuple[Scalar, Node], ...]

    def under(self, key: str) -> Node | None:
        """The value under a key, where there is one."""
        return next((value for name, value in self.entries if name.text == key), None)


Node = Scalar | Listing | Tree


class _UnreadableError(Exception):
    """Reading this file has to stop at this line."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def read_tree(text: str, report: Report) -> Node | None:
    """Read one document; faults go to `report`, None where reading had to stop."""
    try:
        return _Builder(_events(text), report).document()
    except _UnreadableError as stop:
        report(stop.line, str(stop))
        return None


def _events(text: str) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _UnreadableError(
            mark.line + 1 if mark else 1,
            f"This cannot be read as YAML ({error.problem}).\n"
            "Check the indentation, the colons and the quotes of this line "
            "and the one before.",
        ) from error
    except yaml.reader.ReaderError as error:
        code = int(error.character)
        # The offset counts bytes or characters by loader; the character itself is sure.
        raise _UnreadableError(
            text[: max(text.find(chr(code)), 0)].count("\n") + 1,
            f"The character U+{code:04X} may not stand in YAML.\nRemove it.",
        ) from error


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


class _Builder:
    """Turns the parser's events into nodes and names the place of each."""

    def __init__(self, events: Iterator[yaml.Event], report: Report) -> None:
        self.events = events
        self.report = report
        self.depth = 0

    def document(self) -> Node | None:
        next(self.events)  # the start of the stream
        start = next(self.events)
        if isinstance(start, yaml.StreamEndEvent):
            raise _UnreadableError(1, "The file is empty.  Fill it in or delete it.")
        root = self.node(next(self.events), "")
        next(self.events)  # the end of the document
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise _UnreadableError(
                _line(after),
                "A second document begins here.  Write one rule in one file.",
            )
        return root

    def node(self, event: yaml.Event, place: str) -> Node:
        line = _line(event)
        if isinstance(event, yaml.AliasEvent):
            raise _UnreadableError(
                line,
                f"*{event.anchor} is an alias.  Write the value out: "
                "rules are read without anchors and aliases.",
            )
        self._plain_yaml(event, line)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(line, place, event.value, not event.style)
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _UnreadableError(
                line, f"More than {_DEEPEST} levels stand nested here."
            )
        node: Node
        if isinstance(event, yaml.SequenceStartEvent):
            node = Listing(line, place, tuple(self._items(place)))
        else:
            node = Tree(line, place, tuple(self._entries(place)))
        self.depth -= 1
        return node

    def _plain_yaml(self, event: yaml.Event, line: int) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor is not None:
            self.report(
                line,
                f"&{anchor} is an anchor.  Remove it: rules are read "
                "without anchors and aliases.",
            )
        if tag is not None:
            self.report(line, f"{tag} is a tag.  Remove it: values need no tag here.")

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
                self.report(key.line, "A key must be one word, not a list or mapping.")
            elif key.plain and key.text == "<<":
                self.report(key.line, "<< is a merge key.  Write the keys out.")
            elif key.text in first_lines:
                self.report(
                    key.line,
                    f"{value.place}: this key stands on line {first_lines[key.text]} "
                    "already.  Keep one of the two.",
                )
            else:
                first_lines[key.text] = key.line
                yield key, value
