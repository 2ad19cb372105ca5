"""One at a time: triggers joined with the earlier ones that nothing released."""

from __future__ import annotations

from functools import reduce
from operator import and_

import ibis

from engine.conditions import Column
from engine.facts import in_effect
from engine.outcomes import CODES
from engine.questions import Needs, opening
from engine.rulebook import BeAlone, Rule
from engine.rulebook.columns import column_of
from engine.rulings import Rulings, ruling
from engine.sweep.pairs import rank
from engine.sweep.scan import Scan

_BATTERY = "battery_code"


def judge(scan: Scan, rulings: Rulings, number: int, rule: Rule) -> None:
    """Judge a rule of the form `be_alone`: the later of two records is judged."""
    form = rule.demand.form
    assert isinstance(form, BeAlone)
    rivals = scan.bench.keep("rivals", _rivals(scan, rule, form))
    # A record outside the rule's days may stand against one inside, not the other way.
    triggers = rivals.filter(rivals.binding)
    if not rulings.keep_compliant:
        contested = scan.bench.keep("closer", _contested(form, triggers, rivals))
        alone = scan.bench.count(triggers) - scan.bench.count(contested)
        rulings.count(number, "alone", alone)
        triggers = contested
    conflicts = _conflicts(scan, form, triggers, rivals)
    found = conflicts.group_by("x").agg(
        best=conflicts.rival.argmin(conflicts["rank"], where=conflicts.sure),
        perhaps=conflicts.count() > 0,
    ).rename(found_x="x")  # fmt: skip
    t = triggers.left_join(found, triggers.x == found.found_x)
    filled = _filled(t, form)
    outcome = ibis.cases(
        (t.opened.isnull(), CODES["doubtful"]),
        (~filled, CODES["unmatched"]),
        (t.best.notnull(), CODES["not_alone"]),
        (t.perhaps.fill_null(False), CODES["perhaps_alone"]),
        else_=CODES["alone"],
    )
    t = t.mutate(outcome=outcome)
    witness = ibis.cases((t.outcome == CODES["not_alone"], t.best))
    rulings.take(
        scan.bench.keep("paired", t.select(**ruling(number, t.x, t.outcome, witness)))
    )


def _keys(form: BeAlone) -> list[str]:
    return [f"key{place}" for place, _ in enumerate(form.same)]


def _keyed(rows: Column, form: BeAlone) -> dict[str, Column]:
    return {k: rows[column_of(c)] for k, c in zip(_keys(form), form.same, strict=True)}


def _rivals(scan: Scan, rule: Rule, form: BeAlone) -> Column:
    """Return every record of `when` whose role-and-where is not false, on any day."""
    rows = scan.rows(Needs.of(opening(rule), paths=form.same), rule.when)
    rows = scan.judged(rows, opening(rule), "opened")
    return rows.select(
        "x", "situation", "opened", "record_id",
        day="occurred_on",
        battery=rows[_BATTERY],
        binding=in_effect(rule, rows.occurred_on),
        **_keyed(rows, form),
    )  # fmt: skip


def _contested(form: BeAlone, triggers: Column, rivals: Column) -> Column:
    """Leave out the triggers that surely have no rival: nobody will read of them."""
    t, w = triggers, _candidates(form, rivals)
    open_still = t.opened.isnull() | ~_filled(t, form)
    sure = t.filter(~open_still)
    return sure.semi_join(w, _matches(form, sure, w)).union(t.filter(open_still))


def _candidates(form: BeAlone, rivals: Column) -> Column:
    return rivals.select(
        rival="x", w_situation="situation", rival_on="day", rival_battery="battery",
        surely=rivals.opened.fill_null(False), rival_id="record_id",
        **{f"w_{key}": rivals[key] for key in _keys(form)},
    )  # fmt: skip


def _matches(form: BeAlone, t: Column, w: Column) -> list[Column]:
    """What makes another record, on that day or before, a candidate against a trigger."""
    same = [t[key] == w[f"w_{key}"] for key in _keys(form)]
    return [t.situation == w.w_situation, *same, w.rival_on <= t.day, w.rival != t.x]


def _filled(t: Column, form: BeAlone) -> Column:
    return reduce(and_, (t[key].notnull() for key in _keys(form)))


def _conflicts(scan: Scan, form: BeAlone, triggers: Column, rivals: Column) -> Column:
    """Return (x, rival, rank, sure) for each pair that nothing released."""
    t, w = triggers.filter(triggers.opened), _candidates(form, rivals)
    pairs = t.join(w, _matches(form, t, w))
    earlier = pairs.rival_on < pairs.day
    if form.same == (_BATTERY,):
        pairs = pairs.filter(earlier | (pairs.rival_id < pairs.record_id))
        sure = pairs.surely
    else:
        other = pairs.battery != pairs.rival_battery
        pairs = pairs.filter(other.fill_null(True))
        sure = (pairs.surely & earlier & other).fill_null(False)
    ranked = rank(pairs.rival_on, pairs.rival_id, latest=True)
    pairs = pairs.mutate(sure=sure, rank=ranked)
    if form.until:
        pairs = _unreleased(scan, form, pairs)
    return pairs


def _unreleased(scan: Scan, form: BeAlone, pairs: Column) -> Column:
    """Leave out pairs of which the earlier was released by the day of the later.

    A rival without a battery code is never released: nothing can name it.
    """
    rows = scan.rows(Needs.of(), form.until)
    released = rows.select(
        release="x", u_situation="situation", released_on="occurred_on",
        u_battery=rows[_BATTERY],
        **{f"u_{key}": column for key, column in _keyed(rows, form).items()},
    )  # fmt: skip
    return pairs.anti_join(
        released,
        [
            pairs.situation == released.u_situation,
            *(pairs[key] == released[f"u_{key}"] for key in _keys(form)),
            pairs.rival_battery == released.u_battery,
            released.released_on >= pairs.rival_on,
            released.released_on <= pairs.day,
            released.release != pairs.x,
            released.release != pairs.rival,
        ],
    )
