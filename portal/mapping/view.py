"""What the page of a mapping shows, as values: each part of an upload and its uses."""

from __future__ import annotations

from dataclasses import dataclass

from engine.errors import Fault
from portal.mapping.trial import Trial


@dataclass(frozen=True)
class Option:
    """A choice of a select: what is posted, what is read, and the code in small."""

    value: str
    label: str
    code: str = ""


@dataclass(frozen=True)
class Choices:
    """The choices of a select below one another's heading."""

    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Why:
    """How sure a choice is (sure, likely, guess; empty: a person's own), and why."""

    sure: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Use:
    """A column of ours that is read from a head."""

    value: str
    why: Why
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class HeadRow:
    """A head of the upload: the name of its fields, its samples and its uses."""

    name: str
    head: str
    samples: tuple[str, ...]
    uses: tuple[Use, ...]
    is_there: bool
    is_new: bool


@dataclass(frozen=True)
class Word:
    """A word below a head: how often it is seen, and the code chosen for it."""

    name: str
    word: str
    rows: int
    chosen: str


@dataclass(frozen=True)
class WordList:
    """The words below a head that is read as a column of codes."""

    head: str
    column: str
    words: tuple[Word, ...]
    options: tuple[Option, ...]
    may_leave_out: bool

    @property
    def open(self) -> int:
        """How many words stand for nothing: rows with them will be rejected."""
        return sum(1 for word in self.words if not word.chosen)


@dataclass(frozen=True)
class Fixed:
    """What stands in a column of ours that is read from no head.

    `kind` is how it is chosen: from `options` (code), as a text, from heads (made), by
    the name of each sheet or file (named), or not at all (empty: it says something).
    """

    name: str
    column: str
    label: str
    kind: str
    value: str
    why: Why
    is_open: bool = False
    options: tuple[Option, ...] = ()
    heads: tuple[str, ...] = ()
    words: tuple[Word, ...] = ()
    prefix: str = ""


@dataclass(frozen=True)
class Row:
    """A row of ours that each row of the upload becomes, or those of some case."""

    case: str
    fixed: tuple[Fixed, ...]


@dataclass(frozen=True)
class Left:
    """Rows that are left out: the field that keeps it so, and why."""

    name: str
    head: str
    values: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class SourceView:
    """A source of one of our tables.

    `columns` and `first` are the heads and texts of what its first rows become.
    """

    number: int
    table: str
    rows: tuple[Row, ...]
    left: tuple[Left, ...]
    words: tuple[WordList, ...]
    trial: Trial
    columns: tuple[str, ...]
    first: tuple[tuple[str, ...], ...]
    faults: tuple[Fault, ...]
    is_own: bool
    distinct: bool


@dataclass(frozen=True)
class Card:
    """What is read in one place: a sheet, several sheets that are alike, or a file."""

    number: int
    places: tuple[str, ...]
    header: str
    skip: int
    has_heads: bool
    heads: tuple[HeadRow, ...]
    used: int
    choices: tuple[Choices, ...]
    sources: tuple[SourceView, ...]
    all_heads: tuple[str, ...]


@dataclass(frozen=True)
class Unread:
    """A part that is not read; `number` names its fields, empty where it cannot be read."""

    number: str
    place: str
    has_heads: bool


@dataclass(frozen=True)
class MappingPage:
    """The whole page, but for what the template asks of the draft itself."""

    cards: tuple[Card, ...]
    faults: tuple[Fault, ...]
    doubts: tuple[Fault, ...]
    you: str
    asks_you: bool
    roles: tuple[str, ...]
    asks_roles: bool
    own_ids: tuple[tuple[str, str], ...]
    not_read: tuple[Unread, ...]
    todo: tuple[tuple[str, str], ...]
