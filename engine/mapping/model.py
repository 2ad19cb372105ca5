"""What a mapping says, as typed values: from whose columns and values ours are made.

`engine/mapping/README.md` documents the file; `keys.py` has its keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from engine.errors import Text
from engine.rulebook.model import Completeness

# What becomes of a filled value that the list of values does not have: its row is
# rejected, the cell is left empty, or the value stays as it stands.
Otherwise = Literal["reject", "empty", "keep"]
# How days or numbers stand in the source, where that is not a writing of a dataset.
Writing = Literal[
    "day-month-year", "month-day-year", "digits", "serial", "1,234.5", "1.234,5"
]  # fmt: skip


@dataclass(frozen=True)
class Translation:
    """What the source's own words stand for; `default` for those that are not listed.

    `values` maps each word, as `names.tidy` writes it, to ours. Without `values` every
    value stays as it stands.
    """

    values: Mapping[str, str] | None = None
    otherwise: Otherwise = "reject"
    default: str | None = None

    def of(self, word: str) -> str | None:
        """Return what a word stands for; None where its row is rejected."""
        if self.values is None:
            return word
        if word in self.values:
            return self.values[word]
        if self.default is not None:
            return self.default
        return {"keep": word, "empty": "", "reject": None}[self.otherwise]


@dataclass(frozen=True)
class FromColumn:
    """The cell of a column of the source, by its head.

    `unit` is the unit of its numbers where it is not ours, `written` how its days or
    numbers are written where a dataset could not have them so.
    """

    column: str
    line: int
    translation: Translation = Translation()
    unit: str | None = None
    written: Writing | None = None


@dataclass(frozen=True)
class Constant:
    """The same text in every row; two are equal on whatever lines they stand."""

    text: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class MadeOf:
    """An id joined from columns by hyphens, behind a prefix; empty where all are."""

    columns: tuple[str, ...]
    line: int
    prefix: str = ""


@dataclass(frozen=True)
class NameOf:
    """The name of the sheet or of the file in which the row stands."""

    what: Literal["sheet", "file"]
    line: int
    translation: Translation = Translation()


Cell: TypeAlias = FromColumn | Constant | MadeOf | NameOf


@dataclass(frozen=True)
class RowTest:
    """Whether a cell of the source is filled, or has one of the values.

    `values` are as `names.tidy` writes them; None: `filled` is asked.
    """

    column: str
    line: int
    values: tuple[str, ...] | None = None
    filled: bool = True


@dataclass(frozen=True)
class LeaveOut:
    """Rows of the source that are no rows of the table, and why."""

    test: RowTest
    reason: Text


@dataclass(frozen=True)
class RowTemplate:
    """One row that a row of the source becomes, where the test holds (None: always)."""

    columns: Mapping[str, Cell]
    when: RowTest | None = None


@dataclass(frozen=True)
class Selection:
    """Which rows of the source are read, and how.

    `file` and `sheets` are names, or patterns with * and ?; None: every one. `header`
    has the numbers of the rows of heads, as a spreadsheet counts them, and `skip` how
    many rows below them are no data. `part` is the relation of the
    events of a log whose objects have a row each.
    """

    line: int
    file: str | None = None
    sheets: tuple[str, ...] | None = None
    header: tuple[int, ...] = (1,)
    skip: int = 0
    encoding: str | None = None
    delimiter: str | None = None
    part: str | None = None


@dataclass(frozen=True)
class TableSource:
    """One source of a table: its rows, and what each becomes.

    `distinct`: equal rows of the source's become one, as in a register. `optional`: the
    source may lack the part or the heads (see `matching`).
    """

    table: str
    selection: Selection
    rows: tuple[RowTemplate, ...]
    leave_out: tuple[LeaveOut, ...] = ()
    distinct: bool = False
    optional: bool = False


@dataclass(frozen=True)
class DatasetMapping:
    """A mapping file: the dataset that it makes, and the sources of its tables.

    `text` is the file as it stands, `label` its name in messages. `source` is None
    where the file does not say it.
    """

    vocabulary: str
    title: str
    source: str | None
    complete: Completeness
    tables: tuple[TableSource, ...]
    label: str
    text: str
