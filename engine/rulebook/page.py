"""One file under reading: takes values from its tree and notes every fault by line.

A reader that meets a fault notes it and returns a stand-in, so that the rest of
the file is read too. Stand-ins never leave: a single fault fails the load.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import TypeVar

from engine.errors import Fault, Text
from engine.rulebook import scalars
from engine.rulebook.keys import TEXT, Shape
from engine.rulebook.tree import Listing, Node, Scalar, Tree, read_tree

T = TypeVar("T")
NO_TEXT = Text("", "")  # the stand-in for a wording at fault


@dataclass(frozen=True)
class AllowedValues:
    """The words allowed in one place, and how to speak of them.

    `words` may map to their names; `in_short` stands for a list too long to read.
    """

    one: str  # "a role"
    all: str  # "Roles"
    words: Collection[str] | Mapping[str, object]
    defined_in: str | None = None
    in_short: str | None = None

    def __contains__(self, word: str) -> bool:
        return word in self.words

    def nearest(self, word: str) -> str:
        """The question that offers the nearest word, or nothing."""
        close = get_close_matches(word, self.words, n=1, cutoff=0.3)
        if not close:
            return ""
        name = self.words[close[0]] if isinstance(self.words, Mapping) else None
        in_zh = f" ({name.zh})" if isinstance(name, Text) else ""
        return f"  Did you mean {close[0]}{in_zh}?"

    def refusal(self, word: str) -> str:
        """Say that `word` is none of them, which is nearest, and what they are."""
        listed = sorted(self.words) if self.defined_in else self.words
        lines = [
            f"{word} is not {self.one}.{self.nearest(word)}",
            f"{self.all}: {self.in_short or ', '.join(listed) or '(none)'}",
        ]
        if self.defined_in:
            lines.append(f"They are defined in {self.defined_in}.")
        return "\n".join(lines)


class Fields(dict[str, Node]):
    """The entries of one mapping, by key."""

    def read(self, key: str, reader: Callable[[Node], T], otherwise: T) -> T:
        """Read what stands under the key, or take `otherwise` where nothing does."""
        return reader(self[key]) if key in self else otherwise

    def maybe(self, key: str, reader: Callable[[Node], T]) -> T | None:
        return reader(self[key]) if key in self else None


class FieldReader:
    """The file now read; `label` is the name by which its faults call it."""

    def __init__(self, label: str, faults: list[Fault]) -> None:
        self.label = label
        self._faults = faults

    def report(self, line: int, message: str) -> None:
        self._faults.append(Fault(self.label, line, message))

    def fault(self, node: Node, message: str) -> None:
        place = f"{node.place}: " if node.place else ""
        self.report(node.line, place + message)

    def tree(self, text: str) -> Tree | None:
        """Read the file's text; None, with its fault noted, where that failed."""
        root = read_tree(text, self.report)
        if root is None or isinstance(root, Tree):
            return root
        self.fault(root, "The file must be a mapping of keys to values.")
        return None

    # Containers

    def shaped(self, node: Node, shape: Shape) -> Fields:
        """The entries of a mapping whose keys the language fixes."""
        if not isinstance(node, Tree):
            wanted = ", ".join(shape.names)
            self.fault(node, f"{_found(node)}, but a mapping of {wanted} is needed.")
            return Fields()
        entries = Fields()
        for key, value in node.entries:
            if key.text in shape.names:
                entries[key.text] = value
            else:
                words = AllowedValues(f"a key of {shape.name}", "Keys", shape.names)
                self.fault(key, words.refusal(key.text))
        self._complete(node, shape, entries)
        if shape.ordered:
            self.in_order(node, shape)
        return entries

    def _complete(self, node: Tree, shape: Shape, fields: Fields) -> None:
        for key in shape.keys:
            if key.required and key.name not in fields:
                self.fault(node, f"{key.name} is missing.  {key.meaning}")
        found = [name for name in shape.exclusive if name in fields]
        if shape.exclusive and len(found) != 1:
            several = f", found {' and '.join(found)}" if found else ""
            self.fault(
                node, f"Exactly one is needed of {', '.join(shape.exclusive)}{several}."
            )

    def in_order(self, node: Tree, shape: Shape) -> None:
        """Note the first key that stands before one it should follow."""
        keys = [key for key, _ in node.entries if key.text in shape.names]
        wanted = sorted(keys, key=lambda key: shape.names.index(key.text))
        for found, due in zip(keys, wanted, strict=True):
            if found is not due:
                self.report(
                    found.line,
                    f"{found.text} stands before {due.text}.  Keys have one order: "
                    f"{', '.join(shape.names)}.",
                )
                return

    def entries(self, node: Node) -> tuple[tuple[Scalar, Node], ...]:
        """The entries of a mapping whose keys are words of the author."""
        if isinstance(node, Tree):
            return node.entries
        self.fault(node, f"{_found(node)}, but a mapping is needed.")
        return ()

    def items(self, node: Node) -> tuple[Node, ...]:
        if isinstance(node, Listing):
            return node.items
        self.fault(node, f"{_found(node)}, but a list is needed: [ … ].")
        return ()

    def one_or_many(self, node: Node) -> tuple[Node, ...]:
        """The items of a list, or the single value that stands for a list of one."""
        if not isinstance(node, Listing):
            return (node,)
        if not node.items:
            self.fault(node, "The list is empty.  Name at least one.")
        return node.items

    # Values

    def is_null(self, node: Node) -> bool:
        return isinstance(node, Scalar) and node.plain and node.text in scalars.NULLS

    def unless_null(self, node: Node, read: Callable[[Node], T]) -> T | None:
        """Read a value where the language allows null for "there is none"."""
        return None if self.is_null(node) else read(node)

    def scalar(self, node: Node, wanted: str) -> Scalar | None:
        """The node as a filled scalar; otherwise a fault that says what is wanted."""
        if isinstance(node, Scalar) and not self.is_null(node):
            return node
        self.fault(node, f"{_found(node)}, but {wanted} is needed.")
        return None

    def text(self, node: Node) -> str:
        scalar = self.scalar(node, "a text")
        if scalar is None:
            return ""
        if not scalar.text.strip():
            self.fault(node, "The text is empty.")
        elif scalar.plain:
            self._unambiguous(scalar)
        return scalar.text

    def _unambiguous(self, scalar: Scalar) -> None:
        if scalars.looks_like_date(scalar.text) and not scalars.to_date(scalar.text):
            self.fault(scalar, f"There is no day {scalar.text}.")
        elif reading := scalars.misread(scalar.text):
            self.fault(
                scalar,
                f"A text is needed, and other programs read {scalar.text} as "
                f'{reading}.  Quote it: "{scalar.text}".',
            )

    def date(self, node: Node) -> date:
        scalar = self.scalar(node, "a date, YYYY-MM-DD,")
        if scalar is None:
            return date.min
        day = scalars.to_date(scalar.text)
        if day is None and scalars.looks_like_date(scalar.text):
            self.fault(node, f"There is no day {scalar.text}.")
        elif day is None:
            self.fault(node, f"{scalar.text} is not a date.  Write it as YYYY-MM-DD.")
        return day or date.min

    def flag(self, node: Node) -> bool:
        scalar = self.scalar(node, "true or false")
        if scalar is not None and not (
            scalar.plain and scalar.text in ("true", "false")
        ):
            self.fault(node, f"{_written(scalar)} is not a flag.  Write true or false.")
        return scalar is not None and scalar.text == "true"

    def number(self, node: Node) -> Decimal:
        scalar = self.scalar(node, "a number")
        if scalar is None:
            return Decimal(0)
        number = scalars.to_number(scalar.text) if scalar.plain else None
        if number is None:
            self.fault(node, f"{_written(scalar)} is not a number.{_digits(scalar)}")
        return number or Decimal(0)

    def choice(self, node: Node, words: AllowedValues) -> str:
        """One word of those allowed."""
        scalar = self.scalar(node, words.one)
        if scalar is None:
            return ""
        if scalar.text not in words:
            self.fault(node, words.refusal(scalar.text or "An empty text"))
        elif scalar.plain:
            self._unambiguous(scalar)
        return scalar.text

    def choices(self, node: Node, words: AllowedValues) -> tuple[str, ...]:
        """One word of those allowed, or a list of them, none of them twice."""
        found = tuple(self.choice(item, words) for item in self.one_or_many(node))
        self.no_repeats(node, found)
        return found

    def no_repeats(self, node: Node, found: Iterable[str]) -> None:
        seen: set[str] = set()
        for word in found:
            if word in seen and word:
                self.fault(node, f"{word} stands here twice.  Keep it once.")
            seen.add(word)

    def both(self, node: Node) -> Text:
        """A wording in both languages."""
        fields = self.shaped(node, TEXT)
        return Text(fields.read("zh", self.text, ""), fields.read("en", self.text, ""))

    def labels(self, node: Node) -> Text:
        """A wording in both languages, or one text that serves for both."""
        if isinstance(node, Tree):
            return self.both(node)
        text = self.text(node)
        return Text(text, text)


def _found(node: Node) -> str:
    if isinstance(node, Tree):
        return "A mapping stands here"
    if isinstance(node, Listing):
        return "A list stands here"
    if node.plain and node.text in scalars.NULLS:
        return "Nothing stands here"
    return f"{_written(node)} stands here"


def _written(scalar: Scalar) -> str:
    return scalar.text if scalar.plain else f'"{scalar.text}"'


def _digits(scalar: Scalar) -> str:
    if not scalar.plain:
        return "  Remove the quotes." if scalars.to_number(scalar.text) else ""
    reading = scalars.misread(scalar.text)
    known = f"  Other programs read it as {reading}." if reading else ""
    return f"{known}  Write plain digits, such as 12 or 0.5."
