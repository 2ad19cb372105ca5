"""What a pass of the sweep reads: seen records, with just the look-ups its rules need."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from engine.evaluation.conditions import truth
from engine.evaluation.facts import RecordRow, with_days
from engine.evaluation.predicates import ColumnRequirements, PredicateIndex
from engine.evaluation.register_joins import with_lookups
from engine.evaluation.visibility import Situations, records_of
from engine.rulebook import Condition
from engine.rulebook.columns import column_of
from engine.tables.store import Column, TableStore

Step = Callable[[], None]

_OF_EVERY_ROW = (
    "situation", "x", "record_id", "event", "occurred_on", "reported_on", "actor_id",
    "counterparty_id", "battery_code", "vin", "region", "judged_on", "complete_from",
    "complete_until", "has_credentials", "has_outlets",
)  # fmt: skip


class Scan:
    """Opens the seen records for one pass after another."""

    def __init__(self, tables: TableStore, predicates: PredicateIndex) -> None:
        self.tables = tables
        self.predicates = predicates
        # What records must share to be held against each other at all.
        self.situations = Situations(tables)
        self.apart = ["situation"] if self.situations.are_several else []

    @property
    def records(self) -> Column:
        """The records as they came in, seen or not."""
        return records_of(self.tables)

    def rows(
        self, requirements: ColumnRequirements, events: Iterable[str] | None
    ) -> Column:
        """Return the seen records of the events with their look-ups and due days."""
        rows = self.tables.table("seen")
        if events is not None:
            rows = rows.filter(rows.event.isin(sorted(set(events))))
        if requirements.leaves_of_parties:
            # What the parties hold is asked of these rows, and then joined to them.
            rows = self.tables.keep(
                "gathered", narrowed(rows, _OF_EVERY_ROW, requirements)
            )
        rows = with_lookups(rows, self.tables, requirements)
        return with_days(rows, self.tables) if requirements.days else rows

    def judged(self, rows: Column, condition: Condition, name: str) -> Column:
        """Add the truth of a condition as a column; rows where it is false drop out."""
        rows = rows.mutate(**{name: truth(condition, RecordRow(rows))})
        return rows.filter(rows[name].fill_null(True))


def narrowed(
    rows: Column, always: Iterable[str], requirements: ColumnRequirements
) -> Column:
    """Leave only the columns that are always read, and the records' own that needs name."""
    wanted = {*always, *map(column_of, requirements.own)}
    return rows.select(column for column in rows.columns if column in wanted)
