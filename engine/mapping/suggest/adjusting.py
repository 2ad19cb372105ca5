"""Makes the sources that are proposed for a whole upload go together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from engine.errors import message
from engine.mapping.model import Constant, FromColumn
from engine.mapping.suggest.cells import constant
from engine.mapping.suggest.proposal import ProposedColumn, ProposedRow, ProposedSource
from engine.mapping.suggest.synonyms import Synonyms
from engine.rulebook.columns import EMPTY_SAYS_SOMETHING

_NO_REPORT = "mapping.why.no-report"


def adjusted(
    sources: Sequence[ProposedSource], synonyms: Synonyms
) -> list[ProposedSource]:
    """Return sources as one mapping can have them.

    The company itself is there once, no party is listed that would count as holding no
    credential, and a column that every source of a table has to have is in all of them.
    """
    found = _with_all(_without_risk(_company_once(sources)))
    return [_with_notes(source, synonyms) for source in found]


def _company_once(sources: Sequence[ProposedSource]) -> list[ProposedSource]:
    """Keep one source, of one sheet, of the company itself: one that names it, if any.

    The others leave it to a person to do so.
    """
    kept: list[ProposedSource] = []
    own = [source for source in sources if _own_key(source)]
    chosen = next((s for s in own if not _is_open(s)), next(iter(own), None))
    for source in sources:
        if _own_key(source) is None:
            kept.append(source)
        elif source is chosen:
            place = replace(source.place, sheets=source.place.sheets[:1])
            kept.append(replace(source, place=place))
    return kept


def _own_key(source: ProposedSource) -> ProposedColumn | None:
    """Return the id of the company itself, where a source registers it in so many words."""
    key = source.rows[0].column("entity_id")
    return key if key and isinstance(key.cell, Constant) else None


def _is_open(source: ProposedSource) -> bool:
    key = _own_key(source)
    return key is not None and key.is_open


def _with_notes(source: ProposedSource, synonyms: Synonyms) -> ProposedSource:
    """Return a source with what is easily taken for one another among its events."""
    named = {event for row in source.rows for event in _events(row)}
    notes = tuple(
        message("mapping.text.apart", note=apart.note)
        for apart in synonyms.apart
        if named & set(apart.events)
    )
    return replace(source, notes=(*source.notes, *notes))


def _events(row: ProposedRow) -> Iterator[str]:
    """Yield the events that a row may be."""
    event = row.column("event")
    if event and isinstance(event.cell, Constant):
        yield event.cell.text
    elif event and isinstance(event.cell, FromColumn):
        yield from (event.cell.translation.values or {}).values()


def _without_risk(sources: Sequence[ProposedSource]) -> list[ProposedSource]:
    """Leave out parties from the lines where there is a register of credentials.

    A party that is registered, and has no row there, counts as holding nothing.
    """
    is_risky = any(source.table == "credentials" for source in sources)
    note = (message("mapping.text.registered"),)
    return [
        replace(source, notes=note) if _is_of_others(source) else source
        for source in sources
        if not (is_risky and _is_of_others(source))
    ]


def _is_of_others(source: ProposedSource) -> bool:
    """Say whether a source lists the parties of lines, and not the company itself."""
    has_roles = any(row.column("roles") for row in source.rows)
    return source.table == "entities" and source.distinct and not has_roles


def _with_all(sources: Sequence[ProposedSource]) -> list[ProposedSource]:
    """Add the columns that every source of a table has to have, once one has them."""
    having = {
        (source.table, column)
        for source in sources
        for column in EMPTY_SAYS_SOMETHING
        if any(row.column(column) for row in source.rows)
    }
    return [
        replace(
            source, rows=tuple(_with(row, source.table, having) for row in source.rows)
        )
        for source in sources
    ]


def _with(
    row: ProposedRow, table: str, having: Iterable[tuple[str, str]]
) -> ProposedRow:
    added = tuple(
        constant(column, "", "guess", message(_NO_REPORT, column=column))
        for of, column in sorted(having)
        if of == table and row.column(column) is None
    )
    return replace(row, columns=(*row.columns, *added))
