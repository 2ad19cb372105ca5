"""Which topics concern an event: one small table, joined to every record.

So a record is soon tested only by what concerns it, however many events there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ibis
import pyarrow as pa

from engine.tables.store import Column, TableStore

Events = tuple[str, ...] | None


class EventDispatch:
    """The entries of each topic, each for the records of some events (None: of any).

    Within a topic that numbers its entries no two share an event.
    """

    def __init__(self, dispatch: Mapping[str, Sequence[Events]]) -> None:
        self._general = {name for name, entries in dispatch.items() if None in entries}
        self._numbers = {
            name: {
                event: number
                for number, events in enumerate(entries)
                for event in events or ()
            }
            for name, entries in dispatch.items()
            if name not in self._general
        }

    @property
    def columns(self) -> list[str]:
        """The columns that are added to each row."""
        return list(self._numbers)

    def add(self, rows: Column, tables: TableStore) -> Column:
        """Keep only rows whose event some topic concerns; add the columns `concerns` reads."""
        events = sorted(
            {event for numbers in self._numbers.values() for event in numbers}
        )
        schema = {"_event": pa.string()} | dict.fromkeys(self._numbers, pa.int16())
        table = tables.keep_rows(
            "event_topics", schema,
            [(e, *(numbers.get(e) for numbers in self._numbers.values())) for e in events],
        )  # fmt: skip
        kind = "left" if self._general else "inner"
        if not self._general:
            # Written as a filter too, it is applied while the records are read.
            rows = rows.filter(rows.event.isin(events))
        return rows.join(table, [rows.event == table["_event"]], how=kind).drop(
            "_event"
        )

    def concerns(self, rows: Column, topic: str, number: int | None = None) -> Column:
        """Return whether a topic, or one entry of it, concerns the event of each row."""
        if topic in self._general:
            return ibis.literal(value=True)
        column = rows[topic]
        return column.notnull() if number is None else column == number
