"""Which sales an outlet covers: one duty for each operator, region and calendar year."""

from __future__ import annotations

import ibis

from engine.evaluation.conditions import FALSE, TRUE, UNKNOWN
from engine.evaluation.validity_intervals import validity_intervals, with_answers
from engine.forms.be_covered_by.demand import BeCoveredBy
from engine.rulebook.columns import column_of
from engine.tables.store import Table

# A record that cannot be counted in any group opens a duty of its own.
COVER_OWN = 3
# The outcome for each value of `cover`.
OUTCOMES = {
    TRUE: "covered", FALSE: "uncovered", UNKNOWN: "perhaps_covered", COVER_OWN: "region_unknown",
}  # fmt: skip


def covers(rows: Table, outlets: Table, form: BeCoveredBy) -> Table:
    """Return (record_key, cover) for the first record of each group and for those in none.

    `cover` is a key of OUTCOMES. `rows`: records that surely open a duty, with the
    look-up of the operator; `outlets`: the register.
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
    results = covered(firsts, outlets, form)
    own = mine.filter(~mine.placed).select(
        "record_key", cover=ibis.literal(COVER_OWN, "int8")
    )
    return results.mutate(cover=results.cover.cast("int8")).union(own)


def covered(firsts: Table, outlets: Table, form: BeCoveredBy) -> Table:
    """Say for each (record_key, situation, operator, area, day) whether an outlet covers it.

    Returns rows (record_key, cover), `cover` being TRUE, UNKNOWN or FALSE. An area has all
    the digits of the level; an outlet whose region is shorter is unknown where its
    digits agree, and so is looked for under every beginning of the area.
    """
    outlets = outlets.filter(outlets.operator_id.notnull())
    region = outlets.region.fill_null("")
    held = validity_intervals(
        outlets,
        {
            "situation": outlets.situation,
            "operator": outlets.operator_id,
            "place": region.substr(0, form.digits),
        },
        outlets.opened_on,
        outlets.closed_on,
        region.length() >= form.digits,
    )
    lengths = ibis.array(list(range(form.digits + 1))).unnest()
    places = firsts.select(
        "record_key",
        "situation",
        "operator",
        "day",
        "has_outlets",
        "area",
        length=lengths,
    )
    wanted = places.select(
        "record_key", "situation", "operator", "day", "has_outlets",
        place=places.area.substr(0, places.length),
    )  # fmt: skip
    keys = ["situation", "operator", "place"]
    results = with_answers(wanted, held, keys, {"best": None})
    best = results.group_by("record_key", "has_outlets").agg(best=results.best.max())
    cover = ibis.cases((best.has_outlets, best.best), else_=UNKNOWN)
    return best.select("record_key", cover=cover)
