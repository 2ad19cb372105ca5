"""Reads typed values from the tree of one rule file and collects faults by line.

A method that meets a fault records it and returns a placeholder, so that the rest
of the file is read too. A load with any fault fails, so no placeholder gets out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import TypeVar

from engine.errors import Fault, Message, Text, message
from engine.errors.messages import Value
from engine.rulebook import scalars
from engine.rulebook.allowed_values import AllowedValues
from engine.rulebook.key_names import key_meaning, key_noun
from engine.rulebook.keys import TEXT, Shape
from engine.rulebook.tree import Listing, Node, Scalar, Tree, read_tree

T = TypeVar("T")
NO_TEXT = Text("", "")  # placeholder of a wording at fault
_KEYS = Text("键", "Keys")
_TEXT_NOUN = Text("文本", "a text")
_DATE_NOUN = Text("日期（YYYY-MM-DD）", "a date, YYYY-MM-DD,")
_FLAG_NOUN = Text(" true 或 false", "true or false")
_NUMBER_NOUN = Text("数字", "a number")
_MAPPING_NOUN = Text("映射", "a mapping")


class Fields(dict[str, Node]):
    """The entries of one mapping, by key."""

    def read(self, key: str, reader: Callable[[Node], T], otherwise: T) -> T:
        """Read the value under the key; `otherwise` where the key is absent."""
        return reader(self[key]) if key in self else otherwise

    def maybe(self, key: str, reader: Callable[[Node], T]) -> T | None:
        """Read the value under the key; None where the key is absent."""
        return reader(self[key]) if key in self else None


class FieldReader:
    """Reads the fields of one file; `label` is the file's name in its faults."""

    def __init__(self, label: str, faults: list[Fault]) -> None:
        """Collect the faults of the file in `faults`."""
        self.label = label
        self._faults = faults

    def report(self, line: int, code: str | Message, /, **values: Value) -> None:
        """Record a fault on a line: a code of the catalogue and its values."""
        self._faults.append(Fault(self.label, line, _message(code, values)))

    def fault(self, node: Node, code: str | Message, /, **values: Value) -> None:
        """Record a fault of a node, with the path of keys that leads to it."""
        found = _message(code, values)
        if node.place:
            found = message("rulebook.at-place", place=node.place, message=found)
        self.report(node.line, found)

    def tree(self, text: str) -> Tree | None:
        """Read the file's text; None, with its fault recorded, where that failed."""
        root = read_tree(text, self.report)
        if root is None or isinstance(root, Tree):
            return root
        self.fault(root, "rulebook.not-a-mapping")
        return None

    def _needed(self, node: Node, wanted: Text | Message) -> None:
        """Record that a node is something else than what is wanted."""
        self.fault(node, "rulebook.needed", found=_found(node), wanted=wanted)

    # Containers

    def shaped(self, node: Node, shape: Shape) -> Fields:
        """Read a mapping whose keys the language fixes."""
        if not isinstance(node, Tree):
            self._needed(node, message("rulebook.mapping-of", keys=shape.names))
            return Fields()
        fields = Fields()
        for key, value in node.entries:
            if key.text in shape.names:
                fields[key.text] = value
            else:
                allowed = AllowedValues(key_noun(shape), _KEYS, shape.names)
                self.fault(key, allowed.refusal(key.text))
        self._complete(node, shape, fields)
        if shape.ordered:
            self.in_order(node, shape)
        return fields

    def _complete(self, node: Tree, shape: Shape, fields: Fields) -> None:
        for key in shape.keys:
            if key.required and key.name not in fields:
                meaning = key_meaning(shape, key)
                self.fault(node, "rulebook.key-missing", key=key.name, meaning=meaning)
        found = [name for name in shape.exclusive if name in fields]
        if shape.exclusive and not found:
            self.fault(node, "rulebook.one-key", keys=shape.exclusive)
        elif len(found) > 1:
            several = Text("、".join(found), " and ".join(found))
            self.fault(
                node,
                "rulebook.one-key-found-several",
                keys=shape.exclusive,
                found=several,
            )

    def in_order(self, node: Tree, shape: Shape) -> None:
        """Record a fault of the first key that stands before one it must follow."""
        keys = [key for key, _ in node.entries if key.text in shape.names]
        wanted = sorted(keys, key=lambda key: shape.names.index(key.text))
        for found, due in zip(keys, wanted, strict=True):
            if found is not due:
                self.report(
                    found.line,
                    "rulebook.key-order",
                    found=found.text,
                    due=due.text,
                    keys=shape.names,
                )
                return

    def entries(self, node: Node) -> tuple[tuple[Scalar, Node], ...]:
        """Return the entries of a mapping whose keys the author chooses."""
        if isinstance(node, Tree):
            return node.entries
        self._needed(node, _MAPPING_NOUN)
        return ()

    def items(self, node: Node) -> tuple[Node, ...]:
        """Return the items of a list, which may be empty."""
        if isinstance(node, Listing):
            return node.items
        self.fault(node, "rulebook.list-needed", found=_found(node))
        return ()

    def one_or_many(self, node: Node) -> tuple[Node, ...]:
        """Return the items of a list, or a single value as a list of one."""
        if not isinstance(node, Listing):
            return (node,)
        if not node.items:
            self.fault(node, "rulebook.list-empty")
        return node.items

    # Values

    def is_null(self, node: Node) -> bool:
        """Return whether the value is null or left empty."""
        return isinstance(node, Scalar) and node.plain and node.text in scalars.NULLS

    def unless_null(self, node: Node, read: Callable[[Node], T]) -> T | None:
        """Read a value; None where it is null, which the language allows here."""
        return None if self.is_null(node) else read(node)

    def scalar(self, node: Node, wanted: Text) -> Scalar | None:
        """Return a filled scalar; None, with a fault that names `wanted`, otherwise."""
        if isinstance(node, Scalar) and not self.is_null(node):
            return node
        self._needed(node, wanted)
        return None

    def text(self, node: Node) -> str:
        """Read a text that every YAML program reads as a text."""
        scalar = self.scalar(node, _TEXT_NOUN)
        if scalar is None:
            return ""
        if not scalar.text.strip():
            self.fault(node, "rulebook.text-empty")
        elif scalar.plain:
            self._unambiguous(scalar)
        return scalar.text

    def _unambiguous(self, scalar: Scalar) -> None:
        text = scalar.text
        if scalars.looks_like_date(text) and not scalars.to_date(text):
            self.fault(scalar, "rulebook.no-such-day", text=text)
        elif reading := scalars.misread(text):
            self.fault(scalar, "rulebook.text-misread", text=text, reading=reading)

    def date(self, node: Node) -> date:
        """Read a day written YYYY-MM-DD."""
        scalar = self.scalar(node, _DATE_NOUN)
        if scalar is None:
            return date.min
        day = scalars.to_date(scalar.text)
        if day is None and scalars.looks_like_date(scalar.text):
            self.fault(node, "rulebook.no-such-day", text=scalar.text)
        elif day is None:
            self.fault(node, "rulebook.not-a-date", text=scalar.text)
        return day or date.min

    def flag(self, node: Node) -> bool:
        """Read true or false, written without quotes."""
        scalar = self.scalar(node, _FLAG_NOUN)
        if scalar is not None and not (
            scalar.plain and scalar.text in ("true", "false")
        ):
            self.fault(node, "rulebook.not-a-flag", written=_written(scalar))
        return scalar is not None and scalar.text == "true"

    def number(self, node: Node) -> Decimal:
        """Read an exact decimal, written without quotes."""
        scalar = self.scalar(node, _NUMBER_NOUN)
        if scalar is None:
            return Decimal(0)
        number = scalars.to_number(scalar.text) if scalar.plain else None
        if number is None:
            self._not_a_number(scalar)
        return number or Decimal(0)

    def _not_a_number(self, scalar: Scalar) -> None:
        written = _written(scalar)
        reading = scalars.misread(scalar.text) if scalar.plain else None
        if not scalar.plain and scalars.to_number(scalar.text) is not None:
            self.fault(scalar, "rulebook.number-quoted", written=written)
        elif reading:
            self.fault(
                scalar, "rulebook.number-misread", written=written, reading=reading
            )
        else:
            self.fault(scalar, "rulebook.not-a-number", written=written)

    def choice(self, node: Node, allowed: AllowedValues) -> str:
        """Read one of the allowed words."""
        scalar = self.scalar(node, allowed.one)
        if scalar is None:
            return ""
        if scalar.text not in allowed:
            self.fault(node, allowed.refusal(scalar.text))
        elif scalar.plain:
            self._unambiguous(scalar)
        return scalar.text

    def choices(self, node: Node, allowed: AllowedValues) -> tuple[str, ...]:
        """Read one of the allowed words, or a list of them without repeats."""
        found = tuple(self.choice(item, allowed) for item in self.one_or_many(node))
        self.no_repeats(node, found)
        return found

    def no_repeats(self, node: Node, found: Iterable[str]) -> None:
        """Record a fault of each word that occurs again."""
        seen: set[str] = set()
        for word in found:
            if word in seen and word:
                self.fault(node, "rulebook.word-twice", word=word)
            seen.add(word)

    def both(self, node: Node) -> Text:
        """Read a wording in both languages."""
        fields = self.shaped(node, TEXT)
        return Text(fields.read("zh", self.text, ""), fields.read("en", self.text, ""))

    def labels(self, node: Node) -> Text:
        """Read a wording in both languages, or one text that serves for both."""
        if isinstance(node, Tree):
            return self.both(node)
        text = self.text(node)
        return Text(text, text)


def _found(node: Node) -> Message:
    if isinstance(node, Tree):
        return message("rulebook.found-mapping")
    if isinstance(node, Listing):
        return message("rulebook.found-list")
    if node.plain and node.text in scalars.NULLS:
        return message("rulebook.found-nothing")
    return message("rulebook.found-value", written=_written(node))


def _written(scalar: Scalar) -> str:
    return scalar.text if scalar.plain else f'"{scalar.text}"'


def _message(code: str | Message, values: dict[str, Value]) -> Message:
    return code if isinstance(code, Message) else message(code, **values)
