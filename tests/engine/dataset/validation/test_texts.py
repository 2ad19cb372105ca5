"""Identifiers and codes are cleaned in one place, in every format."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.dataset import Dataset, names
from engine.dataset.validation import texts
from engine.tables.duckdb.session import open_scratch
from tests.engine.dataset.queries import HEADER, rejected, rows
from tests.engine.dataset.validation.test_days import write

CLEANED = (
    "records.{}: identifiers and codes read without blanks around them and invisible "
    "characters, full-width letters and digits as half-width: {}, namely {}"
)
FULL_A1 = "\uff21\uff11"

Lay = Callable[..., Path]
Read = Callable[..., Dataset]


def cleaned(text: str) -> str | None:
    """What the form makes of an identifier, in Python."""
    seen = "".join(c for c in text if unicodedata.category(c) != "Cf").strip()
    half = seen.translate(str.maketrans(names.FULL_WIDTH, names.HALF_WIDTH))
    return None if half.lower() in {"", *texts.PLACEHOLDERS} else half


ODD = st.text(
    st.sampled_from("aB9\uff21\uff19\u200b\ufeff\u00ad \t\u00a0\u3000/-无—N/A")
)


@settings(max_examples=30, deadline=None)
@given(
    written=st.lists(ODD | st.sampled_from([*texts.PLACEHOLDERS, "NULL", " N/a\u200b"]))
)
def test_identifiers_are_cleaned_as_the_form_says(written: list[str]) -> None:
    with open_scratch() as connection:
        for macro in texts.MACROS:
            connection.execute(macro)
        query = (
            f"SELECT {texts.identifier('t')} FROM (SELECT unnest(?::VARCHAR[]) AS t)"
        )
        found = connection.execute(query, [written]).fetchall()

    assert [text for (text,) in found] == [cleaned(text) for text in written]


def test_invisible_characters_are_those_of_unicode() -> None:
    ranges = [(int(r[0], 16), int(r[-1], 16)) for r in texts.INVISIBLE]
    held = {code for low, high in ranges for code in range(low, high + 1)}
    every = range(sys.maxunicode + 1)

    assert {c for c in every if unicodedata.category(chr(c)) == "Cf"} <= held
    assert {chr(c) for c in every if chr(c).isspace()} == set(texts.SPACES)


@pytest.mark.parametrize("kind", ["csv", "jsonl", "xlsx", "parquet", "dictionary"])
def test_ids_that_look_the_same_are_the_same(kind: str, lay: Lay, read: Read) -> None:
    folder = lay()
    lines = [
        ["R00001", "battery.sold", "2026-01-01", actor, ""]
        for actor in ("ACTOR1", "ACTOR1\u200b", "\u00a0ACTOR1\u3000", "ACTOR\uff11",
                      "actor1", "\ufeffACTOR1")
    ]  # fmt: skip
    lines = [[f"R0000{i}", *line[1:]] for i, line in enumerate(lines, 1)]
    write(folder, kind, lines)

    dataset = read(folder)

    found = rows(
        dataset, "SELECT actor_id, count(*) FROM records GROUP BY 1 ORDER BY 1"
    )
    assert found == [("ACTOR1", 5), ("actor1", 1)]
    suffix = "parquet" if kind == "dictionary" else kind
    places = ", ".join(f"row {row} actor_id" for row in (2, 3, 4, 6))
    assert [(w.code, w.en) for w in dataset.warnings if w.code != "columns-empty"] == [
        ("cells-cleaned", CLEANED.format(suffix, 4, places)),
        (
            "look-alikes",
            "identifiers that differ only in case, taken as different ones: 1, "
            "namely ACTOR1 / actor1",
        ),
    ]


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_placeholders_are_empty_and_named(kind: str, lay: Lay, read: Read) -> None:
    folder = lay()
    header = [*HEADER.split(","), "battery_code"]
    held = ["/", "／", "－", "——", "无", "N/a", "NULL", "", "X1"]
    lines = [
        [f"R{i}", "battery.sold", "2026-01-01", "-" if text == "X1" else "A", text]
        for i, text in enumerate(held, 1)
    ]
    write(folder, kind, lines)
    _rename(folder, kind, "reported_on", header[-1])

    dataset = read(folder)

    assert rows(dataset, "SELECT DISTINCT battery_code FROM records") == [(None,)]
    assert [(row, column, value) for row, _, column, value, _ in rejected(dataset)] == [
        (9, "actor_id", "")
    ]
    [warning] = [w for w in dataset.warnings if w.code == "placeholders"]
    assert warning.en == (
        f"records.{kind}: identifiers that are placeholders (such as /, -, 无, N/A), "
        "read as empty: 8, namely row 1 battery_code, row 2 battery_code, "
        "row 3 battery_code, row 4 battery_code, row 5 battery_code, …"
    )


def _rename(folder: Path, kind: str, old: str, new: str) -> None:
    file = folder / f"records.{kind}"
    if kind == "parquet":
        table = pq.read_table(file)
        pq.write_table(table.rename_columns({old: new}), file)
    else:
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


def test_codes_and_regions_are_cleaned_but_have_no_placeholders(
    lay: Lay, read: Read
) -> None:
    head = f"{HEADER},condition,region\n"
    sound = "R1,battery.sold\u200b,2026-01-01,A,\u00a0new,\uff14\uff12\n"
    dataset = read(lay(records_csv=f"{head}{sound}R2,battery.sold,2026-01-01,A,/,42\n"))

    query = 'SELECT event, "field.condition", region FROM records'
    assert rows(dataset, query) == [("battery.sold", "new", "42")]
    assert [fault[2:4] for fault in rejected(dataset)] == [("condition", "/")]
    assert [w.en for w in dataset.warnings] == [
        CLEANED.format("csv", 3, "row 1 event, row 1 region, row 1 condition")
    ]


def test_keys_of_registers_are_cleaned(lay: Lay, read: Read) -> None:
    dataset = read(
        lay(
            records_csv=f"{HEADER}\n",
            outlets_csv=f"outlet_id,operator_id,run_by\n {FULL_A1},暂无,\u200bB1\n",
            batteries_csv="battery_code,maker_id,parent_code\nX\u200b1,M ,none\n无,M,\n",
        )
    )

    assert rows(dataset, "SELECT outlet_id, operator_id, run_by FROM outlets") == [
        ("A1", None, "B1")
    ]
    query = "SELECT battery_code, maker_id, parent_code FROM batteries"
    assert rows(dataset, query) == [("X1", "M", None)]
    assert [fault[2] for fault in rejected(dataset)] == ["battery_code"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (pa.array([913607029000000813]), "913607029000000813"),
        (pa.array([12.0]), "12"),
        (pa.array([12.5]), "12.5"),
        (pa.array([None, "12.50"])[1:].cast(pa.decimal128(9, 2)), "12.5"),
        (pa.array(["12"]).cast(pa.decimal128(20, 0)), "12"),
        (pa.array([12], pa.int8()).dictionary_encode(), "12"),
        (pa.array([b"12\xe2\x80\x8b"]), "12"),
    ],
)
def test_numbers_in_an_identifier_are_their_digits(
    cell: pa.Array, text: str, lay: Lay, read: Read
) -> None:
    folder = lay()
    row = {
        "record_id": ["R1"],
        "event": ["battery.sold"],
        "occurred_on": ["2026-01-01"],
    }
    pq.write_table(pa.table({**row, "actor_id": cell}), folder / "records.parquet")

    assert rows(read(folder), "SELECT actor_id FROM records") == [(text,)]


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_number_whose_digits_are_lost_is_rejected(
    kind: str, lay: Lay, read: Read
) -> None:
    line = '{"record_id": "R1", "event": "battery.sold", "occurred_on": "2026-01-01", '
    folder = lay(records_jsonl=line + '"actor_id": 9.13607029e17}\n')
    if kind == "parquet":
        (folder / "records.jsonl").unlink()
        row = {"record_id": ["R1"], "event": ["battery.sold"]}
        more = {"occurred_on": ["2026-01-01"], "actor_id": [9.13607029e17]}
        pq.write_table(pa.table({**row, **more}), folder / "records.parquet")

    [(_, _, column, _, reason)] = rejected(read(folder))

    assert column == "actor_id"
    assert reason.startswith("the spreadsheet keeps this as a number in scientific")
