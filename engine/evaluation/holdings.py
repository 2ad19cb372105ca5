"""Which credentials the parties of records hold, on the days of the records."""

from __future__ import annotations

from collections.abc import Iterable

import ibis

from engine.evaluation.conditions import FALSE, TRUE
from engine.evaluation.inputs import Registers
from engine.evaluation.predicates import doubt_of
from engine.evaluation.register_answers import answered, joined, with_registered
from engine.evaluation.validity_intervals import validity_intervals, with_answers
from engine.tables.store import Table


def holdings(registers: Registers, days: Table, kinds: Iterable[str]) -> Table:
    """Return (situation, party, day, `holds.<kind>` for each kind, with its doubt).

    A registered party without a row does not hold the credential, unless a rejected row
    might be it; of a party that no register knows, only a valid row says anything.
    A row without a kind may be of any.
    """
    days = with_registered(days, registers)
    rows = _of_kinds(registers.credentials, kinds)
    keys = {"situation": rows.situation, "party": rows.entity_id}
    has_end = not registers.absent.has("credentials", "valid_until")
    is_sure = rows.kind.notnull() & ibis.literal(has_end)
    held = validity_intervals(
        rows, keys, rows.valid_from, rows.valid_until, is_sure, kind=rows.kind
    )
    marks = {f"holds.{kind}": (held.kind == kind).fill_null(True) for kind in kinds}
    best = with_answers(days, held, list(keys), marks)
    rejected = registers.rejected.credentials
    if rejected is not None:
        perhaps = _perhaps_held(rejected, kinds)
        found = {name: name for name in map(doubt_of, marks)}
        best = joined(best, perhaps, {"party": "entity_id"}, found)
    absent = best.registered & best.has_credentials
    answers = {
        name: (best[name] == TRUE, absent & (best[name] == FALSE)) for name in marks
    }
    return best.select("situation", "party", "day", **answered(best, answers))


def _of_kinds(credentials: Table, kinds: Iterable[str]) -> Table:
    kind = credentials.kind
    return credentials.filter(kind.isin(list(kinds)) | kind.isnull())


def _perhaps_held(rejected: Table, kinds: Iterable[str]) -> Table:
    """Return (situation, entity_id, doubt for each kind) by the rejected credentials."""
    rows = _of_kinds(rejected, kinds)
    return rows.group_by("situation", "entity_id").agg(
        **{
            doubt_of(f"holds.{kind}"): (rows.kind == kind).fill_null(True).any()
            for kind in kinds
        }
    )
