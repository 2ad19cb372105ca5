"""Which events a topic concerns: one small table, joined to every record.

So a record is soon asked only what concerns it, however many events there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ibis
import pyarrow as pa

from engine.tables.store import Column, TableStore

Events = tuple[str, ...] | None


class EventDispatch:
    """The questions of each topic, each to the records of some events (None: of any).

    Within a topic that numbers its questions no two share an event.
    """

    def __init__(self, dispatch: Mapping[str, Sequence[Events]]) -> None:
        self._general = {name for name, asked in dispatch.items() if None in asked}
        self._numbers = {
            name: {
                event: number
                for number, events in enumerate(asked)
                for event in events or ()
            }
            for name, asked in dispatch.items()
            if name not in self._general
        }

    @property
    def columns(self) -> list[str]:
        """The columns that are added to each row."""
        return list(self._numbers)

    def add(self, rows: Column, tables: TableStore) -> Column:
        """Leave only rows whose event some topic concerns; add what `concerns` reads."""
        events = sorted(
            {event for numbers in self._numbers.values() for event in numbers}
        )
        schema = {"_event": pa.string()} | dict.fromkeys(self._numbers, pa.int16())
        table = tables.keep_rows(
            "asked_events", schema,
            [(e, *(numbers.get(e) for numbers in self._numbers.values())) for e in events],
        )  # fmt: skip
        kind = "left" if self._general else "inner"
        if not self._general:
            # Said once more by itself, it is tried while the records are read.
            rows = rows.filter(rows.event.isin(events))
        return rows.join(table, [rows.event == table["_event"]], how=kind).drop(
            "_event"
        )

    def concerns(self, rows: Column, topic: str, number: int | None = None) -> Column:
        """Say of each row whether a topic, or one question of it, concerns its event."""
        if topic in self._general:
            return ibis.literal(value=True)
        column = rows[topic]
        return column.notnull() if number is None else column == number
