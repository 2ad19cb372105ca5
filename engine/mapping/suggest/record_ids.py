"""Proposes the id of each record, so that another export gives the same ids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from engine.errors import message
from engine.mapping.model import MadeOf
from engine.mapping.suggest.cells import from_part
from engine.mapping.suggest.lines import Line
from engine.mapping.suggest.part import Part, best
from engine.mapping.suggest.proposal import ProposedColumn
from engine.mapping.suggest.sheet import Sheet

# An id is made of no more columns than these beside a thing and a day.
_MOST_ADDED = 2


@dataclass(frozen=True)
class Numbers:
    """The id of the records of a line, and the part that has the number of its paper."""

    record_id: ProposedColumn
    document: Part | None


def numbers(sheet: Sheet, line: Line, taken: set[str]) -> Numbers:
    """Return the id of the records of a line and the paper that shows them.

    `taken` are the numbers that are ids already; those of the line are added.
    """
    rows = sheet.rows_of(line)
    own = [p for p in sheet.of_role("document") if p.meaning.event in line.events]
    shared = _shared(sheet)
    several = len(sheet.lines) > 1
    document = next(iter(own or shared), None)
    candidates = [*own, *shared] if several else shared
    if not several:
        candidates = candidates or list(_plain_numbers(sheet))
    for part in candidates:
        if not _is_key([part], rows):
            continue
        if several and part not in own and len(line.events) == 1:
            return Numbers(_made_of([part], line), document)
        found = set(part.values.filled)
        if not found & taken:
            taken |= found
            return Numbers(from_part(part, "record_id", "likely"), document)
    return Numbers(_made(sheet, line, rows, candidates), document)


def _shared(sheet: Sheet) -> list[Part]:
    """Return the papers of a sheet that are of no event, or of one in a single line."""
    papers = sheet.of_role("document")
    if len(sheet.lines) == 1:
        return list(papers)
    events = {event for line in sheet.lines for event in line.events}
    return [part for part in papers if part.meaning.event not in events]


def _plain_numbers(sheet: Sheet) -> Iterator[Part]:
    """Yield the columns of numbers that count no rows: those change with the rows."""
    for part in sheet.of_role("number"):
        counted = tuple(str(n) for n in range(1, len(part.values.filled) + 1))
        if part.sure != "guess" and part.values.filled != counted:
            yield part


def _is_key(parts: Sequence[Part], rows: Sequence[int]) -> bool:
    """Say whether every row has something else there, and each of the cells is filled."""
    found = [tuple(part.values.cells[row] for part in parts) for row in rows]
    return all(all(key) for key in found) and len(set(found)) == len(found)


def _made(
    sheet: Sheet, line: Line, rows: Sequence[int], papers: Sequence[Part]
) -> ProposedColumn:
    """Return an id made of the thing, the day and, where these do not do, more."""
    vin = best(p for p in sheet.of_role("column") if p.meaning.column == "vin")
    things = [[part] for part in (line.battery, vin) if part] or [[]]
    days = [line.day] if line.day else []
    coded = [part for part in sheet.parts if part.words]
    for count in range(_MOST_ADDED + 1):
        for added in combinations([*papers, *coded], count):
            for thing in things:
                parts = [*thing, *days, *added]
                if len(parts) > 1 and _is_key(parts, rows):
                    return _made_of(parts, line)
    parts = [*things[0], *days] or list(sheet.parts[:2])
    return _made_of(parts, line, is_key=False)


def _made_of(
    parts: Sequence[Part], line: Line, *, is_key: bool = True
) -> ProposedColumn:
    heads = tuple(part.name for part in parts)
    prefix = line.events[0].rpartition(".")[2] if len(line.events) == 1 else ""
    code = "mapping.why.made-of" if is_key else "mapping.why.no-key"
    return ProposedColumn(
        "record_id",
        MadeOf(heads, 0, prefix),
        "likely" if is_key else "guess",
        (message(code, heads=heads),),
    )
