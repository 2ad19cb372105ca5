"""What a pass of the sweep reads: visible records, with just the look-ups its rules need."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from engine.evaluation.conditions import truth
from engine.evaluation.facts import RecordRow, with_days
from engine.evaluation.inputs import EvaluationInputs
from engine.evaluation.predicates import ColumnRequirements, PredicateIndex
from engine.evaluation.register_joins import with_lookups
from engine.rulebook import Condition
from engine.rulebook.columns import column_of
from engine.tables.store import Table

Step = Callable[[], None]

_OF_EVERY_ROW = (
    "situation", "record_key", "record_id", "event", "occurred_on", "reported_on", "actor_id",
    "counterparty_id", "battery_code", "vin", "region", "judged_on", "complete_from",
    "complete_until", "has_credentials", "has_outlets",
)  # fmt: skip


class Scan:
    """Opens the visible records for one pass after another.

    `separate_by`: the columns in which two records must agree to be compared at all.
    """

    def __init__(self, inputs: EvaluationInputs, predicates: PredicateIndex) -> None:
        self.inputs = inputs
        self.tables = inputs.tables
        self.predicates = predicates
        self.separate_by = ["situation"] if inputs.situations.are_several else []

    @property
    def visible(self) -> Table:
        """The visible records, without look-ups."""
        return self.inputs.visible.records

    def rows(
        self, requirements: ColumnRequirements, events: Iterable[str] | None
    ) -> Table:
        """Return the visible records of the events with their look-ups and due days."""
        rows = self.visible
        if events is not None:
            rows = rows.filter(rows.event.isin(sorted(set(events))))
        if requirements.leaves_of_parties:
            # What the parties hold is looked up for these rows, then joined to them.
            rows = self.tables.keep(
                "gathered", narrowed(rows, _OF_EVERY_ROW, requirements)
            )
        rows = with_lookups(rows, self.tables, self.inputs.registers, requirements)
        return with_days(rows, self.inputs.due_days) if requirements.days else rows

    def doubted(self, triggers: Table, rule: int) -> list[Table]:
        """Return those of the triggers on which a rejected record bears, if any do."""
        doubts = self.inputs.doubts
        if doubts is None:
            return []
        return [
            triggers.semi_join(doubts.of(rule, "correction", "match"), "record_key")
        ]

    def judged(self, rows: Table, condition: Condition, name: str) -> Table:
        """Add the truth of a condition as a column; rows where it is false drop out."""
        row = RecordRow(rows, self.predicates.absent)
        rows = rows.mutate(**{name: truth(condition, row)})
        return rows.filter(rows[name].fill_null(True))


def narrowed(
    rows: Table, always: Iterable[str], requirements: ColumnRequirements
) -> Table:
    """Select the columns that are always read, and the records' own that are required."""
    wanted = {*always, *map(column_of, requirements.own)}
    return rows.select(column for column in rows.columns if column in wanted)
