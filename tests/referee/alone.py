"""The form `be_alone`: of two records that share a place, the later is judged."""

from datetime import date

from .doubt import agrees, is_event, rejected_like
from .kleene import Kleene, all_of
from .questions import (
    Question,
    by_day,
    columns_of,
    latest,
    standing,
    with_witness,
)
from .rulings import COMPLIANT, UNDETERMINED, Ruling
from .world import Row


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
        if rivalry and not might_be_released(question, other, pairs):
            rivals.append(other)
        else:
            doubted = True
    if rivals:
        return with_witness("breach", latest(rivals))
    if doubted or might_be_rivalled(question, pairs, is_by_battery):
        return UNDETERMINED
    return COMPLIANT


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


def might_be_released(
    question: Question, rival: Row, pairs: list[tuple[str, str]]
) -> bool:
    """Tell whether a release that is not there may only be missing from the records."""
    world, until = question.world, question.demand.get("until")
    if until is None:
        return False
    first, last = world.complete_from, world.complete_until or date.max
    is_complete = (
        first is not None
        and first <= rival["occurred_on"]
        and question.trigger["occurred_on"] <= last
    )
    places = [*pairs, ("battery_code", "battery_code")]
    return not is_complete or bool(rejected_like(world, rival, until, places))


def might_be_rivalled(
    question: Question, pairs: list[tuple[str, str]], is_by_battery: bool
) -> bool:
    """Tell whether a rival that is not there may only be missing from the records."""
    world, trigger = question.world, question.trigger
    if trigger["occurred_on"] > (world.complete_until or date.max):
        return True
    found = rejected_like(world, trigger, question.rule["when"], pairs)
    own = [("battery_code", "battery_code")]
    return any(is_by_battery or not agrees(trigger, row, own) for row in found)
