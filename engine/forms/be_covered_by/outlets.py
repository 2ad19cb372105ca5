"""Which sales an outlet covers: one duty for each operator, region and calendar year."""

from __future__ import annotations

import ibis

from engine.evaluation.conditions import FALSE, TRUE, UNKNOWN
from engine.evaluation.inputs import Registers
from engine.evaluation.validity_intervals import validity_intervals, with_answers
from engine.forms.be_covered_by.demand import BeCoveredBy
from engine.rulebook.columns import column_of
from engine.tables.store import Table

# A record that cannot be counted in any group opens a duty of its own.
COVER_OWN = 3
# A rejected row might be the outlet that is not found.
COVER_REJECTED = 4
# The outcome for each value of `cover`.
OUTCOMES = {
    TRUE: "covered", FALSE: "uncovered", UNKNOWN: "perhaps_covered", COVER_OWN: "region_unknown",
    COVER_REJECTED: "outlet_rejected",
}  # fmt: skip
_DUTY = ("record_key", "has_outlets")


def covers(rows: Table, registers: Registers, form: BeCoveredBy) -> Table:
    """Return (record_key, cover) for the first record of each group and for those in none.

    `cover` is a key of OUTCOMES. `rows`: records that surely open a duty, with the
    look-up of the operator.
    """
    mine = rows.select(
        "record_key", "situation", "has_outlets", "region", "record_id",
        operator=column_of(form.operator), day="occurred_on",
    )  # fmt: skip
    is_placed = mine.operator.notnull() & (mine.region.length() >= form.digits)
    mine = mine.mutate(placed=is_placed.fill_null(False))
    placed = mine.filter(mine.placed).mutate(
        area=mine.region.substr(0, form.digits), year=mine.day.year()
    )
    order = placed.day.cast("string") + placed.record_id
    firsts = placed.group_by(
        "situation", "operator", "area", "year", "has_outlets"
    ).agg(record_key=placed.record_key.argmin(order), day=placed.day.min())
    results = covered(firsts, registers, form)
    own = mine.filter(~mine.placed).select(
        "record_key", cover=ibis.literal(COVER_OWN, "int8")
    )
    return results.mutate(cover=results.cover.cast("int8")).union(own)


def covered(firsts: Table, registers: Registers, form: BeCoveredBy) -> Table:
    """Say for each (record_key, situation, operator, area, day) whether an outlet covers it.

    Returns rows (record_key, cover), `cover` being TRUE, UNKNOWN, FALSE or
    COVER_REJECTED. An area has all the digits of the level; an outlet whose region is
    shorter is unknown where its digits agree, and so is looked for under every
    beginning of the area.
    """
    if registers.absent.has("outlets", "operator_id"):
        # Any outlet may be the operator's.
        firsts = firsts.mutate(operator=ibis.literal(""))
    lengths = ibis.array(list(range(form.digits + 1))).unnest()
    places = firsts.select(
        *_DUTY, "situation", "operator", "day", "area", length=lengths
    )
    wanted = places.select(
        *_DUTY, "situation", "operator", "day",
        place=places.area.substr(0, places.length),
    )  # fmt: skip
    keys = ["situation", "operator", "place"]
    results = with_answers(wanted, _open(registers, form), keys, {"best": None})
    best = results.group_by(*_DUTY).agg(best=results.best.max())
    cover = ibis.cases((best.has_outlets, best.best), else_=UNKNOWN)
    results = best.select("record_key", cover=cover)
    return _with_rejected(results, firsts, registers)


def _open(registers: Registers, form: BeCoveredBy) -> Table:
    """Return when outlets are open: intervals by situation, operator and place."""
    outlets, absent = registers.outlets, registers.absent
    is_told = not absent.has("outlets", "closed_on")
    if absent.has("outlets", "operator_id"):
        is_told = False
        outlets = outlets.mutate(operator_id=ibis.literal(""))
    outlets = outlets.filter(outlets.operator_id.notnull())
    region = outlets.region.fill_null("")
    keys = {
        "situation": outlets.situation,
        "operator": outlets.operator_id,
        "place": region.substr(0, form.digits),
    }
    is_sure = (region.length() >= form.digits) & ibis.literal(is_told)
    return validity_intervals(
        outlets, keys, outlets.opened_on, outlets.closed_on, is_sure
    )


def _with_rejected(results: Table, firsts: Table, registers: Registers) -> Table:
    """Put COVER_REJECTED where the operator of what is not covered has a rejected row."""
    rejected = registers.rejected.outlets
    if rejected is None:
        return results
    match = [
        firsts.situation == rejected.situation,
        firsts.operator == rejected.operator_id,
    ]
    doubted = firsts.semi_join(rejected, match).select(_doubted="record_key")
    results = results.left_join(doubted, results.record_key == doubted["_doubted"])
    in_doubt = (results.cover == FALSE) & results["_doubted"].notnull()
    cover = ibis.cases((in_doubt, COVER_REJECTED), else_=results.cover)
    return results.select("record_key", cover=cover)
