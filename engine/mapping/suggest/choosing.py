"""Says how a column of ours is read from a head that a person has chosen for it."""

from __future__ import annotations

from collections.abc import Iterable

from engine.dataset.schema import Column, schemas_of
from engine.mapping import units
from engine.mapping.model import Translation
from engine.mapping.suggest.cells import from_part
from engine.mapping.suggest.codes import CodeWords, Translated
from engine.mapping.suggest.events import EventReader
from engine.mapping.suggest.heads import HeadReader
from engine.mapping.suggest.meanings import Meaning
from engine.mapping.suggest.part import Part
from engine.mapping.suggest.proposal import ProposedColumn
from engine.mapping.suggest.shapes import Values
from engine.mapping.suggest.synonyms import Synonyms
from engine.rulebook.model import Vocabulary

# How much of a word for an event has to be known.
_MOST_OF_WORD = 0.7
_WITH_WORDS = ("code", "flag", "roles")


class Chooser:
    """Reads chosen heads by one vocabulary, with the words that companies write."""

    def __init__(self, vocabulary: Vocabulary, synonyms: Synonyms) -> None:
        schemas = schemas_of(vocabulary).values()
        self._columns = {(s.table, c.name): c for s in schemas for c in s.columns}
        self._heads = HeadReader(vocabulary, synonyms)
        self._codes = CodeWords(vocabulary, synonyms)
        self._events = EventReader(vocabulary, synonyms)

    def cell(
        self, table: str, name: str, head: str, cells: Iterable[str | None]
    ) -> ProposedColumn:
        """Return the cell under a head as a column is read from it.

        `cells` are those below the head: they show which words stand there, and how its
        days and numbers are written.
        """
        column, values = self._columns[table, name], Values.of(cells)
        read = self._heads.read(head)
        meant = read.meanings.get(table)
        negated = bool(meant and meant.is_negated and meant.column == name)
        part = Part(
            read,
            Meaning("column", "sure", name),
            values,
            unit=read.unit if read.unit in units.of(name) else None,
            words=self._words(column, values, negated=negated),
            of_days=column.type == "date",
            is_number=column.type == "number",
        )
        return from_part(part, name)

    def _words(
        self, column: Column, values: Values, *, negated: bool
    ) -> Translated | None:
        if column.type == "event":
            return self._of_events(values)
        if column.type in _WITH_WORDS:
            return self._codes.translate(column, values, negated=negated)
        return None

    def _of_events(self, values: Values) -> Translated:
        found = {value: self._events.event_of(value) for value in values.distinct}
        known = {
            value: named[0]
            for value, named in found.items()
            if named and named[1] >= _MOST_OF_WORD
        }
        unknown = tuple(value for value in found if value not in known)
        return Translated(Translation(known), values.share(known.__contains__), unknown)
