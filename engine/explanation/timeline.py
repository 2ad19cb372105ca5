"""A life day by day: every row, seen or not, with the duties it opened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import duckdb

from engine.explanation.concerned import rows
from engine.explanation.model import Duty, Entry, State
from engine.wording.labels import Labels


@dataclass(frozen=True)
class Line:
    """An entry before its duties are known."""

    entry: Entry

    def with_duties(self, duties: Iterable[Duty]) -> Entry:
        """Give the entry its duties by due day, those without one last."""
        mine = [duty for duty in duties if duty.record_id == self.entry.record_id]
        ordered = sorted(mine, key=lambda d: (d.due_on or date.max, d.rule.id))
        return replace(self.entry, duties=tuple(ordered))


def entries_of(connection: duckdb.DuckDBPyConnection, labels: Labels) -> list[Line]:
    """Return the rows of `subject` by day, then record_id, after a judgement."""
    found = rows(
        connection,
        """SELECT records.*, visible.record_key IS NOT NULL AS is_seen,
            superseded.record_key IS NOT NULL AS is_replaced,
            visible.reported_on AS reported_by_then
        FROM concerned_records AS records SEMI JOIN subject USING (record_id)
        LEFT JOIN visible ON visible.record_key = records.row
        LEFT JOIN superseded ON superseded.record_key = records.row
        ORDER BY records.occurred_on, record_id""",
    )
    visible: dict[str, list[str]] = {}
    for row in found:
        if row["is_seen"]:
            visible.setdefault(row["first_record_id"], []).append(row["record_id"])
    return [Line(_entry(row, visible, labels)) for row in found]


def _entry(row: dict[str, Any], visible: dict[str, list[str]], labels: Labels) -> Entry:
    state: State = "not_seen"
    if row["is_seen"]:
        state = "seen"
    elif row["is_replaced"]:
        state = "replaced"
    actor = labels.party(row["actor_id"])
    assert actor is not None  # a record without an actor is rejected
    replaced_by = visible.get(row["first_record_id"], ()) if state == "replaced" else ()
    return Entry(
        record_id=row["record_id"],
        occurred_on=row["occurred_on"],
        event=row["event"],
        event_words=labels.event(row["event"]),
        actor=actor,
        counterparty=labels.party(row["counterparty_id"]),
        reported_on=row["reported_by_then"] if state == "seen" else row["reported_on"],
        recorded_on=row["recorded_on"],
        corrects=row["corrects"],
        state=state,
        replaced_by=tuple(replaced_by),
        duties=(),
    )
