"""The forms of demand that are judged on one trigger record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .conditions import has_role, holds, listed
from .days import ONE_DAY, due_day
from .kleene import Kleene, all_of, negate
from .rulings import (
    COMPLIANT,
    UNDETERMINED,
    Ruling,
    ruling_by_due_day,
    ruling_of,
)
from .world import SHORT_NAMES, Row, World


@dataclass(frozen=True)
class Question:
    """One trigger of one rule, and what is asked of it."""

    world: World
    rule: Mapping[str, Any]
    demand: Mapping[str, Any]
    is_forbidden: bool
    roll_over: bool
    trigger: Row

    def due(self, start: date, roll_over: bool) -> date | None:
        """Count the demand's `within` from a day."""
        within = self.demand.get("within")
        return due_day(start, within, self.world.working_days, roll_over)


def is_event(row: Row, events: Any) -> bool:
    """Tell whether a record is of one of these events."""
    return events == "any_event" or row["event"] in listed(events)


def standing(world: World, rule: Mapping[str, Any], row: Row) -> Kleene:
    """Tell whether the actor has the role and the record is of the kind."""
    who = rule["who"]
    role = True if who == "anyone" else has_role(world, row["actor_id"], listed(who))
    return all_of([role, holds(world, row, rule.get("where"))])


def columns_of(same: Any) -> list[tuple[str, str]]:
    """Return the pairs of trigger column and witness column that must agree."""
    pairs = same if isinstance(same, dict) else {name: name for name in same}
    return [(full_name(one), full_name(other)) for one, other in pairs.items()]


def full_name(column: str) -> str:
    """Return the column that a short name stands for."""
    return SHORT_NAMES.get(column, column)


def agrees(one: Row, other: Row, pairs: list[tuple[str, str]]) -> bool:
    """Tell whether all these columns are filled and equal."""
    return all(one[a] is not None and one[a] == other[b] for a, b in pairs)


def by_day(row: Row) -> tuple[date, str]:
    """Order records by day and then by id, so that the least id comes first."""
    return row["occurred_on"], row["record_id"]


def witnesses(question: Question) -> tuple[list[Row], list[Row]] | None:
    """Return the sure and the unsure witnesses; None if a `same` column is empty."""
    world, demand, trigger = question.world, question.demand, question.trigger
    pairs = columns_of(demand.get("same", ["battery"]))
    if any(trigger[column] is None for column, _ in pairs):
        return None
    sure: list[Row] = []
    unsure: list[Row] = []
    for row in sorted(world.seen, key=by_day):
        if row is trigger or not is_event(row, demand["event"]):
            continue
        if not agrees(trigger, row, pairs):
            continue
        kind = holds(world, row, demand.get("where"))
        if kind is not False:
            (sure if kind else unsure).append(row)
    return sure, unsure


def be_reported(question: Question) -> Ruling:
    """Judge by the day on which the record reached the platform."""
    trigger = question.trigger
    due = question.due(trigger["occurred_on"], question.roll_over)
    if due is None:
        return UNDETERMINED
    judged_on = question.world.judged_on
    return ruling_by_due_day(due, trigger["reported_on"], None, judged_on)


def hold(question: Question) -> Ruling:
    """Judge by conditions on the trigger itself."""
    found = holds(question.world, question.trigger, question.demand)
    return ruling_of(negate(found) if question.is_forbidden else found)


def be_followed_by(question: Question) -> Ruling:
    """Judge by the earliest witness on the same or a later day."""
    if question.is_forbidden:
        return not_be_followed_by(question)
    day = question.trigger["occurred_on"]
    due = question.due(day, question.roll_over)
    found = witnesses(question)
    if due is None or found is None:
        return UNDETERMINED
    sure, unsure = ([w for w in rows if w["occurred_on"] >= day] for rows in found)
    first = sure[0] if sure else None
    is_in_time = first is not None and first["occurred_on"] <= due
    if not is_in_time and any(w["occurred_on"] <= due for w in unsure):
        return UNDETERMINED
    judged_on = question.world.judged_on
    if first is None:
        return ruling_by_due_day(due, None, None, judged_on)
    return ruling_by_due_day(due, first["occurred_on"], first["record_id"], judged_on)


def not_be_followed_by(question: Question) -> Ruling:
    """Judge by the first offender on a strictly later day."""
    day = question.trigger["occurred_on"]
    due = question.due(day, question.roll_over)
    found = witnesses(question)
    if found is None:
        return UNDETERMINED
    sure, unsure = found
    if due is None:  # whether a later witness is in time cannot be told
        sure, unsure = [], sure + unsure
    for offender in sure:
        if day < offender["occurred_on"] <= due:
            return with_witness("breach", offender)
    is_on_the_day = any(w["occurred_on"] == day for w in sure + unsure)
    last = due or date.max
    if is_on_the_day or any(day < w["occurred_on"] <= last for w in unsure):
        return UNDETERMINED
    return COMPLIANT


def be_preceded_by(question: Question) -> Ruling:
    """Judge by the latest witness on the same or an earlier day."""
    day = question.trigger["occurred_on"]
    found = witnesses(question)
    if found is None:
        return UNDETERMINED
    sure, unsure = ([w for w in rows if w["occurred_on"] <= day] for rows in found)
    dues = {
        w["record_id"]: question.due(w["occurred_on"], False) for w in sure + unsure
    }
    in_time = [w for w in sure if (dues[w["record_id"]] or date.min) >= day]
    if in_time:
        return with_witness("compliant", latest(in_time))
    doubted = unsure + [w for w in sure if dues[w["record_id"]] is None]
    if any((dues[w["record_id"]] or date.max) >= day for w in doubted):
        return UNDETERMINED
    if not would_show_predecessor(question):
        return UNDETERMINED
    return with_witness("breach", latest(sure)) if sure else ruling_of(False)


def would_show_predecessor(question: Question) -> bool:
    """Tell whether a predecessor, had there been one, must be in the dataset."""
    world, day = question.world, question.trigger["occurred_on"]
    if world.complete_from is None or day > (world.complete_until or day):
        return False
    produced_on = world.value(question.trigger, "battery.produced_on")
    if produced_on is not None and produced_on >= world.complete_from:
        return True
    if "within" not in question.demand:
        return False
    start = day
    while start >= world.complete_from:
        start -= ONE_DAY
        due = question.due(start, False)
        if due is not None and due < day:
            return True  # every day in time comes after this one
    return False


def be_alone(question: Question) -> Ruling:
    """Judge the later record of two that share a place which holds one."""
    trigger = question.trigger
    pairs = columns_of(question.demand["same"])
    if any(trigger[column] is None for column, _ in pairs):
        return UNDETERMINED
    is_by_battery = pairs == [("battery_code", "battery_code")]
    rivals, doubted = [], False
    for other in sorted(question.world.seen, key=by_day):
        rivalry = is_rival(question, other, pairs, is_by_battery)
        if rivalry is False or is_released(question, other, pairs):
            continue
        if other["occurred_on"] == trigger["occurred_on"]:
            if is_by_battery and other["record_id"] > trigger["record_id"]:
                continue
            rivalry = rivalry if is_by_battery else None
        if rivalry:
            rivals.append(other)
        else:
            doubted = True
    if rivals:
        return with_witness("breach", latest(rivals))
    return UNDETERMINED if doubted else COMPLIANT


def is_rival(
    question: Question, other: Row, pairs: list[tuple[str, str]], is_by_battery: bool
) -> Kleene:
    """Tell whether another record took the same place on the same or an earlier day."""
    world, rule, trigger = question.world, question.rule, question.trigger
    if other is trigger or not is_event(other, rule["when"]):
        return False
    if other["occurred_on"] > trigger["occurred_on"]:
        return False
    if not agrees(trigger, other, pairs):
        return False
    codes = [trigger["battery_code"], other["battery_code"]]
    is_another = None if None in codes else codes[0] != codes[1]
    return all_of([standing(world, rule, other), is_by_battery or is_another])


def is_released(question: Question, rival: Row, pairs: list[tuple[str, str]]) -> bool:
    """Tell whether the rival's battery left the place before the trigger came."""
    last = question.trigger["occurred_on"]
    return any(
        row is not rival
        and row is not question.trigger
        and is_event(row, question.demand.get("until", []))
        and agrees(rival, row, [*pairs, ("battery_code", "battery_code")])
        and rival["occurred_on"] <= row["occurred_on"] <= last
        for row in question.world.seen
    )


def latest(rows: list[Row]) -> Row:
    """Return the latest record; of several on one day the one with the least id."""
    last = max(row["occurred_on"] for row in rows)
    return min((r for r in rows if r["occurred_on"] == last), key=by_day)


def with_witness(verdict: str, witness: Row) -> Ruling:
    """Name the record that decides."""
    return Ruling(
        verdict, done_on=witness["occurred_on"], witness_id=witness["record_id"]
    )


FORMS = {
    "be_reported": be_reported,
    "hold": hold,
    "be_followed_by": be_followed_by,
    "be_preceded_by": be_preceded_by,
    "be_alone": be_alone,
}
