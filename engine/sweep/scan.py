"""What a pass of the sweep reads: seen records, with just the look-ups its rules need."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from engine.conditions import Column, truth
from engine.facts import RecordRow, with_days
from engine.lookups import with_lookups
from engine.questions import Needs, Questions
from engine.rulebook import Condition
from engine.rulebook.columns import column_of
from engine.seen import Situations, records_of
from engine.workbench import Workbench

Step = Callable[[], None]

_OF_EVERY_ROW = (
    "situation", "x", "record_id", "event", "occurred_on", "reported_on", "actor_id",
    "counterparty_id", "battery_code", "vin", "region", "judged_on", "complete_from",
    "complete_until", "has_credentials", "has_outlets",
)  # fmt: skip


class Scan:
    """Opens the seen records for one pass after another."""

    def __init__(self, bench: Workbench, questions: Questions) -> None:
        self.bench = bench
        self.questions = questions
        # What records must share to be held against each other at all.
        self.situations = Situations(bench)
        self.apart = ["situation"] if self.situations.are_several else []

    @property
    def records(self) -> Column:
        """The records as they came in, seen or not."""
        return records_of(self.bench)

    def rows(self, needs: Needs, events: Iterable[str] | None) -> Column:
        """Return the seen records of the events with their look-ups and due days."""
        rows = self.bench.table("seen")
        if events is not None:
            rows = rows.filter(rows.event.isin(sorted(set(events))))
        if needs.leaves_of_parties:
            # What the parties hold is asked of these rows, and then joined to them.
            rows = self.bench.keep("gathered", narrowed(rows, _OF_EVERY_ROW, needs))
        rows = with_lookups(rows, self.bench, needs)
        return with_days(rows, self.bench) if needs.days else rows

    def judged(self, rows: Column, condition: Condition, name: str) -> Column:
        """Add the truth of a condition as a column; rows where it is false drop out."""
        rows = rows.mutate(**{name: truth(condition, RecordRow(rows))})
        return rows.filter(rows[name].fill_null(True))


def narrowed(rows: Column, always: Iterable[str], needs: Needs) -> Column:
    """Leave only the columns that are always read, and the records' own that needs name."""
    wanted = {*always, *map(column_of, needs.own)}
    return rows.select(column for column in rows.columns if column in wanted)
