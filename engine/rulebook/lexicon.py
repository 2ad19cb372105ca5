"""The paths of one vocabulary with their types, and the words allowed in each place."""

from __future__ import annotations

from functools import cached_property

from engine.errors import Text
from engine.rulebook.allowed_values import AllowedValues
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

HOLDINGS = ("actor.holds", "actor.holds_any", "counterparty.holds",
            "counterparty.holds_any")  # fmt: skip
RUNS_OUTLET = "counterparty.runs_outlet_for"
ANYONE = "anyone"
ANY_EVENT = "any_event"
BATTERY_LEVELS = AllowedValues(
    Text("电池层级", "a level of battery"), Text("层级", "Levels"), LEVELS
)
_PATHS = Text(
    "记录的列或字段；actor.、counterparty.、battery. 或 vehicle. 加其登记表的列；"
    "outlet.operator_id",
    "a column of records or a field; actor., counterparty., battery. or vehicle. "
    "and a column of its register; outlet.operator_id",
)
_A_ROLE, _ROLES = Text("角色", "a role"), Text("角色", "Roles")
_AN_EVENT, _EVENTS = Text("事件", "an event"), Text("事件", "Events")
_A_COLUMN, _COLUMNS = Text("记录的列", "a column of records"), Text("列", "Columns")
_A_PATH, _ALL_PATHS = Text("路径", "a path"), Text("路径", "Paths")
_ANYONE = Text("任何主体", "Anyone")
_ANY_EVENT = Text("任何事件", "Any event")


class Lexicon:
    """The words a rule file may use under one vocabulary.

    `label` names the vocabulary's file. `columns` maps record columns and fields to
    their types; `types` maps every path, those into registers included.
    """

    def __init__(self, vocabulary: Vocabulary, label: str) -> None:
        """Collect the words of a vocabulary."""
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
        self.roles = AllowedValues(_A_ROLE, _ROLES, roles, label)
        self.who = AllowedValues(_A_ROLE, _ROLES, roles | {ANYONE: _ANYONE}, label)
        self.events = AllowedValues(_AN_EVENT, _EVENTS, events, label)
        self.when = AllowedValues(
            _AN_EVENT, _EVENTS, events | {ANY_EVENT: _ANY_EVENT}, label
        )
        self.formats = AllowedValues(
            Text("格式", "a format"),
            Text("格式", "Formats"),
            vocabulary.formats,
            label,
        )
        self.credentials = AllowedValues(
            Text("凭证", "a credential"),
            Text("凭证", "Credentials"),
            vocabulary.credentials,
            label,
        )

    # Columns and paths

    @cached_property
    def record_columns(self) -> AllowedValues:
        """The columns of records and the fields."""
        return AllowedValues(_A_COLUMN, _COLUMNS, self.columns)

    @cached_property
    def same_columns(self) -> AllowedValues:
        """The columns in which two records can agree, with their short names."""
        return AllowedValues(_A_COLUMN, _COLUMNS, (*SHORT_NAMES, *self.columns))

    @cached_property
    def number_fields(self) -> AllowedValues:
        """The fields of type number, which can be summed."""
        return AllowedValues(
            Text("数字字段", "a number field"),
            Text("数字字段", "Number fields"),
            self._fields("number"),
            self.label,
        )

    @cached_property
    def parties(self) -> AllowedValues:
        """The paths that can lead to a party."""
        paths = ("actor", "counterparty", *PARTY_PATHS, *self._fields("text"))
        return AllowedValues(
            Text("指向主体的路径", "a path to a party"), _ALL_PATHS, paths
        )

    @cached_property
    def paths(self) -> AllowedValues:
        """Every path that has a type."""
        return AllowedValues(_A_PATH, _ALL_PATHS, self.types, in_short=_PATHS)

    @cached_property
    def tested(self) -> AllowedValues:
        """The keys that conditions can have."""
        more = (*HOLDINGS, RUNS_OUTLET, "any_of", "none_of")
        in_short = Text(
            f"{_PATHS.zh}；以及 {'、'.join(more)}",
            f"{_PATHS.en}; beside them {', '.join(more)}",
        )
        words = (*self.types, *more)
        return AllowedValues(_A_PATH, _ALL_PATHS, words, in_short=in_short)

    def _fields(self, type_: str) -> list[str]:
        types = self.vocabulary.types
        return [name for name, its_type in types.items() if its_type == type_]

    def words_of(self, path: str) -> AllowedValues:
        """Return the words that a path of type code or roles can hold."""
        if path == "event":
            return self.events
        if path in self.vocabulary.types:
            codes = self.vocabulary.codes.get(path, {})
            one = Text(f"{path} 的代码", f"a code of {path}")
            return AllowedValues(one, Text("代码", "Codes"), codes, self.label)
        return BATTERY_LEVELS if path.endswith(".level") else self.roles


def fixed(kind: str, one: Text, all_: Text) -> AllowedValues:
    """Return the fixed words of one kind of the rule language."""
    return AllowedValues(one, all_, CHOICES[kind])
