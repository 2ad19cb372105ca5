"""Writes a proposal as a mapping file, with what is sure and why beside each line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from engine.errors import Language, Message, Text, message
from engine.mapping import yaml_text
from engine.mapping.model import (
    Cell,
    Constant,
    FromColumn,
)
from engine.mapping.suggest.costs import Costs
from engine.mapping.suggest.meanings import Sure
from engine.mapping.suggest.proposal import (
    Proposal,
    ProposedColumn,
    ProposedRow,
    ProposedSource,
)
from engine.mapping.writing import (
    cell_text,
    leave_out_text,
    selection_lines,
    when_text,
)
from engine.rulebook.columns import EMPTY_SAYS_SOMETHING, REGISTERS

_SURE: dict[Sure, str] = {
    "sure": "mapping.text.sure",
    "likely": "mapping.text.likely",
    "guess": "mapping.text.guess",
}
_FILL_IN = "mapping.text.fill-in"
_BETWEEN = Text("；", "; ")
# Where comments stand behind lines, and how wide a line with its comment may be.
_COMMENT_AT = 44
_WIDEST = 110
_WIDEST_ALONE = 90
# A line does not begin with one of these.
_CLOSING = "，。；：、）”"


def mapping_text(
    proposal: Proposal, language: Language, costs: Costs | None = None
) -> str:
    """Return the text of a mapping that `read_mapping` reads.

    Comments say how sure each column is and why, which heads are not used, and which
    columns were not found; with `costs`, also how many rules need them. Where a person
    has to fill in something, an empty text stands, which a mapping refuses.
    """
    return "\n".join(_Writer(proposal, language, costs or Costs()).lines()) + "\n"


class _Writer:
    def __init__(self, proposal: Proposal, language: Language, costs: Costs) -> None:
        self.proposal = proposal
        self.language = language
        self.costs = costs

    def lines(self) -> Iterator[str]:
        """Yield the lines of the file."""
        yield from self._remark("", "mapping.text.head")
        yield "mapping: 1"
        yield f"vocabulary: {yaml_text.scalar(self.proposal.vocabulary)}"
        yield "dataset:"
        yield f"  title: {yaml_text.scalar(self.proposal.title)}"
        yield from self._remark("  ", "mapping.text.complete")
        yield "  # complete: {from: 2026-04-01, until: 2026-09-30}"
        yield "tables:"
        for table, sources in groupby(self.proposal.sources, lambda s: s.table):
            yield f"  {table}:"
            for source in sources:
                yield from self._source(source)
        yield from self._at_the_end()

    def _source(self, source: ProposedSource) -> Iterator[str]:
        first = "    - "
        for line in (*self._place(source), *self._rows(source)):
            yield first + line
            first = "      "
        yield from self._below(source)

    def _place(self, source: ProposedSource) -> Iterator[str]:
        yield from selection_lines(self.proposal.selection_of(source))
        if source.leave_out:
            yield "leave_out:"
            yield from (f"  - {leave_out_text(out.rule)}" for out in source.leave_out)
        if source.distinct:
            yield "distinct: true"

    def _rows(self, source: ProposedSource) -> Iterator[str]:
        if len(source.rows) == 1 and source.rows[0].when is None:
            yield "columns:"
            yield from self._columns("  ", source.rows[0].columns, source)
            return
        shared = _shared(source.rows)
        if shared:
            yield "columns:"
            yield from self._columns("  ", shared, source)
        yield "rows:"
        for row in source.rows:
            own = tuple(column for column in row.columns if column not in shared)
            first = "  - "
            if row.when:
                yield f"{first}when: {when_text(row.when.test)}"
                first = "    "
            yield f"{first}columns:"
            yield from self._columns("      ", own, replace(source, rows=(row,)))

    def _columns(
        self, indent: str, columns: Sequence[ProposedColumn], source: ProposedSource
    ) -> Iterator[str]:
        for column in columns:
            if self._is_to_be_decided(column, source):
                column = replace(column, is_open=True)
            line = f"{indent}{column.column}: {_cell(column)}"
            reason = self._reason(column)
            behind = f"{_padded(line)}  # {reason}"
            if _width(behind) <= _WIDEST:
                yield behind
            else:
                yield from (f"{indent}# {part}" for part in self._wrapped(reason))
                yield line
            if column.unknown:
                yield from self._remark(
                    f"{indent}  ", "mapping.text.unknown", words=column.unknown
                )

    def _is_to_be_decided(self, column: ProposedColumn, source: ProposedSource) -> bool:
        """Say whether an empty text would decide duties: a person has to say so."""
        if column.cell != Constant("") or column.column not in EMPTY_SAYS_SOMETHING:
            return False
        name = f"{source.table}.{column.column}"
        if source.table == "records":
            return self.costs.is_demanded(name, _events(source))
        return bool(self.costs.rules(name))

    def _reason(self, column: ProposedColumn) -> str:
        sure = message(_FILL_IN if column.is_open else _SURE[column.sure])
        between = _BETWEEN.in_language(self.language)
        why = between.join(map(self._say, column.why))
        reason = message("mapping.text.because", sure=sure, why=why)
        return " ".join(self._say(reason).split())

    def _wrapped(self, text: str) -> list[str]:
        """Break a comment into lines, between words or anywhere in Chinese."""
        lines = [""]
        for word in re.findall(
            r"[^\x00-\x7f]|[\x00-\x7f]+?(?:\s|$|(?=[^\x00-\x7f]))", text
        ):
            if _width(lines[-1] + word) > _WIDEST_ALONE and word not in _CLOSING:
                lines.append("")
            lines[-1] += word
        return [line.strip() for line in lines]

    def _below(self, source: ProposedSource) -> Iterator[str]:
        """Yield what is not used of a sheet, and what of ours was not found in it."""
        for note in source.notes:
            yield from self._comment("      ", self._say(note))
        if source.not_used:
            yield from self._remark(
                "      ", "mapping.text.not-used", heads=source.not_used
            )
        if source.table != "records":
            return
        events = _events(source)
        for row_count, column in self._lost(source, events):
            rules = self.costs.rules(f"records.{column}", events or None)
            yield from self._remark(
                "      ", "mapping.text.lost", column=column, count=row_count,
                rule=rules[0],
            )  # fmt: skip

    def _lost(self, source: ProposedSource, events: set[str]) -> list[tuple[int, str]]:
        """Return the columns that no row of a source has, the most needed first."""
        found = []
        for name in self.costs.record_columns:
            if any(row.column(name) for row in source.rows):
                continue
            if rules := self.costs.rules(f"records.{name}", events or None):
                found.append((len(rules), name))
        return sorted(found, key=lambda pair: (-pair[0], pair[1]))

    def _at_the_end(self) -> Iterator[str]:
        events = {e for s in self.proposal.of("records") for e in _events(s)}
        tables = {source.table for source in self.proposal.sources}
        for table in ("records", *REGISTERS):
            rules = self.costs.of_table(table, events or None)
            if table not in tables and rules:
                yield from self._remark(
                    "", "mapping.text.no-table", table=table, count=len(rules),
                    rule=rules[0],
                )  # fmt: skip
        if self.proposal.not_read:
            yield from self._remark(
                "", "mapping.text.not-read", places=self.proposal.not_read
            )

    def _remark(self, indent: str, code: str, **values: object) -> Iterator[str]:
        yield from self._comment(indent, self._say(message(code, **values)))

    def _comment(self, indent: str, text: str) -> Iterator[str]:
        for line in text.split("\n"):
            yield from (f"{indent}# {part}" for part in self._wrapped(line))

    def _say(self, found: Message) -> str:
        text = found.in_language(self.language)
        return "\n".join(map(_printable, text.split("\n")))


def _cell(column: ProposedColumn) -> str:
    """Write what stands in a column; what a person has to fill in is refused as it is."""
    is_constant = isinstance(column.cell, Constant)
    if is_constant and column.is_open and column.column in EMPTY_SAYS_SOMETHING:
        # Where an empty text is allowed, nothing at all has to stand to be refused.
        return "{constant: }"
    return cell_text(column.cell)


def _printable(line: str) -> str:
    """Return a line of a comment without what would end it, or is none of a text."""
    return "".join(c if c.isprintable() else " " for c in line)


def _padded(line: str) -> str:
    """Return a line as wide as comments need it, Chinese signs counting as two."""
    return line + " " * (_COMMENT_AT - _width(line))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _shared(rows: Sequence[ProposedRow]) -> tuple[ProposedColumn, ...]:
    """Return the columns that are the same in every row."""
    first, *rest = rows
    return tuple(
        column for column in first.columns if all(column in row.columns for row in rest)
    )


def _events(source: ProposedSource) -> set[str]:
    """Return the events that the rows of a source can be."""
    found: set[str] = set()
    for row in source.rows:
        event = row.column("event")
        cell: Cell | None = event.cell if event else None
        if isinstance(cell, Constant) and cell.text:
            found.add(cell.text)
        elif isinstance(cell, FromColumn):
            found |= set((cell.translation.values or {}).values())
    return found
