"""The examples inside rule files, with what they leave out filled in."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from .cells import REGISTER_COLUMNS, settle
from .conditions import listed
from .days import WorkingDays
from .duties import duties_of
from .world import World

ACTOR = "default-actor"
BATTERY = "default-battery"
LONG_AGO = date(1900, 1, 1)


def verdict_of_example(
    rule: Mapping[str, Any],
    example: Mapping[str, Any],
    working_days: WorkingDays,
    vocabulary: Mapping[str, Any],
    instrument: Mapping[str, Any],
) -> str:
    """Return the verdict on the judged record of an example, or `no_duty`."""
    dataset = filled(rule, example)
    as_of = settle(example["as_of"], "date")
    duties = duties_of(
        World(dataset, as_of, working_days, vocabulary), rule, instrument
    )
    judged_id = example.get("judge", dataset["records"][0]["record_id"])
    row = next(r for r in dataset["records"] if r["record_id"] == judged_id)
    year = settle(row["occurred_on"], "date").year
    names = {judged_id, f"{row['actor_id']}/{year}"}
    verdicts = [duty["verdict"] for duty in duties if duty["record_id"] in names]
    return verdicts[0] if verdicts else "no_duty"


def faults_of_examples(
    rule: Mapping[str, Any],
    working_days: WorkingDays,
    vocabulary: Mapping[str, Any],
    instrument: Mapping[str, Any],
) -> list[str]:
    """Name each example of a rule that gives another verdict than it expects."""
    faults = []
    for number, example in enumerate(rule["examples"], start=1):
        found = verdict_of_example(rule, example, working_days, vocabulary, instrument)
        if found != example["expect"]:
            expected = example["expect"]
            faults.append(f"{rule['id']} {number}: expected {expected}, found {found}")
    return faults


def filled(rule: Mapping[str, Any], example: Mapping[str, Any]) -> dict[str, Any]:
    """Make a whole dataset of an example."""
    complete = example.get("complete", {"from": LONG_AGO})
    who = listed(rule["who"])[0]
    produced_on = complete.get("from") or LONG_AGO
    registers: dict[str, list[Any]] = {table: [] for table in REGISTER_COLUMNS}
    registers["entities"] = [
        {"entity_id": ACTOR, "roles": None if who == "anyone" else who}
    ]
    registers["batteries"] = [{"battery_code": BATTERY, "produced_on": produced_on}]
    for table, rows in (example.get("registers") or {}).items():
        registers[table] = registers[table] + rows
    records = [
        {"record_id": f"r{n}", "actor_id": ACTOR, "battery_code": BATTERY} | row
        for n, row in enumerate(example["records"], start=1)
    ]
    return {"records": records, "complete": complete, **registers}
