"""A head is one that the reader knows, and its note says what belongs below it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.authoring.template import plan
from engine.authoring.template.heads import title_of
from engine.dataset.headings import known_columns
from engine.dataset.schema import Column, TableSchema
from engine.errors import Language
from tests.engine.agreement.judges import rulebook_of
from tests.engine.agreement.pieces import rule
from tests.engine.authoring.template.conftest import Plan

REPORTED = {"be_reported": {}}
CRATES = rulebook_of(
    [
        rule(0, must=REPORTED, who="packer", title={"zh": "甲", "en": "One"}),
        rule(1, must=REPORTED, where={"grade": "a"}, title={"zh": "乙", "en": "Two"}),
        rule(2, must=REPORTED, title={"zh": "丙", "en": "Three"}),
    ]
)


def lines(table: str, column: str, language: Language) -> list[str]:
    """Return the note on a column of a template for the three rules."""
    sheet = plan(CRATES, CRATES.vocabularies["crates"], language).sheet(table)
    assert sheet is not None
    (head,) = (head for head in sheet.heads if head.column.name == column)
    return head.note.splitlines()


def test_note_says_what_to_write_what_empty_means_and_who_asks() -> None:
    assert lines("records", "reported_on", "zh") == [
        "信息报送到国家溯源管理平台的那一天。",
        "写日期，如 2026-05-01。",
        "空着 = 没有报送。",
        "3 条规则要用，例如：《甲》、《乙》",
        "英文列名：reported_on",
    ]
    assert lines("records", "grade", "zh") == [
        "字段“栏grade”。",
        "从下拉列表中选；全部写法见“代码”表。",
        "空着 = 不知道。",
        "1 条规则要用：《乙》",
        "英文列名：grade",
    ]
    assert lines("records", "actor_id", "zh") == [
        "谁做的：其统一社会信用代码。义务一般由它承担。",
        "本列为文本格式，长编号不会变形。",
        "必填：空着的行不予接受。",
        "每条规则都要用。",
        "英文列名：actor_id",
    ]


def test_note_in_english_says_the_same() -> None:
    assert lines("records", "reported_on", "en") == [
        "The day it reached the national traceability platform.",
        "Write a day, such as 2026-05-01.",
        "Empty = not reported.",
        "Rules that ask for it: 3, for example: “One”, “Two”",
        "In Chinese: 报送日",
    ]
    assert lines("records", "kg", "en") == [
        "Field: column kg.",
        "Write a number, without a unit.",
        "Empty = not known.",
        "No rule asks for it; it may stay empty.",
        "In Chinese: 栏kg",
    ]
    assert lines("entities", "roles", "en")[1:4] == [
        "Choose from the list; join several with semicolons (a;b). The sheet “Codes” "
        "explains them.",
        "Empty = not known.",
        "Rules that ask for it: 1. “One”",
    ]


def test_key_of_a_register_that_no_rule_reads_is_required_and_no_more() -> None:
    assert lines("outlets", "outlet_id", "en") == [
        "Its id; its unified social credit code where it is a legal person.",
        "The column is formatted as text, so that long ids stay whole.",
        "Required: a row without it is rejected.",
        "In Chinese: 网点编号",
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_reader_knows_every_head(planned: Plan, language: Language) -> None:
    for sheet in planned(language).sheets:
        columns = tuple(head.column for head in sheet.heads)
        titles = [head.title for head in sheet.heads]

        found = known_columns(titles, TableSchema(sheet.table, columns, None))

        assert list(found.values()) == [column.name for column in columns]


def test_head_is_in_chinese_only_where_no_other_column_has_the_name() -> None:
    one, other = Column("one", chinese=("名",)), Column("other", chinese=("名", "别名"))
    schema = TableSchema("records", (one, other), None)
    alone = replace(schema, columns=(one,))

    assert [title_of(column, schema, "zh") for column in (one, other)] == [
        "one",
        "other",
    ]
    assert title_of(one, alone, "zh") == "名"
    assert title_of(one, alone, "en") == "one"
