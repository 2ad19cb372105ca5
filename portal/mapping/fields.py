"""The names of the fields in the form of a mapping, for its page and its reader.

A source of a table has a number, and so has each row that it becomes; `a` is all rows.
Heads that are read in one place stand together, whatever is made of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.dataset.names import tidy
from engine.dataset.schema import Column
from engine.mapping.matching import heads_of
from engine.mapping.model import (
    Cell,
    Constant,
    DatasetMapping,
    FromColumn,
    NameOf,
    Selection,
    TableSource,
)
from engine.rulebook import Text, Vocabulary
from engine.wording.terms import LEVELS, NO, YES
from portal.mapping.seen import Place, Seen, alike

ALL = "a"
LEFT_OUT = "!out"
MOST_HEADS = 150
# What a person says once for all rows: who they are.
OWN = {("records", "actor_id"), ("entities", "entity_id")}
OWN_ROLES = ("entities", "roles")
NOT_OURS = Text("与本表无关的行", "rows that are not of this table")


@dataclass(frozen=True)
class Held:
    """A cell of a source of a table; `row` is the number of its row, or ALL."""

    source: int
    row: str
    column: str
    cell: Cell

    @property
    def name(self) -> str:
        """The end of the names of its fields."""
        return f"{self.source}.{self.row}.{self.column}"

    @property
    def use(self) -> str:
        """How a head says that it is read here."""
        return f"{self.source}.{self.row}:{self.column}"


@dataclass(frozen=True)
class Group:
    """The sources of tables that read the same rows of the same parts."""

    number: int
    selection: Selection
    sources: tuple[int, ...]
    place: Place
    heads: tuple[str, ...]


def held(number: int, source: TableSource) -> list[Held]:
    """List the cells of a source: those of all its rows first."""
    first, *rest = source.rows
    shared = {
        column
        for column, cell in first.columns.items()
        if all(row.columns.get(column) == cell for row in rest)
    }
    found = [
        Held(number, ALL, c, first.columns[c]) for c in first.columns if c in shared
    ]
    for at, row in enumerate(source.rows):
        found += [
            Held(number, str(at), column, cell)
            for column, cell in row.columns.items()
            if column not in shared
        ]
    return found


def groups_of(draft: DatasetMapping, seen: Seen) -> list[Group]:
    """Group the sources of a draft by what they read, in order.

    The heads of a group are those of its parts, and those that it names and they lack.
    """
    by_place: dict[Selection, list[int]] = {}
    for number, source in enumerate(draft.tables):
        by_place.setdefault(alike(source.selection), []).append(number)
    groups = []
    for number, (selection, sources) in enumerate(by_place.items()):
        place = seen.place(selection)
        named = [
            tidy(head) for n in sources for head, _ in heads_of(draft.tables[n]) if head
        ]
        # Of a very wide table only the heads in use can be chosen for on the page.
        seen_heads = place.heads
        if len(seen_heads) > MOST_HEADS:
            seen_heads = tuple(h for h in seen_heads if h in named)
        heads = tuple(dict.fromkeys((*seen_heads, *named)))
        groups.append(Group(number, selection, tuple(sources), place, heads))
    return groups


def codes_of(column: Column, vocabulary: Vocabulary) -> Mapping[str, Text]:
    """Return the codes that a column has, with their names; none where it has none."""
    match column.type:
        case "event":
            return vocabulary.events
        case "roles":
            return vocabulary.roles
        case "flag":
            return {"true": YES, "false": NO}
    if column.name == "kind":
        return vocabulary.credentials
    if column.name == "level":
        return LEVELS
    return vocabulary.codes.get(column.name, {}) if column.type == "code" else {}


def chosen_code(cell: FromColumn | NameOf, column: Column, word: str) -> str:
    """Return the code that a word stands for; empty where it stands for none."""
    values = cell.translation.values
    if values is not None:
        return values.get(word, cell.translation.default or "")
    codes = dict(column.called) | {code: code for code in column.codes}
    return codes.get(word, "")


def constants(draft: DatasetMapping) -> Iterator[tuple[str, str, str]]:
    """Yield the table, the column and the text of each constant of a draft."""
    for source in draft.tables:
        for row in source.rows:
            for column, cell in row.columns.items():
                if isinstance(cell, Constant):
                    yield source.table, column, cell.text
