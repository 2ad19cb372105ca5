"""JSON: lines of objects, and arrays of them."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.dataset.raw_table import ReadContext
from engine.errors import DatasetError
from engine.mapping.sources import cell_fault
from engine.mapping.sources.objects import elements
from tests.engine.mapping.sources.conftest import Open

NOT_JSON = "not one JSON object"


def test_heads_are_the_keys_in_order_of_first_sight(opened: Open) -> None:
    text = '{"z": "1", "日期": "2026-05-01"}\n\n{"a": "", "z": null, "b ": true}\n{}\n'

    found = opened(files={"a_jsonl": text})

    assert found.heads == ("z", "日期", "a", "b")
    assert found.rows == [
        (1, "1", "2026-05-01", None, None),
        (3, None, None, None, "true"),
    ]


def test_lines_that_are_no_flat_object_stay_with_their_reasons(opened: Open) -> None:
    text = '{"a": 1}\noops\n{"a": {"b": 1}}\n{"a": 1, "a": 2}\n'

    found = opened(files={"a_ndjson": text})

    assert found.rows == [(1, "1"), (2, None), (3, None), (4, None)]
    assert [(row, reason[:24]) for row, _, reason in found.faults] == [
        (2, NOT_JSON),
        (3, "a value is itself an obj"),
        (4, "a key stands twice in th"),
    ]


def test_array_of_objects_is_read_as_rows(opened: Open) -> None:
    text = '\ufeff [\r\n {"a": 1.50,\n  "b": "x\\ny"},\n {"a": 2}, 5, {"a": [1]}\n]\n '

    found = opened(files={"a_json": text})

    assert found.heads == ("a", "b")
    assert found.rows == [
        (1, "1.5", "x\ny"), (2, "2", None), (3, None, None), (4, None, None)
    ]  # fmt: skip
    assert [(row, value) for row, value, _ in found.faults] == [
        (3, "5"),
        (4, '{"a": [1]}'),
    ]


def test_numbers_have_plain_digits_or_a_flaw(
    opened: Open, context: ReadContext
) -> None:
    text = '{"a": 12.0}\n{"a": 12345678901234567890123}\n{"a": 1e20}\n{"a": 1e3}\n'

    found = opened(files={"a_jsonl": text})

    assert [a for _, a in found.rows] == [
        "12",
        "12345678901234567890123",
        "1e20",
        "1000",
    ]
    assert found.flaws == {3: ";E0;"}
    of_number = f"SELECT {cell_fault(0, 'a', 'c0', 'number')} FROM opened"
    assert context.run(of_number) == [(None,)] * 4


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("[", 1),
        ('[{"a": 1}', 2),
        ('[{"a": 1},]', 2),
        ('[{"a": 1} {"a": 2}]', 2),
        ('[{"a": 1}] x', 2),
        ("[" * 100_000, 1),
    ],
)
def test_broken_array_is_refused(text: str, number: int, opened: Open) -> None:
    with pytest.raises(DatasetError) as refused:
        opened(files={"a_json": text})

    assert str(refused.value) == (
        f"a.json: element {number} of the array cannot be read.\n"
        "  Write one array of flat objects, or one object on each line."
    )


@pytest.mark.parametrize("text", ["", "[]", "{}\n", '{\n "a": 1\n}\n'])
def test_refused_without_any_flat_object(text: str, opened: Open) -> None:
    with pytest.raises(DatasetError) as refused:
        opened(files={"a_json": text})

    assert str(refused.value) == (
        "a.json: no line is a flat JSON object.\n"
        "  Write one object on each line, or one array of flat objects."
    )


def test_refused_with_rows_of_heads(opened: Open) -> None:
    with pytest.raises(DatasetError) as refused:
        opened(files={"a_jsonl": '{"a": 1}\n'}, header=(2,))

    assert str(refused.value) == (
        "a.jsonl: a jsonl file has no rows of heads.\n"
        "  Leave header and skip out of the mapping."
    )


def test_array_in_another_encoding(opened: Open, context: ReadContext) -> None:
    found = opened(files={"a_json": '[{"日期": "五月"}]'.encode("gb18030")})

    assert (found.heads, found.table.encoding) == (("日期",), "gb18030")
    assert found.rows == [(1, "五月")]
    assert list(context.scratch.iterdir()) == []


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text('a\n"\\é甲 ', max_size=5)
)
OBJECTS = st.lists(VALUES | st.dictionaries(st.sampled_from("abc"), VALUES), max_size=6)


@settings(deadline=None)
@given(objects=OBJECTS, indent=st.sampled_from([None, 0, 2]), piece=st.integers(1, 40))
def test_elements_are_those_that_were_written_wherever_pieces_end(
    objects: list[object], indent: int | None, piece: int
) -> None:
    found = list(elements(StringIO(json.dumps(objects, indent=indent)), piece))

    assert [json.loads(written) for written in found] == objects
    assert not any("\n" in written for written in found)
