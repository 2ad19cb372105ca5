"""The forms of demand that are judged on one trigger record."""

from dataclasses import replace
from datetime import date

from .alone import be_alone
from .conditions import holds
from .days import ONE_DAY
from .doubt import is_event, may_agree, rejected_like
from .kleene import all_of, negate
from .questions import Question, by_day, columns_of, latest, with_witness
from .rulings import (
    COMPLIANT,
    UNDETERMINED,
    Ruling,
    ruling_by_due_day,
    ruling_of,
)
from .world import Row


def witnesses(question: Question) -> tuple[list[Row], list[Row]] | None:
    """Return the sure and the unsure witnesses; None if a `same` column is empty."""
    world, demand, trigger = question.world, question.demand, question.trigger
    pairs = pairs_of(question)
    if any(trigger[column] is None for column, _ in pairs):
        return None
    sure: list[Row] = []
    unsure: list[Row] = []
    for row in sorted(world.seen, key=by_day):
        if row is trigger or not is_event(row, demand["event"]):
            continue
        kind = all_of(
            [
                may_agree(world, trigger, row, pairs),
                holds(world, row, demand.get("where")),
            ]
        )
        if kind is not False:
            (sure if kind else unsure).append(row)
    return sure, unsure


def pairs_of(question: Question) -> list[tuple[str, str]]:
    """Return the columns that the trigger and its witness must share."""
    return columns_of(question.demand.get("same", ["battery"]))


def might_be_witnessed(question: Question) -> bool:
    """Tell whether a rejected row might be a witness, whatever its day."""
    events = question.demand["event"]
    return bool(
        rejected_like(question.world, question.trigger, events, pairs_of(question))
    )


def be_reported(question: Question) -> Ruling:
    """Judge by the day on which the record reached the platform."""
    world, trigger = question.world, question.trigger
    due = question.due(trigger["occurred_on"], question.roll_over)
    if due is None or world.is_absent("records", "reported_on"):
        return UNDETERMINED
    return ruling_by_due_day(due, trigger["reported_on"], world.judged_on, world.as_of)


def hold(question: Question) -> Ruling:
    """Judge by conditions on the trigger itself."""
    found = holds(question.world, question.trigger, question.demand)
    return ruling_of(negate(found) if question.is_forbidden else found)


def be_followed_by(question: Question) -> Ruling:
    """Judge by the earliest witness on the same or a later day."""
    if question.is_forbidden:
        return not_be_followed_by(question)
    world, day = question.world, question.trigger["occurred_on"]
    due = question.due(day, question.roll_over)
    found = witnesses(question)
    if due is None or found is None:
        return UNDETERMINED
    sure, unsure = ([w for w in rows if w["occurred_on"] >= day] for rows in found)
    first = sure[0] if sure else None
    done_on = first["occurred_on"] if first else None
    if done_on is None or done_on > due:
        if any(w["occurred_on"] <= due for w in unsure) or might_be_witnessed(question):
            return UNDETERMINED
        if first is not None and world.judged_on <= due:
            return UNDETERMINED  # one in time might have come after the records end
    ruling = ruling_by_due_day(due, done_on, world.judged_on, world.as_of)
    return replace(ruling, witness_id=first["record_id"]) if first else ruling


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
    has_ended = question.world.judged_on < question.world.as_of
    if might_be_witnessed(question) or (has_ended and question.world.judged_on <= day):
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
    if not would_show_predecessor(question) or might_be_witnessed(question):
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


FORMS = {
    "be_reported": be_reported,
    "hold": hold,
    "be_followed_by": be_followed_by,
    "be_preceded_by": be_preceded_by,
    "be_alone": be_alone,
}
