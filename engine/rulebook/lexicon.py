"""A vocabulary as the readers of a rule see it: every path with its type and words."""

from __future__ import annotations

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
from engine.rulebook.model import Text, Vocabulary
from engine.rulebook.page import Words

HOLDINGS = ("actor.holds", "actor.holds_any", "counterparty.holds",
            "counterparty.holds_any")  # fmt: skip
RUNS_OUTLET = "counterparty.runs_outlet_for"
ANYONE = "anyone"
ANY_EVENT = "any_event"
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
        self.roles = Words("a role", "Roles", vocabulary.roles, label)
        self.events = Words("an event", "Events", vocabulary.events, label)
        self.credentials = Words(
            "a credential", "Credentials", vocabulary.credentials, label
        )
        self.formats = Words("a format", "Formats", vocabulary.formats, label)
        self.levels = Words("a level of battery", "Levels", LEVELS)
        self.who = Words(
            "a role", "Roles", {**vocabulary.roles, ANYONE: _ANYONE}, label
        )
        self.when = Words(
            "an event", "Events", {**vocabulary.events, ANY_EVENT: _ANY_EVENT}, label
        )
        self.record_columns = Words("a column of records", "Columns", self.columns)
        self.same_columns = Words(
            "a column of records", "Columns", (*SHORT_NAMES, *self.columns)
        )
        self.number_fields = Words(
            "a number field",
            "Number fields",
            [name for name, type_ in vocabulary.types.items() if type_ == "number"],
            label,
        )
        self.parties = Words(
            "a path to a party",
            "Paths",
            ("actor", "counterparty", *PARTY_PATHS, *self._texts()),
        )
        self.paths = Words("a path", "Paths", self.types, in_short=_PATHS)
        self.tested = Words(
            "a path",
            "Paths",
            (*self.types, *HOLDINGS, RUNS_OUTLET, "any_of", "none_of"),
            in_short=f"{_PATHS}; beside them {', '.join(HOLDINGS)}, {RUNS_OUTLET}, "
            "any_of and none_of",
        )

    def _texts(self) -> list[str]:
        types = self.vocabulary.types
        return [name for name, type_ in types.items() if type_ == "text"]

    def words_of(self, path: str) -> Words:
        """The words a code or roles path may hold."""
        if path == "event":
            return self.events
        if path in self.vocabulary.types:
            codes = self.vocabulary.codes.get(path, {})
            return Words(f"a code of {path}", "Codes", codes, self.label)
        return self.levels if path.endswith(".level") else self.roles


def fixed(kind: str, one: str, all_: str) -> Words:
    """Fixed words of the language itself."""
    return Words(one, all_, CHOICES[kind])
