"""Lists the records of a battery day by day, with the duties each of them opened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from engine.dataset import Dataset
from engine.dataset.origin import PLACE
from engine.explanation.model import Duty, Entry, Row, State
from engine.explanation.selection import rows
from engine.wording.labels import Labels
from engine.wording.places import place_of


def with_duties(entry: Entry, duties: Iterable[Duty]) -> Entry:
    """Add the duties that the entry opened, by due day; those without one come last."""
    opened = [duty for duty in duties if duty.record_id == entry.record_id]
    ordered = sorted(opened, key=lambda d: (d.due_on or date.max, d.rule.id))
    return replace(entry, duties=tuple(ordered))


def entries_of(dataset: Dataset, labels: Labels) -> list[Entry]:
    """Return the records of `subject` by day and record_id, without their duties.

    The records must have been judged: the tables `visible` and `superseded` say which of them
    count on the day and which are replaced.
    """
    found = rows(
        dataset.connection,
        f"""SELECT records.*, {", ".join(PLACE)}, visible.record_key IS NOT NULL AS is_seen,
            superseded.record_key IS NOT NULL AS is_replaced,
            visible.reported_on AS reported_by_then
        FROM concerned_records AS records SEMI JOIN subject USING (record_id)
        LEFT JOIN visible ON visible.record_key = records.row
        LEFT JOIN superseded ON superseded.record_key = records.row
        LEFT JOIN ({dataset.places_of("records")}) AS places
            ON places.row = records.row
        ORDER BY records.occurred_on, record_id""",
    )
    visible: dict[str, list[str]] = {}
    for row in found:
        if row["is_seen"]:
            visible.setdefault(row["first_record_id"], []).append(row["record_id"])
    return [_entry(row, visible, labels) for row in found]


def _entry(row: Row, visible: dict[str, list[str]], labels: Labels) -> Entry:
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
        place=place_of(row),
        duties=(),
    )
