"""Proposes the making of batteries as records, where a source is a register of them alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.errors import message
from engine.mapping.model import MadeOf
from engine.mapping.suggest.cells import constant, to_fill_in
from engine.mapping.suggest.part import Part
from engine.mapping.suggest.proposal import ProposedColumn, ProposedRow

Columns = tuple[ProposedColumn, ...]


def records_of(batteries: Columns, parts: Sequence[Part]) -> ProposedRow | None:
    """Return the record of the making of each battery of a register.

    `parts` are those of the sheet as it is read for records. None where no head of a day
    speaks of an event. All of it is a guess: who lists batteries need not have made them.
    """
    code = next((c for c in batteries if c.column == "battery_code"), None)
    day = next((p for p in parts if p.meaning.role == "day" and p.meaning.event), None)
    dated = next((c for c in batteries if day and day.name in c.heads), None)
    if not (code and day and day.meaning.event and dated):
        return None
    event = day.meaning.event
    heads = (*sorted(code.heads), day.name)
    return ProposedRow(
        (
            ProposedColumn(
                "record_id",
                MadeOf(heads, 0, event.rpartition(".")[2]),
                "guess",
                (message("mapping.why.made-of"),),
            ),
            constant("event", event, "guess", message("mapping.why.register-alone")),
            replace(dated, column="occurred_on", sure="guess"),
            code,
            to_fill_in("actor_id", message("mapping.why.no-actor")),
        )
    )
