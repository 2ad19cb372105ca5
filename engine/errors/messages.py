"""Messages: a code of the catalogue with its values, worded when it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TypeAlias, Union

from engine.errors.catalogue import MESSAGES
from engine.errors.text import Language, Listed, Text, fill

# What a placeholder may stand for. A Text or a Message is worded in the language of
# the whole; a sequence is listed; of a path a page shows only the name.
Value: TypeAlias = Union[
    str, int, float, PurePath, Text, "Message", "Sequence[Value]", object
]
_BETWEEN = Text("、", ", ")


@dataclass(frozen=True)
class Message:
    """One message: its code in the catalogue, and the values of its placeholders."""

    code: str
    values: tuple[tuple[str, Value], ...] = ()

    def in_language(self, language: Language, *, short_paths: bool = False) -> str:
        """Word the message; with `short_paths` a path is shown by its name alone."""
        values = {
            name: _worded(value, language, short_paths) for name, value in self.values
        }
        return fill(MESSAGES[self.code].in_language(language), values)

    def __str__(self) -> str:
        return self.in_language("en")

    def __lt__(self, other: Message) -> bool:
        return str(self) < str(other)


def message(code: str, /, **values: Value) -> Message:
    """Return the message of a code; KeyError where the catalogue has none."""
    if code not in MESSAGES:
        raise KeyError(f"no message has the code {code}")
    return Message(code, tuple(values.items()))


def _worded(value: Value, language: Language, short_paths: bool) -> object:
    if isinstance(value, Text):
        return value.in_language(language)
    if isinstance(value, Message):
        return value.in_language(language, short_paths=short_paths)
    if isinstance(value, PurePath):
        return value.name if short_paths else str(value)
    if isinstance(value, list | tuple):
        worded = (str(_worded(item, language, short_paths)) for item in value)
        return Listed.of(_BETWEEN.in_language(language), worded)
    return value
