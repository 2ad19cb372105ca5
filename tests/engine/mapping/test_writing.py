"""What is written is read again as it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from engine.errors import Text
from engine.mapping import DatasetMapping
from engine.mapping.model import Constant
from engine.mapping.reading import read_draft
from engine.mapping.writing import write_mapping
from engine.rulebook import Vocabulary
from tests.engine.mapping.conftest import PLAIN

EVERYTHING = """\
mapping: 1
vocabulary: order-73
dataset:
  title: "Ledger: 2026 # no comment"
  source: Goods in.xlsx, 台账.csv
  complete: {from: 2026-04-01}
tables:
  records:
    - file: 台账*.xlsx
      sheet: [入库, "2026"]
      header: [3, 4]
      skip: 1
      leave_out:
        - {column: 单号, values: ["合计", "null"], reason: {zh: 合计行, en: totals}}
        - {column: 单号, filled: false, reason: {zh: 空行, en: empty}}
      columns:
        actor_id: {constant: W1}
        quantity_kg: {column: 重量(吨), unit: t, written: "1,234.5"}
        battery_condition: {column: 状态, values: {"": waste, "旧 'x'": in_use}, default: waste}
      rows:
        - when: {column: 入库日期, filled: true}
          columns:
            record_id: {made_of: [单号, 行号], prefix: IN}
            event: {constant: battery.received}
            occurred_on: {column: 入库日期, written: day-month-year}
            reported_on: {constant: ""}
        - when: {column: 类型, values: [出库, "<b>"]}
          columns:
            record_id: {made_of: 单号, prefix: OUT}
            event: {name_of: sheet, values: {出库: battery.handed_over}, otherwise: keep}
            occurred_on: 出库日期
            reported_on: {column: 报送, values: {x: "2026-04-01"}, otherwise: empty}
    - file: export.csv
      encoding: gb18030
      delimiter: "\\t"
      part: events
      columns:
        record_id: Line
        event: {constant: battery.received}
        occurred_on: Day
        actor_id: Site
        reported_on: "=cmd|' /C calc'!A0"
  entities:
    - distinct: true
      optional: true
      columns: {entity_id: "a: b", name: "- 名称"}
"""


def bare(mapping: DatasetMapping | None) -> str:
    """Write a mapping without its text, and without the lines that it was read from."""
    assert mapping is not None
    return re.sub(r"line=\d+", "", repr(replace(mapping, text="")))


@pytest.mark.parametrize("text", [PLAIN, EVERYTHING])
def test_read_again_as_it_was(text: str, read: Callable[[str], DatasetMapping]) -> None:
    mapping = read(text)

    assert bare(read(write_mapping(mapping))) == bare(mapping)


@pytest.mark.parametrize(
    "evil",
    ["x\ny: 1", "a\\b\"c'", "\u2028", "{[#&*!|>%@`", "~", "1e3", "<script>", " ", "\t"],
)
def test_no_text_can_say_more_than_itself(
    evil: str, read: Callable[[str], DatasetMapping]
) -> None:
    mapping = read(PLAIN)
    (source,) = mapping.tables
    (row,) = source.rows
    columns = {**row.columns, "document": Constant(f"D{evil}")}
    changed = replace(source, rows=(replace(row, columns=columns),))

    again = read(write_mapping(replace(mapping, title=f"T{evil}", tables=(changed,))))

    assert again.title == f"T{evil}"
    assert again.tables[0].rows[0].columns["document"] == Constant(f"D{evil}")


def test_a_draft_is_returned_with_its_faults(
    vocabularies: Mapping[str, Vocabulary],
) -> None:
    text = PLAIN.replace("{constant: W1}", '{constant: ""}')

    draft, faults = read_draft(text, "m.yaml", vocabularies)

    assert draft is not None
    assert draft.tables[0].rows[0].columns["actor_id"] == Constant("")
    assert [(fault.line, "actor_id" in str(fault)) for fault in faults] == [(12, True)]
    assert bare(read_draft(write_mapping(draft), "m", vocabularies)[0]) == bare(
        replace(draft, label="m")
    )


def test_a_text_that_is_no_mapping_is_no_draft(
    vocabularies: Mapping[str, Vocabulary],
) -> None:
    draft, faults = read_draft("- a\n", "m.yaml", vocabularies)

    assert draft is None
    assert len(faults) == 1


def test_a_reason_stands_in_both_languages(
    read: Callable[[str], DatasetMapping],
) -> None:
    mapping = read(EVERYTHING)

    text = write_mapping(mapping)

    assert read(text).tables[0].leave_out[0].reason == Text("合计行", "totals")
