"""Who acts for which outlet: its operator, and whether a party runs one for a role."""

from __future__ import annotations

from collections.abc import Callable

import ibis

from engine.evaluation.conditions import FALSE, TRUE, some
from engine.evaluation.inputs import Registers
from engine.evaluation.predicates import doubt_of, untold_of
from engine.evaluation.register_answers import answered, joined, with_registered
from engine.evaluation.validity_intervals import validity_intervals, with_answers
from engine.rulebook.columns import OUTLET_OPERATOR
from engine.tables.store import Column, Table


def with_operators(
    rows: Table, registers: Registers, only: Callable[[Table], Column] | None
) -> Table:
    """Add the operator of the one outlet that the actor is; null where there is none.

    Where a rejected row or an absent column leaves it open, columns say so (see
    `predicates.doubt_of` and `untold_of`).
    """
    outlets = _outlet_parties(registers.outlets)
    counted = outlets.group_by("situation", "party").agg(
        count=outlets.outlet_id.nunique(), operator_id=outlets.operator_id.max()
    )
    match, absent = {"actor_id": "party"}, registers.absent
    if registers.rejected.outlets is None and not absent.has_path(OUTLET_OPERATOR):
        sole = counted.filter(counted["count"] == 1)
        return joined(rows, sole, match, {OUTLET_OPERATOR: "operator_id"}, only)
    found = {OUTLET_OPERATOR: "operator_id", "_own": "count"}
    rows = joined(rows, counted, match, found, only)
    own, perhaps = rows["_own"].fill_null(0), ibis.literal(value=False)
    untold = ibis.literal(absent.has("outlets", "operator_id")) & (own == 1)
    rejected = _rejected_outlet_parties(registers)
    if rejected is not None:
        rows = joined(rows, rejected, match, {"_perhaps": "perhaps"}, only)
        perhaps = rows["_perhaps"].fill_null(False)
    if absent.has("outlets", "run_by"):
        # Whoever runs the other outlets may be the actor.
        rows = _with_totals(rows, registers.outlets)
        untold = untold | (rows["_total"].fill_null(0) > own)
    doubt, untold = (own <= 1) & perhaps, (own <= 1) & (untold | perhaps)
    return rows.mutate(
        **{
            OUTLET_OPERATOR: ibis.cases(((own == 1) & ~untold, rows[OUTLET_OPERATOR])),
            doubt_of(OUTLET_OPERATOR): doubt,
            untold_of(OUTLET_OPERATOR): untold,
        }
    ).drop("_own", *{"_perhaps", "_total"} & {*rows.columns})


def _with_totals(rows: Table, outlets: Table) -> Table:
    """Add how many outlets there are, of each situation where there are several."""
    if "situation" not in rows.columns:
        return rows.mutate(_total=outlets.count().as_scalar())
    totals = outlets.group_by("situation").agg(total=outlets.count())
    return joined(rows, totals, {}, {"_total": "total"})


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
    best = _with_open(days, outlets, registers, ["situation", "party"], "best")
    rejected = _rejected_outlet_parties(registers)
    if rejected is not None:
        best = joined(best, rejected, {"party": "party"}, {doubt_of("runs"): "perhaps"})
        unfound = best[doubt_of("runs")] & best.found.isnull()
        best = best.mutate(**{doubt_of("runs"): unfound})
    is_none = _is_none(best)
    if registers.absent.has("outlets", "run_by"):
        # Any outlet may be run by the party.
        best = _with_open(best, outlets, registers, ["situation"], "elsewhere")
        is_none = _is_none(best) & (best.elsewhere == FALSE)
    yes = best.has_outlets & (best.best == TRUE)
    runs = {"runs": (yes, best.has_outlets & is_none)}
    return best.select("situation", "party", "day", **answered(best, runs))


def _is_none(best: Table) -> Column:
    return (best.best == FALSE) & (best.found.notnull() | best.registered)


def _with_open(
    days: Table, outlets: Table, registers: Registers, keys: list[str], name: str
) -> Table:
    """Add whether an outlet with the same keys is open that day for one with the role."""
    has_end = not registers.absent.has("outlets", "closed_on")
    held = validity_intervals(
        outlets,
        {key: outlets[key] for key in keys},
        outlets.opened_on,
        outlets.closed_on,
        outlets.has_role & ibis.literal(has_end),
    )
    return with_answers(days, held, keys, {name: None})
