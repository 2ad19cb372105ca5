"""From a rule and a world to its duties."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from .cells import settle
from .doubt import is_event, might_be_corrected
from .forms import FORMS
from .groups import GROUP_FORMS, Triggers
from .kleene import Kleene
from .questions import Question, standing
from .rulings import UNDETERMINED, Ruling
from .world import Row, World


def duties_of(
    world: World, rule: Mapping[str, Any], instrument: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Judge every duty that a rule opens."""
    ((form, demand),) = (rule.get("must") or rule["must_not"]).items()
    roll_over = (instrument.get("counting") or {}).get("roll_over", False)
    triggers = triggers_of(world, rule)
    if form in GROUP_FORMS:
        judged = GROUP_FORMS[form](world, rule, demand, triggers)
    else:
        judged = judge_each(world, rule, form, demand, roll_over, triggers)
    return [duty(world, rule, name, row, ruling) for name, row, ruling in judged]


def judge_each(
    world: World,
    rule: Mapping[str, Any],
    form: str,
    demand: Mapping[str, Any],
    roll_over: bool,
    triggers: Triggers,
) -> Iterator[tuple[str, Row, Ruling]]:
    """Judge each trigger by itself; one that is not surely bound is undetermined.

    So is one that a rejected row corrects, whatever is found.
    """
    for row, stands in triggers:
        question = Question(world, rule, demand, "must_not" in rule, roll_over, row)
        is_sure = stands and not might_be_corrected(world, row)
        ruling = FORMS[form](question) if is_sure else UNDETERMINED
        yield row["record_id"], row, ruling


def triggers_of(world: World, rule: Mapping[str, Any]) -> Triggers:
    """Return the records that open a duty, and whether they surely do."""
    first = settle(rule["effective"].get("from"), "date") or date.min
    until = settle(rule["effective"].get("until"), "date")
    found: list[tuple[Row, Kleene]] = [
        (row, standing(world, rule, row))
        for row in world.seen
        if is_event(row, rule["when"])
        and first <= row["occurred_on"]
        and (until is None or row["occurred_on"] < until)
    ]
    return [(row, stands) for row, stands in found if stands is not False]


def duty(
    world: World, rule: Mapping[str, Any], name: str, row: Row, ruling: Ruling
) -> dict[str, Any]:
    """Write a duty down as the conformance cases do."""
    return {
        "rule": rule["id"],
        "record_id": name,
        "verdict": ruling.verdict,
        "due_on": ruling.due_on and ruling.due_on.isoformat(),
        "done_on": ruling.done_on and ruling.done_on.isoformat(),
        "days": ruling.days,
        "witness_id": ruling.witness_id,
        "owed_by": world.value(row, rule.get("owed_by", "actor_id")),
    }
