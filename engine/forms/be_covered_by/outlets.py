"""Which sales an outlet covers: one duty for each operator, region and calendar year."""

from __future__ import annotations

import ibis

from engine.evaluation.conditions import FALSE, TRUE, UNKNOWN
from engine.evaluation.validity_intervals import spans, with_answers
from engine.forms.be_covered_by.demand import BeCoveredBy
from engine.rulebook.columns import column_of
from engine.tables.store import Table, TableStore

# A record that cannot be counted in any group opens a duty of its own.
COVER_OWN = 3
# The outcome for each value of `cover`.
OUTCOMES = {
    TRUE: "covered", FALSE: "uncovered", UNKNOWN: "perhaps_covered", COVER_OWN: "region_unknown",
}  # fmt: skip


def covers(rows: Table, tables: TableStore, form: BeCoveredBy) -> Table:
    """Return (x, cover) for the first record of each group and for those in none.

    `rows`: records that surely open a duty, with the look-up of the operator. `cover`
    is a key of OUTCOMES.
    """
    mine = rows.select(
        "x", "situation", "has_outlets", "region", "record_id",
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
    ).agg(x=placed.x.argmin(order), day=placed.day.min())
    results = covered(firsts, tables, form)
    own = mine.filter(~mine.placed).select("x", cover=ibis.literal(COVER_OWN, "int8"))
    return results.mutate(cover=results.cover.cast("int8")).union(own)


def covered(firsts: Table, tables: TableStore, form: BeCoveredBy) -> Table:
    """Say for each (x, situation, operator, area, day) whether an outlet covers it.

    Returns rows (x, cover), `cover` being TRUE, UNKNOWN or FALSE. An area has all
    the digits of the level; an outlet whose region is shorter is unknown where its
    digits agree, and so is looked for under every beginning of the area.
    """
    outlets = tables.table("outlets")
    outlets = outlets.filter(outlets.operator_id.notnull())
    region = outlets.region.fill_null("")
    held = spans(
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
        "x", "situation", "operator", "day", "has_outlets", "area", length=lengths
    )
    asked = places.select(
        "x", "situation", "operator", "day", "has_outlets",
        place=places.area.substr(0, places.length),
    )  # fmt: skip
    keys = ["situation", "operator", "place"]
    results = with_answers(asked, held, keys, {"best": None})
    best = results.group_by("x", "has_outlets").agg(best=results.best.max())
    cover = ibis.cases((best.has_outlets, best.best), else_=UNKNOWN)
    return best.select("x", cover=cover)
