"""Proposes edits of rule files: file, line, the line as it is and as it would be."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.rulebook import Rulebook
from engine.rulebook.tree import Listing, Node, Tree, read_tree


@dataclass(frozen=True)
class Edit:
    """Lines that replace one line; with an empty `before` they are added after it."""

    file: str
    line: int
    before: str
    after: tuple[str, ...]


def set_value(
    rulebook: Rulebook, file: str, path: tuple[str | int, ...], value: str
) -> Edit:
    """Return the edit that writes a value at a path of keys and list indexes."""
    node = _at(rulebook, file, path)
    line = rulebook.files[file].split("\n")[node.line - 1]
    key = str(path[-1])
    written = re.sub(
        rf"\b{key}:\s*(\"[^\"]*\"|'[^']*'|[^,}}#\s]+)", f"{key}: {value}", line, count=1
    )
    return Edit(file, node.line, line.strip(), (written.strip(),))


def add_article(
    rulebook: Rulebook, file: str, before: int, lines: tuple[str, ...]
) -> Edit:
    """Return the edit that adds an entry before the article at a list index."""
    items = _at(rulebook, file, ("articles",))
    assert isinstance(items, Listing)
    if before < len(items.items):
        return Edit(file, items.items[before].line - 1, "", lines)
    return Edit(file, _last_line(rulebook.files[file], items), "", lines)


def line_at(rulebook: Rulebook, file: str, path: tuple[str | int, ...]) -> int:
    """Return the line on which the value at a path begins."""
    return _at(rulebook, file, path).line


def _at(rulebook: Rulebook, file: str, path: tuple[str | int, ...]) -> Node:
    node = read_tree(rulebook.files[file], lambda line, found: None)
    for step in path:
        if isinstance(step, str):
            node = node.under(step) if isinstance(node, Tree) else None
        else:
            node = node.items[step] if isinstance(node, Listing) else None
    assert node is not None
    return node


def _last_line(text: str, items: Listing) -> int:
    """Return the last line of a list's last item, before a blank line or the next key."""
    lines = text.split("\n")
    last = items.items[-1].line if items.items else items.line
    while last < len(lines) and lines[last].startswith(" "):
        last += 1
    return last
