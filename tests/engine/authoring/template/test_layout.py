"""The sheets of a template, and what a role leaves out of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.authoring.template import Template, plan
from engine.dataset.schema import records_schema, register_schemas
from engine.errors import Text
from engine.rulebook import Rulebook
from tests.engine.authoring.template.conftest import Plan

OTHERS = ["corrects", "recorded_on"]


def columns(template: Template, table: str = "records") -> list[str]:
    sheet = template.sheet(table)
    assert sheet is not None
    return [head.column.name for head in sheet.heads]


def words(template: Template, column: str) -> list[tuple[str, str]]:
    for sheet in template.sheets:
        for head in sheet.heads:
            if head.column.name == column and head.words:
                return list(head.words.words)
    return []


def test_template_for_all_has_every_table_and_column(
    planned: Plan, shipped: Rulebook
) -> None:
    template = planned("en")

    vocabulary = shipped.vocabularies["order-73"]
    schemas = [records_schema(vocabulary), *register_schemas(vocabulary).values()]
    assert [s.title for s in template.sheets] == [s.table for s in schemas]
    for schema in schemas:
        assert sorted(columns(template, schema.table)) == sorted(schema.names)


def test_what_rules_need_stands_first(planned: Plan) -> None:
    template = planned()

    assert columns(template)[:4] == [
        "record_id",
        "event",
        "occurred_on",
        "battery_code",
    ]
    assert columns(template)[-2:] == OTHERS
    assert columns(template, "batteries")[:3] == [
        "battery_code",
        "maker_id",
        "produced_on",
    ]


def test_role_narrows_events_fields_and_registers(planned: Plan) -> None:
    template = planned("en", "utilization_enterprise")

    assert [sheet.table for sheet in template.sheets] == [
        "records",
        "entities",
        "credentials",
    ]
    events = [event for event, _ in words(template, "event")]
    assert {"battery.received", "battery.utilized", "product.released"} <= set(events)
    assert "vehicle.sold" not in events
    assert events == [e for e in template.vocabulary.events if e in events]
    assert "quality_certified" in columns(template)
    assert {"coded", "model", "retired"} & set(columns(template)) == set()
    assert columns(template)[-3:] == ["region", *OTHERS]


def test_other_role_needs_other_registers(planned: Plan) -> None:
    template = planned("en", "nev_maker")

    assert "vehicles" in [sheet.table for sheet in template.sheets]
    assert "outlets" in [sheet.table for sheet in template.sheets]
    assert "model" in columns(template)


def test_lists_have_chinese_names_or_codes(planned: Plan) -> None:
    assert words(planned("zh"), "level") == [
        ("电池包", "pack"), ("模块", "module"), ("单体", "cell"),
    ]  # fmt: skip
    assert words(planned("en"), "battery_condition") == [
        ("new", "New"), ("in_use", "In use"), ("waste", "Waste"),
    ]  # fmt: skip
    assert ("营业执照", "business_licence") in words(planned("zh"), "kind")


def test_lists_hold_every_word_of_the_vocabulary(planned: Plan) -> None:
    vocabulary = planned("en").vocabulary

    for column, listed in {
        "event": vocabulary.events,
        "roles": vocabulary.roles,
        "kind": vocabulary.credentials,
        **vocabulary.codes,
    }.items():
        assert words(planned("en"), column) == [(c, t.en) for c, t in listed.items()]
        assert [code for _, code in words(planned("zh"), column)] == list(listed)


def test_code_stands_for_itself_where_two_share_a_chinese_name(
    shipped: Rulebook,
) -> None:
    vocabulary = shipped.vocabularies["order-73"]
    same = dict.fromkeys(("new", "mint"), Text("新", "New")) | {
        "waste": Text("废旧", "W")
    }
    changed = replace(vocabulary, codes=vocabulary.codes | {"battery_condition": same})

    template = plan(shipped, changed, "zh")

    assert words(template, "battery_condition") == [
        ("new", "new"), ("mint", "mint"), ("废旧", "waste"),
    ]  # fmt: skip


def test_examples_are_written_in_the_words_of_the_lists(planned: Plan) -> None:
    first = planned("zh", "utilization_enterprise").examples[0]

    assert first["event"] == "电池接收入库"
    assert first["battery_condition"] == "废旧"
    flags = [
        row.get("dismantling_info_given")
        for row in planned("zh", "battery_enterprise").examples
    ]
    assert set(flags) == {"是", None}
    assert (
        planned("en", "utilization_enterprise").examples[0]["event"]
        == "battery.received"
    )


@pytest.mark.parametrize("role", [None, "seller", "lessor", "service_outlet"])
def test_every_cell_of_an_example_has_its_column(
    planned: Plan, role: str | None
) -> None:
    template = planned("zh", role)

    for row in template.examples:
        assert set(row) <= set(columns(template))
