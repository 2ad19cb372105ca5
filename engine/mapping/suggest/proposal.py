"""What is proposed for a source, each part with how sure it is and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.errors import Message, Text
from engine.mapping.model import (
    Cell,
    FromColumn,
    LeaveOut,
    MadeOf,
    RowTest,
    Selection,
)
from engine.mapping.suggest.meanings import Sure


@dataclass(frozen=True)
class ProposedColumn:
    """What shall stand in a column of ours.

    `unknown` are the words under the head that are not translated, so that their rows
    will be rejected. `is_open`: a person has to fill it in.
    """

    column: str
    cell: Cell
    sure: Sure
    why: tuple[Message, ...]
    unknown: tuple[str, ...] = ()
    is_open: bool = False

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads of the source from which it is made."""
        if isinstance(self.cell, FromColumn):
            return (self.cell.column,)
        return self.cell.columns if isinstance(self.cell, MadeOf) else ()


@dataclass(frozen=True)
class When:
    """The rows of which something is made: where a cell is filled, or has a value."""

    head: str
    values: tuple[str, ...] = ()

    @property
    def test(self) -> RowTest:
        """The same as a mapping says it."""
        return RowTest(self.head, 0, self.values or None)


@dataclass(frozen=True)
class ProposedRow:
    """A row of ours that each row of the source becomes, or each of some of them."""

    columns: tuple[ProposedColumn, ...]
    when: When | None = None

    def column(self, name: str) -> ProposedColumn | None:
        """Return what is proposed for a column of ours."""
        return next((c for c in self.columns if c.column == name), None)


@dataclass(frozen=True)
class ProposedLeaveOut:
    """Rows that are no rows of the table: what stands under a head, and why."""

    head: str
    values: tuple[str, ...]
    reason: Message

    @property
    def rule(self) -> LeaveOut:
        """The same as a mapping says it."""
        reason = Text(self.reason.in_language("zh"), self.reason.in_language("en"))
        return LeaveOut(RowTest(self.head, 0, self.values), reason)


@dataclass(frozen=True)
class Place:
    """Where the rows of a source stand.

    `file` is a name, or a pattern of several; `sheets` is empty where there are none.
    """

    file: str
    sheets: tuple[str, ...]
    header: tuple[int, ...]
    skip: int


@dataclass(frozen=True)
class ProposedSource:
    """A source of one of our tables.

    `notes` are what else a person should know. `not_used` are the heads that no source
    with this place uses; they stand with the last of these.
    """

    table: str
    place: Place
    rows: tuple[ProposedRow, ...]
    leave_out: tuple[ProposedLeaveOut, ...] = ()
    distinct: bool = False
    notes: tuple[Message, ...] = ()
    not_used: tuple[str, ...] = ()

    @property
    def heads(self) -> frozenset[str]:
        """The heads of the source that are used."""
        found = {head for row in self.rows for c in row.columns for head in c.heads}
        return frozenset(found | {row.when.head for row in self.rows if row.when})


@dataclass(frozen=True)
class Proposal:
    """What is proposed for all samples of a source.

    `files` are the files of the source, `sheets` how many sheets each of them has.
    `not_read` are the sheets and files that look like none of our tables.
    """

    vocabulary: str
    title: str
    sources: tuple[ProposedSource, ...]
    files: tuple[str, ...]
    sheets: Mapping[str, int]
    not_read: tuple[str, ...] = ()

    def of(self, table: str) -> Iterator[ProposedSource]:
        """Yield the sources of a table."""
        return (source for source in self.sources if source.table == table)

    def selection_of(self, source: ProposedSource) -> Selection:
        """Return where a source stands, without names that go without saying.

        What the next export of the same tables is called is not known.
        """
        place = source.place
        is_only = self.sheets.get(place.file) == len(place.sheets)
        return Selection(
            line=0,
            file=place.file if len(self.files) > 1 else None,
            sheets=None if is_only or not place.sheets else place.sheets,
            header=place.header,
            skip=place.skip,
        )
