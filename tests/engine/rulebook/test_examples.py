"""Examples get their defaults, and their cells are checked like those of a dataset."""

from datetime import date

import pytest

from engine.rulebook import Completeness
from engine.rulebook.examples import DEFAULT_ACTOR, DEFAULT_BATTERY

FIRST = (
    "    records: [{event: battery.received, condition: waste, "
    "occurred_on: 2026-05-01, reported_on: 2026-05-31}]\n"
)
RECORD = "{event: battery.received, occurred_on: 2026-05-01}"


def first_example(changed_rule, records: str, more: str = ""):
    return changed_rule(FIRST, f"    records: {records}\n{more}").examples[0]


def test_defaults_make_a_whole_dataset(changed_rule) -> None:
    example = first_example(changed_rule, f"[{RECORD}, {RECORD}]")

    assert [row["record_id"] for row in example.records] == ["r1", "r2"]
    assert example.judge == "r1"
    assert example.records[0]["actor_id"] == DEFAULT_ACTOR
    assert example.records[0]["battery_code"] == DEFAULT_BATTERY
    assert example.registers["entities"] == (
        {
            "entity_id": DEFAULT_ACTOR,
            "name": "默认主体",
            "name_en": "Default actor",
            "roles": "recycler",
        },
    )
    assert example.registers["batteries"][0]["produced_on"] == "2018-08-01"
    assert example.registers["outlets"] == ()
    assert example.complete == Completeness(date(2000, 1, 1), None)


def test_the_actor_of_anyone_has_unknown_roles(changed_rule) -> None:
    example = changed_rule("who: recycler", "who: anyone").examples[0]

    assert "roles" not in example.registers["entities"][0]


def test_registers_add_to_the_defaults(changed_rule) -> None:
    more = "    registers: {entities: [{entity_id: B, roles: maker;recycler}]}\n"
    example = first_example(changed_rule, f"[{RECORD}]", more)

    ids = [row["entity_id"] for row in example.registers["entities"]]
    assert ids == [DEFAULT_ACTOR, "B"]


def test_an_empty_battery_code_stays_empty(changed_rule) -> None:
    records = (
        "[{event: battery.received, occurred_on: 2026-05-01, battery_code: ''}, "
        "{event: battery.sold, occurred_on: 2026-05-01, battery_code: null}]"
    )
    example = first_example(changed_rule, records)

    assert not any("battery_code" in row for row in example.records)
    assert example.registers["batteries"] == ()


def test_the_default_battery_is_produced_inside_the_stated_window(changed_rule) -> None:
    more = "    complete: {from: 2020-01-01, until: 2026-12-31}\n"
    example = first_example(changed_rule, f"[{RECORD}]", more)

    assert example.registers["batteries"][0]["produced_on"] == "2020-01-01"
    assert example.complete == Completeness(date(2020, 1, 1), date(2026, 12, 31))


def test_complete_may_say_nothing(changed_rule) -> None:
    example = first_example(changed_rule, f"[{RECORD}]", "    complete: {}\n")

    assert example.complete == Completeness(None, None)


def test_cells_are_texts_as_a_dataset_has_them(changed_rule) -> None:
    record = (
        "{event: battery.received, occurred_on: 2026-05-01, weight: 979.90, "
        "present: false, checked_on: '2026-05-02', vin: 7, document: null}"
    )
    row = first_example(changed_rule, f"[{record}]").records[0]

    assert row["weight"] == "979.90"
    assert row["present"] == "false"
    assert row["checked_on"] == "2026-05-02"
    assert row["vin"] == "7"
    assert "document" not in row


def test_judge_names_another_record(changed_rule) -> None:
    records = f"[{RECORD}, {RECORD}]"

    assert first_example(changed_rule, records, "    judge: r2\n").judge == "r2"


PLACE = "rules/order-1/report.yaml, line 19\n  examples[1].records[1]"


@pytest.mark.parametrize(
    ("records", "message"),
    [
        ("[]", "rules/order-1/report.yaml, line 19\n  examples[1].records: An example "
         "needs a record, its trigger."),
        ("[{event: battery.received}]",
         f"{PLACE}: occurred_on is empty.  Every record needs it."),
        ("[{event: battery.received, occurred_on: 2026-05-01, actor_id: ''}]",
         f"{PLACE}: actor_id is empty.  Every record needs it."),
        ("[{event: battery.receive, occurred_on: 2026-05-01}]",
         f"{PLACE}.event: battery.receive is not an event.  "
         "Did you mean battery.received (接收)?"),
        ("[{event: battery.received, occured_on: 2026-05-01}]",
         f"{PLACE}: occured_on is not a column of records.  Did you mean occurred_on?"),
        ("[{event: battery.received, occurred_on: 2026-05-01, weight: heavy}]",
         f"{PLACE}.weight: heavy is not a number.  "
         "Write plain digits, such as 12 or 0.5."),
        ("[{event: battery.received, occurred_on: 2026-05-01, present: yes}]",
         f"{PLACE}.present: yes is not a flag.  Write true or false."),
        ("[{event: battery.received, occurred_on: 2026-05-01, corrects: r9}]",
         f"{PLACE}: corrects: r9 is not a record of this example.  Did you mean r1?"),
        ("[{event: battery.received, occurred_on: 2026-05-01, corrects: r1}]",
         f"{PLACE}: These corrections run in a circle."),
        (f"[{RECORD}, {{event: battery.sold, occurred_on: 2026-05-01, record_id: r1}}]",
         "rules/order-1/report.yaml, line 19\n  examples[1].records[2]: The record_id "
         "r1 stands here twice."),
    ],
)  # fmt: skip
def test_fault_of_a_record(faults_after, records: str, message: str) -> None:
    assert message in faults_after(FIRST, f"    records: {records}\n")


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("judge: r2",
         "line 20\n  examples[1].judge: r2 is not a record of this example."
         "  Did you mean r1?\n  Records: r1"),
        ("registers: {entity: []}",
         "line 20\n  examples[1].registers: entity is not a register.  "
         "Did you mean entities?\n"
         "  Registers: entities, credentials, batteries, vehicles, outlets"),
        ("registers: {entities: [{name: B}]}",
         "line 20\n  examples[1].registers.entities[1]: entity_id is empty.  "
         "Every row of entities needs it."),
        ("registers: {vehicles: [{vin: V}, {vin: V}]}",
         "line 20\n  examples[1].registers.vehicles[2]: The vin V stands here twice.  "
         "Give each its own."),
        ("registers: {entities: [{entity_id: B, roles: makr}]}",
         "line 20\n  examples[1].registers.entities[1].roles: makr is not a role.  "
         "Did you mean maker (生产企业)?\n  Roles: maker, recycler\n"
         "  They are defined in rules/vocabulary/small.yaml."),
        ("registers: {credentials: [{entity_id: B, kind: permits}]}",
         "line 20\n  examples[1].registers.credentials[1].kind: permits is not a "
         "credential.  Did you mean permit (许可证)?\n  Credentials: licence, permit\n"
         "  They are defined in rules/vocabulary/small.yaml."),
        ("registers: {batteries: [{battery_code: C, level: box}]}",
         "line 20\n  examples[1].registers.batteries[1].level: box is not a level of "
         "battery.\n  Levels: pack, module, cell"),
    ],
)  # fmt: skip
def test_fault_of_an_example(faults_after, more: str, message: str) -> None:
    found = faults_after(FIRST, f"    records: [{RECORD}]\n    {more}\n")

    assert found == f"rules/order-1/report.yaml, {message}"


def test_a_longer_circle_is_found(faults_after) -> None:
    records = (
        "[{event: battery.received, occurred_on: 2026-05-01, corrects: r2}, "
        "{event: battery.received, occurred_on: 2026-05-01, corrects: r1}]"
    )

    assert "run in a circle" in faults_after(FIRST, f"    records: {records}\n")
