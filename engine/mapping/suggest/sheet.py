"""A sheet with everything that is read of it, before our columns are chosen."""

from __future__ import annotations

from dataclasses import dataclass

from engine.mapping.suggest.layout import Layout
from engine.mapping.suggest.lines import Line
from engine.mapping.suggest.part import Part
from engine.mapping.suggest.parties import Parties


@dataclass(frozen=True)
class Sheet:
    """A sheet as it is read for the records: its parts, lines and parties."""

    layout: Layout
    parts: tuple[Part, ...]
    lines: tuple[Line, ...]
    parties: Parties

    def of_role(self, role: str) -> tuple[Part, ...]:
        """Return the parts of a role, in order."""
        return tuple(part for part in self.parts if part.meaning.role == role)

    def rows_of(self, line: Line) -> list[int]:
        """Return the rows of the sample, from 0, of which a line is made."""
        rows = range(self.layout.rows)
        if line.when is None:
            return list(rows)
        cells = self.layout.values[line.when.head].cells
        wanted = line.when.values
        return [n for n in rows if cells[n] and (not wanted or cells[n] in wanted)]
