"""JSON Lines: numbers as written, and lines that are not one flat object."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from engine.dataset import Dataset
from engine.errors import DatasetError
from tests.engine.dataset.queries import ids, rejected, rows, stored

NOT_JSON = "not one JSON object"
NESTED = (
    "a value is itself an object or array: write text, a number, true, false or null"
)

Lay = Callable[..., Path]
Read = Callable[..., Dataset]


def line(record_id: str, rest: str = "") -> str:
    return (
        f'{{"record_id": "{record_id}", "event": "battery.sold", '
        f'"occurred_on": "2026-01-01", "actor_id": "A"{rest}}}\n'
    )


@pytest.mark.parametrize(
    ("cell", "column", "value"),
    [
        ("123456789012345678.123456789012", "mass",
         Decimal("123456789012345678.123456789012")),
        ("1.10e1", "mass", Decimal(11)),
        ('"5"', "mass", Decimal(5)),
        ("12.0", "note", "12.0"),
        ("12345678901234567890123", "note", "12345678901234567890123"),
        ("null", "note", None),
        ('"null"', "note", "null"),
        ('""', "note", None),
        ("true", "is_whole", True),
        ("1", "is_whole", True),
        (r'"say \"x\": 5, \u7535\\"', "note", 'say "x": 5, 电\\'),
    ],
)  # fmt: skip
def test_value_as_written(
    cell: str, column: str, value: object, lay: Lay, read: Read
) -> None:
    dataset = read(lay(records_jsonl=line("R1", f', "{column}": {cell}')))

    assert rows(dataset, f"SELECT {stored(column)} FROM records") == [(value,)]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("{oops\n", NOT_JSON),
        ("5\n", NOT_JSON),
        ("[1]\n", NOT_JSON),
        (line("R2", ","), NOT_JSON),
        (line("R2", ', "note": NaN'), NOT_JSON),
        (line("R2", ', "mass": 01'), NOT_JSON),
        (line("R2", ', "note": "\\ud800"'), NOT_JSON),
        (line("R2", ', "note": ["a"]'), NESTED),
        (line("R2", ', "note": {"a": 1}'), NESTED),
        (line("R2", ', "event": "x"'), "a key stands twice in this line"),
    ],
)
def test_broken_line_is_rejected_with_its_place(
    broken: str, reason: str, lay: Lay, read: Read
) -> None:
    dataset = read(lay(records_jsonl=line("R1") + "\n" + broken + line("R3")))

    assert rejected(dataset) == [(2, 3, "", broken.strip(), reason)]
    assert rows(dataset, "SELECT row, record_id FROM records ORDER BY row") == [
        (1, "R1"),
        (3, "R3"),
    ]


@pytest.mark.parametrize("first", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("others", ["\n", "\r\n", "\r"])
def test_lines_end_now_this_way_now_that(
    first: str, others: str, lay: Lay, read: Read
) -> None:
    lines = [line(record_id).rstrip() for record_id in ("R1", "R2", "R3")]

    dataset = read(lay(records_jsonl=lines[0] + first + others.join(lines[1:])))

    assert ids(dataset) == ["R1", "R2", "R3"]


def test_overlong_line_is_rejected_in_its_place(lay: Lay, read: Read) -> None:
    long = line("R2", f', "note": "{"x" * 2_100_000}"')

    dataset = read(lay(records_jsonl=line("R1") + long + "{\n" + line("R4")))

    assert [(row, at, reason) for row, at, _, _, reason in rejected(dataset)] == [
        (2, 2, "a row of more than 2,000,000 bytes"),
        (3, 3, NOT_JSON),
    ]
    assert ids(dataset) == ["R1", "R4"]


def test_columns_are_all_keys_of_all_lines(lay: Lay, read: Read) -> None:
    dataset = read(
        lay(records_jsonl=line("R1", ', "mass": 1') + line("R2", ', "a/b~c": 2'))
    )

    assert rows(dataset, 'SELECT "field.mass" FROM records ORDER BY row') == [
        (Decimal(1),),
        (None,),
    ]
    assert [w.en for w in dataset.warnings] == [
        "records.jsonl: unknown column a/b~c is not used"
    ]


def test_keys_of_any_kind_do_no_harm(lay: Lay, read: Read) -> None:
    keys = ["重 量", "a-b.c*(d)[e]{f}", 'say "x"', "it's", "", "back\\slash"]
    rest = "".join(f", {json.dumps(key, ensure_ascii=False)}: 1.50" for key in keys)

    dataset = read(lay(records_jsonl=line("R1", rest) + line("R1", rest)))

    assert dataset.counts["records"]["repeated"] == 1
    assert len(dataset.warnings) == len(keys) + 1


def test_empty_file_is_an_empty_table(lay: Lay, read: Read) -> None:
    assert read(lay(records_jsonl="")).counts["records"]["read"] == 0


def test_gb18030_lines_are_read(lay: Lay, read: Read) -> None:
    dataset = read(lay(records_jsonl=line("电池").encode("gb18030")))

    assert ids(dataset) == ["电池"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "[{}]",
            "records.jsonl: the file is one JSON array.\n"
            "  JSON Lines has one object on each line, without commas between them.",
        ),
        (
            line("R1").replace("event", "evnt"),
            "records.jsonl: required column missing: event.\n"
            "  Found: actor_id, evnt, occurred_on, record_id.\n"
            "  Required in records: record_id, event, occurred_on, actor_id; "
            "they go by these names or their Chinese ones: "
            "记录编号, 事件, 发生日, 主体.",
        ),
        (
            line("R1", ', "a\\u0000": 1'),
            "records.jsonl: a key contains a NUL character.  Remove it.",
        ),
    ],
)
def test_error_when_the_file_cannot_be_read(
    content: str, message: str, lay: Lay, read: Read
) -> None:
    with pytest.raises(DatasetError) as caught:
        read(lay(records_jsonl=content))

    assert str(caught.value) == message
