"""Proposes how the tables of a source become ours, from the first rows of each.

Nothing is decided here: a person reads the proposal, corrects it and applies it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from engine.dataset.schema import records_schema, register_schemas
from engine.errors import DatasetError, message
from engine.mapping.suggest import registers
from engine.mapping.suggest.adjusting import adjusted
from engine.mapping.suggest.cells import to_fill_in
from engine.mapping.suggest.codes import CodeWords
from engine.mapping.suggest.events import EventReader
from engine.mapping.suggest.grouping import grouped
from engine.mapping.suggest.heads import HeadReader
from engine.mapping.suggest.layout import Layout, LayoutFinder
from engine.mapping.suggest.lines import Line
from engine.mapping.suggest.making import records_of
from engine.mapping.suggest.parties import Parties
from engine.mapping.suggest.parts import PartReader
from engine.mapping.suggest.proposal import (
    Place,
    Proposal,
    ProposedLeaveOut,
    ProposedRow,
    ProposedSource,
)
from engine.mapping.suggest.records import RecordWriter
from engine.mapping.suggest.samples import Sample
from engine.mapping.suggest.sheet import Sheet
from engine.mapping.suggest.synonyms import Synonyms
from engine.rulebook.model import Vocabulary

_APART = {
    "totals": "mapping.leave-out.totals",
    "signature": "mapping.leave-out.signature",
    "heads": "mapping.leave-out.heads",
}


def propose(
    samples: Sequence[Sample], vocabulary: Vocabulary, synonyms: Synonyms
) -> Proposal:
    """Propose a mapping for the sheets and files of a source.

    Each sample has the first rows of one. What cannot be read as one of our tables is
    named in the proposal and left out of it.
    """
    return _Proposing(vocabulary, synonyms).proposal(samples)


class _Proposing:
    """The readers of one vocabulary, made once for all samples."""

    def __init__(self, vocabulary: Vocabulary, synonyms: Synonyms) -> None:
        codes = CodeWords(vocabulary, synonyms)
        records = records_schema(vocabulary)
        schemas = register_schemas(vocabulary)
        reader = HeadReader(vocabulary, synonyms)
        self.vocabulary = vocabulary
        self.synonyms = synonyms
        self.layouts = LayoutFinder(reader, synonyms)
        self.of_records = PartReader(records, codes)
        self.events = EventReader(vocabulary, synonyms)
        self.writer = RecordWriter(records, synonyms, codes)
        self.registers = registers.RegisterReader(
            schemas, {table: PartReader(s, codes) for table, s in schemas.items()}
        )
        self.tables = ("records", *schemas)
        self.ids: set[str] = set()

    def proposal(self, samples: Sequence[Sample]) -> Proposal:
        """Return what is proposed for all samples."""
        sources: list[ProposedSource] = []
        not_read: list[str] = []
        for sample in samples:
            found = self._of_sample(sample, is_alone=len(samples) == 1)
            sources.extend(found)
            if not found:
                not_read.append(_label(sample))
        files = tuple(dict.fromkeys(sample.file for sample in samples))
        sources = adjusted(grouped(sources, files), self.synonyms)
        sources.sort(key=lambda source: self.tables.index(source.table))
        return Proposal(
            vocabulary=self.vocabulary.name,
            title=PurePosixPath(files[0]).stem if files else "",
            sources=tuple(sources),
            files=files,
            sheets=_sheets_of(samples),
            not_read=tuple(not_read),
        )

    def _of_sample(self, sample: Sample, *, is_alone: bool) -> list[ProposedSource]:
        """Return the sources that a sample is; none where it is no table of ours."""
        try:
            layout = self.layouts.layout(sample)
        except DatasetError:  # too many columns, or a head that cannot be one
            return []
        return list(self._sources(layout, is_alone)) if layout else []

    def _sources(self, layout: Layout, is_alone: bool) -> Iterator[ProposedSource]:
        """Yield the sources that a sheet is for our tables.

        `is_alone`: there is no other, of which the records could be.
        """
        sheet = self._sheet(layout)
        register = self.registers.table_of(layout)
        if register and not _tells(sheet.lines):
            table, columns = register
            found: list[tuple[str, tuple[ProposedRow, ...], bool]] = []
            found.append((table, (ProposedRow(columns),), False))
            made = records_of(columns, sheet.parts) if is_alone else None
            if made:
                found.append(("records", (made,), False))
                found.append(("entities", (self._company(),), True))
            yield from _finished(layout, found)
            return
        if not _may_be_records(sheet):
            return
        rows = self.writer.rows(sheet, self.ids)
        found = [("records", rows, False)]
        for table, columns in self.registers.beside(sheet):
            found.append((table, (ProposedRow(columns),), True))
        for columns in registers.parties(sheet, rows, self.vocabulary):
            found.append(("entities", (ProposedRow(columns),), True))
        yield from _finished(layout, found)

    def _company(self) -> ProposedRow:
        """Return the company that keeps a list, which a person has to name."""
        key = to_fill_in("entity_id", message("mapping.why.no-actor"))
        return ProposedRow((key, registers.roles_to_fill_in(self.vocabulary)))

    def _sheet(self, layout: Layout) -> Sheet:
        parts = tuple(self.of_records.parts(layout))
        lines = self.events.lines(layout, parts)
        return Sheet(layout, parts, lines, Parties.of(parts, lines, self.synonyms))


def _may_be_records(sheet: Sheet) -> bool:
    """Say whether lines have a day, and an event or at least a thing that it is about."""
    things = [p for p in sheet.parts if p.meaning.column == "vin"]
    return any(
        line.day and (line.events or line.battery or things) for line in sheet.lines
    )


def _tells(lines: Sequence[Line]) -> bool:
    """Say whether the lines of a sheet surely tell of events: by a day, or by kinds."""
    return len(lines) > 1 or any(
        line.when or (line.day and line.day.meaning.event) or line.event.heads
        for line in lines
    )


def _finished(
    layout: Layout, found: Sequence[tuple[str, tuple[ProposedRow, ...], bool]]
) -> Iterator[ProposedSource]:
    """Yield sources with where they stand; the first names what none of them uses."""
    sample = layout.sample
    sheets = () if sample.sheet is None else (sample.sheet,)
    place = Place(sample.file, sheets, layout.header or (1,), layout.skip)
    sources = [
        ProposedSource(table, place, rows, (), distinct)
        for table, rows, distinct in found
    ]
    sources = [replace(s, leave_out=_leave_out(layout, s)) for s in sources]
    used = frozenset().union(*(source.heads for source in sources))
    unused = tuple(head.text for head in layout.heads if head.text not in used)
    yield replace(sources[0], not_used=unused)
    yield from sources[1:]


def _leave_out(layout: Layout, source: ProposedSource) -> tuple[ProposedLeaveOut, ...]:
    """Return the rows that are no lines, by what stands in them.

    A register that is made of lines passes over rows in which all its cells are empty.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for apart in layout.apart:
        if not source.distinct or apart.filled & source.heads:
            found.setdefault((apart.head, apart.kind), []).append(apart.text)
    return tuple(
        ProposedLeaveOut(head, tuple(texts), message(_APART[kind]))
        for (head, kind), texts in found.items()
    )


def _label(sample: Sample) -> str:
    return f"{sample.file} {sample.sheet}" if sample.sheet else sample.file


def _sheets_of(samples: Sequence[Sample]) -> dict[str, int]:
    """Return how many sheets each file has; those without sheets have none."""
    counts: dict[str, int] = {}
    for sample in samples:
        counts[sample.file] = counts.get(sample.file, 0) + (sample.sheet is not None)
    return counts
