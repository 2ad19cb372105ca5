"""Proposes registers: sheets that are one, and those that lie in the lines of records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from engine.dataset.schema import TableSchema
from engine.errors import message
from engine.mapping.suggest.cells import from_part, to_fill_in
from engine.mapping.suggest.layout import Layout
from engine.mapping.suggest.lines import by_event
from engine.mapping.suggest.meanings import Sure
from engine.mapping.suggest.part import Part, by_sureness
from engine.mapping.suggest.parts import PartReader
from engine.mapping.suggest.proposal import ProposedColumn, ProposedRow
from engine.mapping.suggest.sheet import Sheet
from engine.rulebook.model import Vocabulary

# A register needs its key and so many columns besides.
_LEAST_COLUMNS = 2
# What a table of parties says besides their names: a sheet with none of it is no such
# table, since any line may name a party and where it is.
_OF_PARTIES = frozenset({"roles", "established_on", "closed_on"})

Columns = tuple[ProposedColumn, ...]


class RegisterReader:
    """Reads registers in sheets, and beside the records of a sheet."""

    def __init__(
        self, schemas: Mapping[str, TableSchema], readers: Mapping[str, PartReader]
    ) -> None:
        self._schemas = schemas
        self._readers = readers

    def table_of(self, layout: Layout) -> tuple[str, Columns] | None:
        """Return the register that a sheet is, with its columns; None: it is none."""
        found = [
            (table, columns)
            for table in self._schemas
            if self._is_register(table, columns := self._columns(layout, table))
        ]
        return max(found, key=lambda pair: len(pair[1]), default=None)

    def beside(self, sheet: Sheet) -> Iterator[tuple[str, Columns]]:
        """Yield the registers of things in the lines of a sheet, with their columns."""
        for table in ("batteries", "vehicles"):
            if table == "batteries" and len(by_event(sheet.of_role("battery"))) > 1:
                continue  # what stands beside two of them is of neither
            columns = self._columns(sheet.layout, table)
            key = self._schemas[table].key
            if len(columns) > 1 and any(column.column == key for column in columns):
                yield table, columns

    def _is_register(self, table: str, columns: Columns) -> bool:
        names = {column.column for column in columns}
        if self._schemas[table].names[0] not in names:
            return False
        if table == "entities" and not names & _OF_PARTIES:
            return False
        return len(names) > _LEAST_COLUMNS

    def _columns(self, layout: Layout, table: str) -> Columns:
        """Return the columns of a table for which a sheet has heads, surest first."""
        parts: dict[str, list[Part]] = {}
        found = self._readers[table].parts(layout)
        for part in found:
            if column := self._column_of(table, part, found):
                parts.setdefault(column, []).append(part)
        return tuple(
            from_part(min(parts[name], key=by_sureness), name)
            for name in self._schemas[table].names
            if name in parts
        )

    def _column_of(self, table: str, part: Part, parts: Sequence[Part]) -> str | None:
        """Return the column of a register that a part gives; None where it gives none."""
        meaning = part.meaning
        if meaning.role == "column":
            return meaning.column
        if meaning.role == "battery":
            return None if meaning.event else "battery_code"
        if meaning.role != "party":
            return None
        if meaning.column:
            return meaning.column if meaning.is_id else None
        if meaning.side != "any" or table not in ("entities", "credentials"):
            return None
        if meaning.is_id:
            return "entity_id"
        return "name" if table == "entities" else None


def roles_to_fill_in(vocabulary: Vocabulary) -> ProposedColumn:
    """Return the roles of the company, which a person fills in: those that there are."""
    listed = tuple(
        message("mapping.text.role", role=role, name=name)
        for role, name in vocabulary.roles.items()
    )
    return to_fill_in("roles", message("mapping.why.no-roles", roles=listed))


def parties(
    sheet: Sheet, rows: Sequence[ProposedRow], vocabulary: Vocabulary
) -> Iterator[Columns]:
    """Yield the parties of a sheet for the register of parties: ids with their names.

    The company itself comes first; a person adds its roles.
    """
    actor = sheet.parties.actor()
    key = rows[0].column("actor_id") if rows else None
    roles = roles_to_fill_in(vocabulary)
    if actor:
        name = sheet.parties.name_of(actor)
        named = (from_part(name, "name"),) if name else ()
        yield (from_part(actor, "entity_id"), *named, roles)
    elif key:
        yield (replace(key, column="entity_id"), roles)
    seen = {actor.name} if actor else set()
    for line in sheet.lines:
        other = sheet.parties.counterparty(line)
        if other is None or not other.meaning.is_id or other.name in seen:
            continue
        seen.add(other.name)
        if name := sheet.parties.name_of(other):
            is_alike = name.meaning.side == other.meaning.side and not name.by_shape
            most: Sure = "sure" if is_alike else "likely"
            yield from_part(other, "entity_id"), from_part(name, "name", most)
