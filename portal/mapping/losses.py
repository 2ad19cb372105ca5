"""Says which rules cannot be judged because a draft says nothing of a column or a table."""

from __future__ import annotations

from dataclasses import dataclass

from engine.mapping.model import Constant, DatasetMapping, FromColumn, NameOf
from engine.rulebook import Text
from engine.rulebook.columns import REGISTERS
from portal.mapping.labels import column_label
from portal.mapping.proposing import Words


@dataclass(frozen=True)
class Loss:
    """A column of records, or a whole table, that is missing, and the rules it costs.

    `table` is empty for a column.
    """

    label: Text
    table: str
    column: str
    rules: tuple[Text, ...]


def losses(draft: DatasetMapping, words: Words) -> list[Loss]:
    """List what is missing and read by a rule for events of the draft, the worst first."""
    events = events_of(draft)
    rows = [row for s in draft.tables if s.table == "records" for row in s.rows]
    there = {name for row in rows for name in row.columns}
    found = []
    for name in words.costs.record_columns:
        rules = words.costs.rules(f"records.{name}", events or None)
        if name not in there and rules:
            label = column_label("records", name, words.vocabulary)
            found.append(Loss(label, "", name, _titles(rules, words)))
    tables = {source.table for source in draft.tables}
    for table in REGISTERS:
        rules = words.costs.of_table(table, events or None)
        if table not in tables and rules:
            found.append(Loss(Text(table, table), table, "", _titles(rules, words)))
    return sorted(found, key=lambda loss: -len(loss.rules))


def events_of(draft: DatasetMapping) -> set[str]:
    """Return the events that the rows of a draft can be."""
    found: set[str] = set()
    for source in draft.tables:
        for row in source.rows if source.table == "records" else ():
            match row.columns.get("event"):
                case Constant(text):
                    found.add(text)
                case FromColumn(translation=said) | NameOf(translation=said):
                    found |= set((said.values or {}).values())
    return found - {""}


def _titles(rules: list[str], words: Words) -> tuple[Text, ...]:
    return tuple(words.rulebook.rule(rule).title for rule in rules)
