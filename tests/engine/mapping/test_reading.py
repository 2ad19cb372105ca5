"""A mapping file becomes typed values, or every fault of it with its line."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml

from engine.errors import MappingError, Text
from engine.mapping import DatasetMapping, load_mapping
from engine.mapping.model import (
    Constant,
    FromColumn,
    LeaveOut,
    MadeOf,
    NameOf,
    RowTemplate,
    RowTest,
    Selection,
    Translation,
)
from engine.mapping.schema import mapping_schema, schema_text
from engine.rulebook import Completeness, Vocabulary
from tests.engine.mapping.conftest import PLAIN
from tests.house import RULES, words

Read = Callable[[str], DatasetMapping]

EVERY_KEY = PLAIN.replace(
        "    columns:\n",
        "    file: '*.csv'\n    sheet: [A, B]\n    header: [2, 3]\n    skip: 1\n"
        '    encoding: gb18030\n    delimiter: "\\t"\n    part: pack\n'
        "    distinct: true\n    optional: true\n"
        "    leave_out:\n"
        "      - {column: Line, values: [' 合计 ', \uff34otal], reason: totals}\n"
        "      - {column: Pack, filled: false, reason: {zh: 空, en: empty}}\n"
        "    columns:\n"
        "      vin: {made_of: [A, B], prefix: X}\n"
        "      region: {name_of: file, values: {Hubei: '42'}, otherwise: empty}\n"
        "      intended_use: {column: U, values: {车用: ev, '': other}, default: other}\n"
        "      quantity_kg: {column: Q, unit: t}\n"
        "      value: {column: V, written: '1,234.5'}\n"
        "      reported_on: {column: R, written: digits}\n"
        "      document: {constant: ''}\n",
    ) + (
        "    rows:\n"
        "      - when: {column: Day, filled: true}\n"
        "        columns: {vin: V2}\n"
        "      - columns: {}\n"
    )  # fmt: skip


def test_a_plain_mapping(read: Read) -> None:
    found = read(PLAIN)

    assert (found.vocabulary, found.title, found.source) == ("order-73", "Ledger", None)
    assert found.complete == Completeness(date(2026, 4, 1), date(2026, 9, 30))
    (source,) = found.tables
    assert source.selection == Selection(8)
    assert source.rows == (
        RowTemplate(
            {
                "record_id": FromColumn("Line", 9),
                "event": Constant("battery.received"),
                "occurred_on": FromColumn("Day", 11),
                "actor_id": Constant("W1"),
                "battery_code": FromColumn("Pack", 13),
            }
        ),
    )
    assert found.text == PLAIN


def test_every_key(read: Read) -> None:
    (source,) = read(EVERY_KEY).tables

    assert source.selection == Selection(
        8, "*.csv", ("A", "B"), (2, 3), 1, "gb18030", "\t", "pack"
    )
    assert source.distinct
    assert source.optional
    assert source.leave_out == (
        LeaveOut(RowTest("Line", 18, ("合计", "Total")), Text("totals", "totals")),
        LeaveOut(RowTest("Pack", 19, None, False), Text("空", "empty")),
    )
    first, second = source.rows
    assert first.when == RowTest("Day", 34, None, True)
    assert first.columns["vin"] == FromColumn("V2", 35)
    assert second.when is None
    assert second.columns["vin"] == MadeOf(("A", "B"), 21, "X")
    assert second.columns["region"] == NameOf(
        "file", 22, Translation({"Hubei": "42"}, "empty")
    )
    assert second.columns["intended_use"] == FromColumn(
        "U", 23, Translation({"车用": "ev", "": "other"}, default="other")
    )
    assert second.columns["quantity_kg"] == FromColumn("Q", 24, unit="t")
    assert second.columns["value"] == FromColumn("V", 25, written="1,234.5")
    assert second.columns["reported_on"] == FromColumn("R", 26, written="digits")
    assert second.columns["document"] == Constant("")
    jsonschema.validate(_plain(EVERY_KEY), mapping_schema())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("mapping: 1", "mapping: 2",
         "line 1\n  mapping: The form that this version reads is 1."),
        ("order-73", "order-37",
         "line 2\n  vocabulary: order-37 is not a vocabulary.  Did you mean order-73?\n"
         "  Vocabularies: order-73"),
        ("  title: Ledger\n", "",
         "line 4\n  dataset: title is missing.  What the dataset is."),
        ("until: 2026-09-30", "until: 2026-03-30",
         "line 5\n  dataset.complete: until (2026-03-30) comes before from (2026-04-01)."),
        ("  records:", "  recods:",
         "line 7\n  tables: recods is not a table.  Did you mean records?\n  Tables: "
         "records, entities, credentials, batteries, vehicles, outlets"),
        ("battery_code: Pack", "batery_code: Pack",
         "line 13\n  tables.records.columns: batery_code is not a column.  "
         "Did you mean battery_code?"),
        ("      actor_id: {constant: W1}\n", "",
         "line 8\n  tables.records: Nothing is said of actor_id, which every row of "
         "records has.\n  Name a head, a constant, or the columns that it is made_of."),
        ("record_id: Line", "record_id: {constant: ''}",
         "line 9\n  tables.records.columns.record_id.constant: Every row has record_id: "
         "it cannot be empty."),
        ("record_id: Line", "record_id:",
         "line 9\n  tables.records.columns.record_id: Nothing stands here, but a "
         "text is needed."),
        ("battery.received", "battery.recieved",
         "line 10\n  tables.records.columns.event.constant: battery.recieved is not a "
         "code.  Did you mean battery.received?"),
        ("occurred_on: Day", "occurred_on: {column: Day, unit: t}",
         "line 11\n  tables.records.columns.occurred_on.unit: occurred_on has no unit."),
        ("battery_code: Pack", "battery_code: {column: Pack, written: serial}",
         "line 13\n  tables.records.columns.battery_code.written: battery_code holds "
         "neither days nor numbers: leave out written."),
        ("battery_code: Pack", "quantity_kg: {column: Q, unit: lb}",
         "line 13\n  tables.records.columns.quantity_kg.unit: lb is not a unit.\n"
         "  Units: t, 吨, kg, 千克, 公斤, g, 克, 斤"),
        ("battery_code: Pack", "battery_code: {constant: A, prefix: B}",
         "line 13\n  tables.records.columns.battery_code: prefix says nothing beside "
         "constant."),
        ("battery_code: Pack", "battery_code: {column: A, otherwise: keep}",
         "line 13\n  tables.records.columns.battery_code.otherwise: otherwise says what "
         "becomes of words that values does not list; give values."),
        ("battery_code: Pack",
         "battery_code: {column: A, values: {B: C}, default: D, otherwise: keep}",
         "line 13\n  tables.records.columns.battery_code.default: Only one of default "
         "and otherwise may stand here."),
        ("battery_code: Pack", "battery_code: {column: A, values: {B: C, ' \uff22': D}}",
         "line 13\n  tables.records.columns.battery_code.values: The word  \uff22 stands "
         "there twice; blanks around it and the width of letters make no difference."),
        ("    columns:", "    header: [2, 4]\n    columns:",
         "line 8\n  tables.records.header: Rows of heads stand one below the other, "
         "from top to bottom."),
        ("    columns:", "    header: 0\n    columns:",
         "line 8\n  tables.records.header: A whole number from 1 to 1000 is needed."),
        ("    columns:", "    delimiter: ;;\n    columns:",
         "line 8\n  tables.records.delimiter: One character is needed, no quotation "
         'mark or line end, such as ";"; a tab is written "\\t".'),
        ("    columns:", "    leave_out: {column: A, reason: B}\n    columns:",
         "line 8\n  tables.records.leave_out: Exactly one is needed of values, filled."),
    ],
)  # fmt: skip
def test_fault(
    faults_after: Callable[[str, str], str], old: str, new: str, message: str
) -> None:
    found = faults_after(old, new)

    assert found.startswith(f"m.yaml, {message}") or message in found


def test_column_whose_empty_cell_says_something_is_everywhere_or_nowhere(
    read: Read,
) -> None:
    rows = (
        "    rows:\n"
        "      - {when: {column: A, filled: true}, columns: {reported_on: R}}\n"
        "      - {when: {column: B, filled: true}, columns: {vin: V}}\n"
    )

    with pytest.raises(MappingError, match="reported_on is missing here"):
        read(PLAIN + rows)
    (source,) = read(
        PLAIN + rows.replace("vin: V", "reported_on: {constant: ''}")
    ).tables
    assert source.rows[1].columns["reported_on"] == Constant("")


def test_records_are_needed(read: Read) -> None:
    text = PLAIN[: PLAIN.index("  records:")] + (
        "  entities:\n    columns: {entity_id: Id}\n"
    )

    with pytest.raises(MappingError, match="records is missing: without records"):
        read(text)


def test_file_that_cannot_be_read(
    tmp_path: Path, vocabularies: dict[str, Vocabulary]
) -> None:
    with pytest.raises(MappingError, match="cannot be read"):
        load_mapping(tmp_path / "none.yaml", vocabularies)
    file = tmp_path / "m.yaml"
    file.write_bytes("标题".encode("gb18030"))
    with pytest.raises(MappingError, match="The file is not UTF-8"):
        load_mapping(file, vocabularies)
    file.write_bytes(b"#" * 1_000_001)
    with pytest.raises(MappingError, match="more than 1,000,000 bytes"):
        load_mapping(file, vocabularies)
    file.write_text("a: &b 1")
    with pytest.raises(MappingError, match="line 1"):
        load_mapping(file, vocabularies)


def test_faults_in_chinese(read: Read) -> None:
    with pytest.raises(MappingError) as found:
        read(PLAIN.replace("mapping: 1", "maping: 1"))

    assert found.value.in_language("zh") == (
        "m.yaml，第 1 行\n  maping 不是映射的键。您是否要写 mapping？\n"
        "  可用的键：mapping、vocabulary、dataset、tables\n"
        "m.yaml，第 1 行\n  缺少 mapping。应填：本文件的格式：1。"
    )


def test_schema_file_is_what_the_keys_make() -> None:
    assert (RULES / "mapping.schema.json").read_text("utf-8") == schema_text()
    jsonschema.Draft202012Validator.check_schema(mapping_schema())


def test_examples_of_the_readme_are_mappings(read: Read) -> None:
    blocks = words("engine", "mapping", "README.md").split("```yaml\n")[1:]
    head = PLAIN[: PLAIN.index("  records:")]
    for block in (b.split("```")[0] for b in blocks):
        if not block.startswith("mapping:"):
            block = head + "".join(f"  {line}\n" for line in block.splitlines())
        found = read(block)
        assert found.tables
        jsonschema.validate(_plain(found.text), mapping_schema())


def _plain(text: str) -> object:
    """Return YAML as JSON has it: days as texts."""
    return json.loads(json.dumps(yaml.safe_load(text), default=str))
