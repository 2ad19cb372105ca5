"""A vocabulary as the readers of a rule see it: every path with its type and words."""

from __future__ import annotations

from functools import cached_property

from engine.errors import Text
from engine.rulebook.choices import CHOICES
from engine.rulebook.columns import (
    LEVELS,
    OUTLET_OPERATOR,
    PARTY_PATHS,
    RECORD_COLUMNS,
    REGISTER_OF,
    REGISTERS,
    SHORT_NAMES,
    ColumnType,
)
from engine.rulebook.model import Vocabulary
from engine.rulebook.page import AllowedValues

HOLDINGS = ("actor.holds", "actor.holds_any", "counterparty.holds",
            "counterparty.holds_any")  # fmt: skip
RUNS_OUTLET = "counterparty.runs_outlet_for"
ANYONE = "anyone"
ANY_EVENT = "any_event"
BATTERY_LEVELS = AllowedValues("a level of battery", "Levels", LEVELS)
_PATHS = (
    "a column of records or a field; actor., counterparty., battery. or vehicle. "
    "and a column of its register; outlet.operator_id"
)
_ANYONE = Text("任何主体", "Anyone")
_ANY_EVENT = Text("任何事件", "Any event")


class Lexicon:
    """What a rule file may say under one vocabulary; `label` names its file."""

    def __init__(self, vocabulary: Vocabulary, label: str) -> None:
        self.vocabulary = vocabulary
        self.label = label
        self.columns: dict[str, ColumnType] = {
            **RECORD_COLUMNS,
            **vocabulary.types,
        }
        self.types: dict[str, ColumnType] = {
            **self.columns,
            **{
                f"{first}.{column}": type_
                for first, register in REGISTER_OF.items()
                for column, type_ in REGISTERS[register].items()
            },
            OUTLET_OPERATOR: "text",
        }
        roles, events = vocabulary.roles, vocabulary.events
        self.roles = AllowedValues("a role", "Roles", roles, label)
        self.who = AllowedValues("a role", "Roles", roles | {ANYONE: _ANYONE}, label)
        self.events = AllowedValues("an event", "Events", events, label)
        self.when = AllowedValues(
            "an event", "Events", events | {ANY_EVENT: _ANY_EVENT}, label
        )
        self.formats = AllowedValues("a format", "Formats", vocabulary.formats, label)
        self.credentials = AllowedValues(
            "a credential", "Credentials", vocabulary.credentials, label
        )

    # Columns and paths

    @cached_property
    def record_columns(self) -> AllowedValues:
        return AllowedValues("a column of records", "Columns", self.columns)

    @cached_property
    def same_columns(self) -> AllowedValues:
        return AllowedValues(
            "a column of records", "Columns", (*SHORT_NAMES, *self.columns)
        )

    @cached_property
    def number_fields(self) -> AllowedValues:
        return AllowedValues(
            "a number field", "Number fields", self._fields("number"), self.label
        )

    @cached_property
    def parties(self) -> AllowedValues:
        paths = ("actor", "counterparty", *PARTY_PATHS, *self._fields("text"))
        return AllowedValues("a path to a party", "Paths", paths)

    @cached_property
    def paths(self) -> AllowedValues:
        return AllowedValues("a path", "Paths", self.types, in_short=_PATHS)

    @cached_property
    def tested(self) -> AllowedValues:
        """What may stand as a key of conditions."""
        more = (*HOLDINGS, RUNS_OUTLET, "any_of", "none_of")
        in_short = f"{_PATHS}; beside them {', '.join(more)}"
        return AllowedValues("a path", "Paths", (*self.types, *more), in_short=in_short)

    def _fields(self, type_: str) -> list[str]:
        types = self.vocabulary.types
        return [name for name, its_type in types.items() if its_type == type_]

    def words_of(self, path: str) -> AllowedValues:
        """The words a code or roles path may hold."""
        if path == "event":
            return self.events
        if path in self.vocabulary.types:
            codes = self.vocabulary.codes.get(path, {})
            return AllowedValues(f"a code of {path}", "Codes", codes, self.label)
        return BATTERY_LEVELS if path.endswith(".level") else self.roles


def fixed(kind: str, one: str, all_: str) -> AllowedValues:
    """Fixed words of the language itself."""
    return AllowedValues(one, all_, CHOICES[kind])
