"""The two forms that are judged on a group of records: shares and outlets."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from .cells import settle
from .conditions import holds, is_open
from .doubt import might_be_corrected, might_be_in_year
from .kleene import Kleene, all_of, any_of
from .questions import by_day
from .rulings import PENDING, UNDETERMINED, Ruling, ruling_of
from .world import Row, World

LEVELS = {"province": 2, "prefecture": 4}

Triggers = list[tuple[Row, Kleene]]
Judged = Iterator[tuple[str, Row, Ruling]]


def reach(
    world: World, rule: Mapping[str, Any], demand: Mapping[str, Any], triggers: Triggers
) -> Judged:
    """Judge the ratio of two sums for each actor and calendar year."""
    groups: dict[str, Triggers] = {}
    for row, stands in sorted(triggers, key=lambda trigger: by_day(trigger[0])):
        name = f"{row['actor_id']}/{row['occurred_on'].year}"
        groups.setdefault(name, []).append((row, stands))
    for name, group in groups.items():
        yield name, group[0][0], ruling_of_year(world, rule, demand, group)


def ruling_of_year(
    world: World, rule: Mapping[str, Any], demand: Mapping[str, Any], group: Triggers
) -> Ruling:
    """Judge one actor's year: first whether it is over, then whether all is known."""
    rows = [row for row, _ in group]
    actor, year = rows[0]["actor_id"], rows[0]["occurred_on"].year
    if world.as_of < date(year, 12, 31):
        return PENDING
    if world.judged_on < date(year, 12, 31):
        return UNDETERMINED
    if world.complete_from is None or date(year, 1, 1) < world.complete_from:
        return UNDETERMINED
    if might_be_in_year(world, rule["when"], actor, year):
        return UNDETERMINED
    if any(might_be_corrected(world, row) for row in rows):
        return UNDETERMINED
    above = total(world, demand["measure"]["numerator"], rows)
    below = total(world, demand["measure"]["denominator"], rows)
    if not all(stands for _, stands in group) or above is None or not below:
        return UNDETERMINED
    return ruling_of(
        ("at_least" not in demand or above >= bound_of(demand["at_least"]) * below)
        and ("at_most" not in demand or above <= bound_of(demand["at_most"]) * below)
    )


def total(world: World, part: Mapping[str, Any], rows: list[Row]) -> Fraction | None:
    """Add up a field over the rows that count; None where one is unknown."""
    result = Fraction(0)
    for row in rows:
        counts = holds(world, row, part.get("where"))
        if counts is False:
            continue
        value = world.value(row, part["sum"])
        if counts is None or value is None:
            return None
        result += value
    return result


def bound_of(bound: Any) -> Fraction:
    """Read a number or a percentage."""
    if isinstance(bound, str) and bound.endswith("%"):
        return bound_of(bound[:-1].strip()) / 100
    return Fraction(settle(bound, "number"))


def be_covered_by(
    world: World, _: Mapping[str, Any], demand: Mapping[str, Any], triggers: Triggers
) -> Judged:
    """Judge whether an operator has an outlet in a region, once a year."""
    digits = LEVELS[demand["level"]]
    covered = set()
    for row, stands in sorted(triggers, key=lambda trigger: by_day(trigger[0])):
        operator = world.value(row, demand.get("operator", "actor"))
        region = row["region"] or ""
        if not stands or operator is None or len(region) < digits:
            yield row["record_id"], row, UNDETERMINED
            continue
        group = operator, region[:digits], row["occurred_on"].year
        if group not in covered:
            covered.add(group)
            found = has_outlet(world, operator, region[:digits], row["occurred_on"])
            is_doubted = might_be_corrected(world, row)
            yield row["record_id"], row, ruling_of(None if is_doubted else found)


def has_outlet(world: World, operator: str, region: str, day: date) -> Kleene:
    """Tell whether one of the operator's outlets there was open that day."""
    if "outlets" not in world.registers:
        return None
    found = any_of(
        all_of(
            [
                is_operator(world, outlet, operator),
                is_there(outlet["region"] or "", region),
                is_open(world, outlet, day),
            ]
        )
        for outlet in world.registers["outlets"]
    )
    if found is False and world.might_be("outlets", {"operator_id": operator}):
        return None
    return found


def is_operator(world: World, outlet: Row, operator: str) -> Kleene:
    """Tell whether an outlet is this operator's; unknown where no file says whose."""
    is_absent = world.is_absent("outlets", "operator_id")
    return None if is_absent else outlet["operator_id"] == operator


def is_there(region: str, wanted: str) -> Kleene:
    """Compare regions; one told too roughly is unknown unless its digits differ."""
    if len(region) < len(wanted):
        return None if wanted.startswith(region) else False
    return region.startswith(wanted)


GROUP_FORMS = {"reach": reach, "be_covered_by": be_covered_by}
