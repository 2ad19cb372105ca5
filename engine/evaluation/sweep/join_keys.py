"""Numbers for the texts by which records are matched.

Two records match where columns have the same text: a battery's code, a party's id. Each
text gets a number, so that what is kept of a record for matching is small. Columns that
are compared share their numbers; a value that is no text is kept as it is.
"""

from __future__ import annotations

from collections.abc import Iterable

import ibis

from engine.evaluation.sweep.event_dispatch import EventDispatch, Events
from engine.evaluation.sweep.match_roles import MatchRole
from engine.rulebook.columns import column_of
from engine.tables.store import Column, TableStore


def key_of(column: str) -> str:
    """Name the column that holds the key of a record's column."""
    return f"key {column_of(column)}"


def keyed_by(roles: Iterable[MatchRole]) -> dict[str, list[Events]]:
    """Return each column by which roles are matched, with the events of the roles."""
    found: dict[str, list[Events]] = {}
    for role in roles:
        for column in role.columns:
            found.setdefault(column, []).append(role.events)
    return found


class JoinKeyEncoder:
    """Encodes the columns by which the records of some roles are matched.

    `pairs`: columns that are compared, a column with itself included.
    """

    def __init__(
        self, roles: Iterable[MatchRole], pairs: Iterable[tuple[str, str]]
    ) -> None:
        self._events = keyed_by(roles)
        self._families: list[set[str]] = []
        for pair in pairs:
            touched = [family for family in self._families if family & set(pair)]
            others = [family for family in self._families if not family & set(pair)]
            self._families = [*others, set(pair).union(*touched)]
        self._numbers: dict[str, Column] = {}

    def keep(self, records: Column, tables: TableStore) -> None:
        """Keep `keys_<n>` (text, number): every text in columns that are compared."""
        for place, family in enumerate(self._families):
            wanted = [events for column in family for events in self._events[column]]
            rows = records
            if None not in wanted:
                events = {event for several in wanted for event in several or ()}
                rows = rows.filter(rows.event.isin(sorted(events)))
            found = rows.select(*map(column_of, sorted(family))).distinct()
            if all(found[column].type().is_string() for column in found.columns):
                found = tables.keep(f"keys_{place}_found", found)
                texts = [
                    found.select(text=column).distinct() for column in found.columns
                ]
                every = (
                    ibis.union(*texts, distinct=True) if len(texts) > 1 else texts[0]
                )
                filled = every.filter(every.text.notnull())
                numbers = tables.keep_numbered(f"keys_{place}", filled, "number")
                self._numbers |= dict.fromkeys(family, numbers)

    def add(
        self, rows: Column, dispatch: EventDispatch, columns: Iterable[str]
    ) -> Column:
        """Replace the topic of each column by its key, for the rows that it concerns."""
        for column in columns:
            key = key_of(column)
            concerned = dispatch.concerns(rows, key)
            text = ibis.cases((concerned, rows[column_of(column)]))
            if column in self._numbers:
                numbers = self._numbers[column].rename(_text="text", _key="number")
                rows = rows.left_join(numbers, [text == numbers["_text"]]).drop("_text")
                rows = rows.mutate(**{key: rows["_key"]}).drop("_key")
            else:
                rows = rows.mutate(**{key: text})
        return rows
