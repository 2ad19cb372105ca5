"""Who acts for which outlet: its operator, and whether a party runs one for a role."""

from __future__ import annotations

from collections.abc import Callable

import ibis

from engine.evaluation.conditions import FALSE, TRUE, some
from engine.evaluation.inputs import Registers
from engine.evaluation.predicates import doubt_of
from engine.evaluation.register_answers import answered, joined, with_registered
from engine.evaluation.validity_intervals import validity_intervals, with_answers
from engine.tables.store import Column, Table


def with_operators(
    rows: Table, registers: Registers, only: Callable[[Table], Column] | None
) -> Table:
    """Add the operator of the one outlet that the actor is; null where it may be another."""
    match, name = {"actor_id": "party"}, "outlet.operator_id"
    rows = joined(rows, _sole_outlets(registers), match, {name: "operator_id"}, only)
    rejected = _rejected_outlet_parties(registers)
    if rejected is not None:
        doubt = doubt_of(name)
        rows = joined(rows, rejected, match, {doubt: "perhaps"}, only)
        rows = rows.mutate(**{name: ibis.cases((rows[doubt].isnull(), rows[name]))})
    if registers.absent.has("outlets", "run_by"):
        # Whoever runs the others may be the actor.
        rows = rows.mutate(**{name: ibis.null("string")})
    return rows


def _sole_outlets(registers: Registers) -> Table:
    """Return (situation, party, operator_id) for parties that are just one outlet."""
    outlets = _outlet_parties(registers.outlets)
    grouped = outlets.group_by("situation", "party").agg(
        count=outlets.outlet_id.nunique(), operator_id=outlets.operator_id.max()
    )
    return grouped.filter(grouped["count"] == 1).drop("count")


def _outlet_parties(outlets: Table) -> Table:
    """Return each outlet once per `party` that acts for it: itself and who runs it."""
    by_itself = outlets.mutate(party=outlets.outlet_id)
    by_runner = outlets.filter(outlets.run_by.notnull()).mutate(party=outlets.run_by)
    return by_itself.union(by_runner, distinct=True)


def _rejected_outlet_parties(registers: Registers) -> Table | None:
    """Return (situation, party, perhaps) of who may act for a rejected outlet."""
    outlets = registers.rejected.outlets
    if outlets is None:
        return None
    parties = _outlet_parties(outlets).select("situation", "party").distinct()
    return parties.mutate(perhaps=ibis.literal(value=True))


def runners(registers: Registers, days: Table, roles: tuple[str, ...]) -> Table:
    """Return (situation, party, day, runs, its doubt) for the counterparties of the rows.

    A party found among the outlets is decided there; one that only the entities
    know runs none, unless a rejected row might be its outlet; one that neither knows
    is unknown.
    """
    days = with_registered(days, registers)
    outlets = _outlet_parties(registers.outlets)
    parties = outlets.select("situation", "party", found="party").distinct()
    days = joined(days, parties, {"party": "party"}, {"found": "found"})
    operators = {"operator_id": "entity_id"}
    outlets = joined(outlets, registers.entities, operators, {"of": "roles"})
    has_role = some(outlets.of.contains(role) for role in roles)
    outlets = outlets.mutate(has_role=has_role)
    outlets = outlets.filter(outlets.has_role.fill_null(True))
    keys = {"situation": outlets.situation, "party": outlets.party}
    start, end = outlets.opened_on, outlets.closed_on
    has_end = not registers.absent.has("outlets", "closed_on")
    is_sure = outlets.has_role & ibis.literal(has_end)
    held = validity_intervals(outlets, keys, start, end, is_sure)
    best = with_answers(days, held, list(keys), {"best": None})
    rejected = _rejected_outlet_parties(registers)
    if rejected is not None:
        best = joined(best, rejected, {"party": "party"}, {doubt_of("runs"): "perhaps"})
        unfound = best[doubt_of("runs")] & best.found.isnull()
        best = best.mutate(**{doubt_of("runs"): unfound})
    is_none = (best.best == FALSE) & (best.found.notnull() | best.registered)
    if registers.absent.has("outlets", "run_by"):
        # Any outlet may be run by the party.
        is_none = is_none & ibis.literal(value=False)
    yes = best.has_outlets & (best.best == TRUE)
    runs = {"runs": (yes, best.has_outlets & is_none)}
    return best.select("situation", "party", "day", **answered(best, runs))
