"""Words columns and values of records by one vocabulary."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.rulebook import Text, Vocabulary
from engine.rulebook.columns import RECORD_COLUMNS, REGISTERS
from engine.wording.terms import (
    COLUMNS,
    LEVELS,
    NO,
    NO_COLUMN,
    OWNERS,
    PARTY_TESTS,
    REGISTER_COLUMNS,
    SURROUNDINGS,
    YES,
)

_PARTIES = ("actor_id", "counterparty_id")


@dataclass(frozen=True)
class LabelledValue:
    """A column of a record with its label; `value` is None where it is empty."""

    column: str
    label: Text
    value: Text | None


class Labels:
    """The words of one vocabulary, with the names of parties by entity_id."""

    def __init__(
        self,
        words: Vocabulary,
        names: Mapping[str, Text],
        absent: Collection[str] = (),
    ) -> None:
        """Take the vocabulary, and names of parties where there are any.

        `absent` are the columns that no file of records has.
        """
        self.words = words
        self.absent = frozenset(absent)
        self._names = names

    def label(self, path: str) -> Text:
        """Name a column, a field or a path into a register; by itself where it has no name."""
        for known in (self.words.fields, COLUMNS, SURROUNDINGS):
            if path in known:
                return known[path]
        head, _, column = path.partition(".")
        tail = REGISTER_COLUMNS.get(column) or PARTY_TESTS.get(column)
        if head not in OWNERS or tail is None:
            return Text(path, path)
        owner = OWNERS[head]
        if column in PARTY_TESTS:
            return Text(owner.zh + tail.zh, owner.en + tail.en)
        return Text(f"{owner.zh}的{tail.zh}", f"{tail.en} of the {owner.en}")

    def party(self, entity_id: str | None) -> Text | None:
        """Name a party with its id; by its id alone where it has no name."""
        if entity_id is None:
            return None
        name = self._names.get(entity_id)
        if name is None:
            return Text(entity_id, entity_id)
        return Text(f"{name.zh}（{entity_id}）", f"{name.en} ({entity_id})")

    def value(self, path: str, value: object) -> Text | None:
        """Word a value; None where it is empty."""
        if value is None or value == []:
            return None
        if isinstance(value, bool):
            return YES if value else NO
        if path == "event":
            return self.event(str(value))
        if path in _PARTIES:
            return self.party(str(value))
        if isinstance(value, list):
            names = [self._code("actor.roles", str(role)) for role in value]
            return Text("、".join(n.zh for n in names), ", ".join(n.en for n in names))
        return self._code(path, plain(value))

    def has_words(self, path: str) -> bool:
        """Say whether the values of a path have names: events, codes, roles, levels."""
        listed = path == "event" or path == "battery.level" or path in self.words.codes
        return listed or path.endswith(".roles")

    def labelled(self, column: str, value: object) -> LabelledValue:
        """Word a column and its value; of an absent column, that no file has it."""
        words = NO_COLUMN if column in self.absent else self.value(column, value)
        return LabelledValue(column, self.label(column), words)

    def event(self, event: str) -> Text:
        """Name an event; by itself where the vocabulary has no name for it."""
        return self.words.events.get(event, Text(event, event))

    def is_date(self, path: str) -> bool:
        """Say whether the values of a path are days."""
        column = path.rpartition(".")[2]
        kinds = [RECORD_COLUMNS.get(path), self.words.types.get(path)]
        kinds += [
            register.get(column) for register in REGISTERS.values() if "." in path
        ]
        return "date" in kinds

    def _code(self, path: str, value: str) -> Text:
        if path == "battery.level":
            return LEVELS.get(value, Text(value, value))
        if path.endswith(".roles"):
            return self.words.roles.get(value, Text(value, value))
        return self.words.codes.get(path, {}).get(value, Text(value, value))


def party_name(entity_id: str, names: Mapping[str, object]) -> Text:
    """Name a party with its id by `name` and `name_en`, one of them perhaps None.

    By its id alone where it has no name.
    """
    zh, en = names.get("name"), names.get("name_en")
    if not (zh or en):
        return Text(entity_id, entity_id)
    return Text(f"{zh or en}（{entity_id}）", f"{en or zh} ({entity_id})")


def plain(value: object) -> str:
    """Write a value; a number without an exponent and without zeros at its end."""
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return value.isoformat() if isinstance(value, date) else str(value)
