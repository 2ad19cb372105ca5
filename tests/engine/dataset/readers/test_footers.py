"""Parquet with false statistics is refused, with the column named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine.dataset import Dataset
from engine.errors import DatasetError
from tests.engine.dataset import footers
from tests.engine.dataset.queries import rows

Lay = Callable[..., Path]
Read = Callable[..., Dataset]
Write = Callable[..., Path]

_INSTANT = datetime(2026, 1, 1, 5, 6, 7, 89, UTC)
WAY_OUT = "  Write the file again, with another program, or send the table as CSV."


@pytest.fixture
def write(lay: Lay) -> Write:
    """Write 30 sound records in three row groups; gives the file back."""

    def table(name: str = "records.parquet", **more: object) -> Path:
        columns = {
            "record_id": [f"R{i:02}" for i in range(30)],
            "event": ["battery.sold", "battery.received"] * 15,
            "occurred_on": [date(2026, 1, i + 1) for i in range(30)],
            "actor_id": ["A"] * 30,
            "region": ["42"] * 29 + [None],
        }
        file = lay() / name
        file.parent.mkdir(exist_ok=True)
        pq.write_table(pa.table(columns | more), file, row_group_size=10)
        return file

    return table


def lie(file: Path, column: str, group: int, **said: object) -> None:
    """Change what the footer says of a column in a row group."""

    def change(footer: footers.Struct) -> None:
        statistics = footers.chunk(footer, column, group)[footers.STATISTICS][1]
        for name, value in said.items():
            statistics[getattr(footers, name)][1] = value

    footers.rewrite(file, change)


def days(day: date) -> bytes:
    return (day - date(1970, 1, 1)).days.to_bytes(4, "little", signed=True)


def refusal(read: Read, file: Path) -> str:
    with pytest.raises(DatasetError) as caught:
        read(file.parent)
    return str(caught.value)


def test_file_stays_the_same_when_nothing_is_changed(write: Write) -> None:
    file = write()
    before = file.read_bytes()

    footers.rewrite(file, lambda footer: None)

    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("column", "group", "said", "words"),
    [
        ("occurred_on", 2, {"MAX": days(date(2026, 1, 29))},
         "row group 3: 2026-01-21 to 2026-01-29, 0 empty"),
        ("occurred_on", 0, {"MIN": days(date(2026, 1, 2))},
         "row group 1: 2026-01-02 to 2026-01-10, 0 empty"),
        ("event", 1, {"MAX": b"battery.received"},
         "row group 2: battery.received to battery.received, 0 empty"),
        ("record_id", 0, {"MIN": b"R\xe7"}, "row group 1: R\\xE7 to R09, 0 empty"),
        ("record_id", 0, {"MAX": b"R0"}, "row group 1: R00 to R0, 0 empty"),
        ("region", 2, {"NULLS": 0}, "row group 3: 42 to 42, 0 empty"),
        ("region", 2, {"NULLS": 10}, "row group 3: 42 to 42, 10 empty"),
        ("event", 0, {"NULLS": 10},
         "row group 1: battery.received to battery.sold, 10 empty"),
    ],
)  # fmt: skip
def test_refused_when_statistics_are_false(
    column: str, group: int, said: dict[str, object], words: str,
    write: Write, read: Read,
) -> None:  # fmt: skip
    file = write()
    lie(file, column, group, **said)

    assert refusal(read, file) == (
        f"records.parquet: column {column}: the file's own statistics are false.\n"
        f"  They say of {words}.  The values differ.\n{WAY_OUT}"
    )


def test_refused_when_a_date_hides_behind_the_statistics(
    write: Write, read: Read
) -> None:
    file = write(reported_on=[date(2026, 2, 1)] * 29 + [date(3777, 1, 1)])
    lie(file, "reported_on", 2, MAX=days(date(2026, 2, 2)))

    assert refusal(read, file).startswith("records.parquet: column reported_on: ")


def test_part_is_named_when_one_of_several_lies(write: Write, read: Read) -> None:
    write("records.parquet/a.parquet", mass=[1] * 30)
    file = write("records.parquet/b.parquet", record_id=[f"S{i:02}" for i in range(30)])
    lie(file, "actor_id", 1, MIN=b"B", MAX=b"B")

    with pytest.raises(DatasetError) as caught:
        read(file.parent.parent)

    assert str(caught.value).splitlines()[1] == (
        "  They say of row group 2 of records.parquet/b.parquet: B to B, 0 empty.  "
        "The values differ."
    )


@pytest.mark.parametrize("said", [-5, 0, 9, 11, 2**40])
def test_refused_when_a_row_group_is_miscounted(
    said: int, write: Write, read: Read
) -> None:
    file = write()

    def change(footer: footers.Struct) -> None:
        footer[footers.ROW_GROUPS][1][1][1][footers.ROWS_OF_GROUP][1] = said

    footers.rewrite(file, change)

    assert refusal(read, file) == (
        "records.parquet: the file's own counts of rows are false.\n"
        f"  It says 30 rows in all; its row groups say 10, {said:,}, 10.\n{WAY_OUT}"
    )


def test_refused_when_the_whole_is_miscounted(write: Write, read: Read) -> None:
    file = write()

    def change(footer: footers.Struct) -> None:
        footer[footers.ROWS][1] = 20

    footers.rewrite(file, change)

    assert "It says 20 rows in all; its row groups say 10, 10, 10." in refusal(
        read, file
    )


@pytest.mark.parametrize("said", [-1, 0, 9, 11])
def test_refused_when_the_values_of_a_column_are_miscounted(
    said: int, write: Write, read: Read
) -> None:
    file = write()

    def change(footer: footers.Struct) -> None:
        footers.chunk(footer, "actor_id", 1)[footers.VALUES][1] = said

    footers.rewrite(file, change)

    assert refusal(read, file).startswith("records.parquet: cannot be read (")


@pytest.mark.parametrize(
    "column",
    [
        pa.array([None] * 30, pa.string()),
        pa.array([1.5, float("nan"), -0.0] * 10),
        pa.array([float("nan")] * 30),
        pa.array([b"\xe7\x94\xb5", b"a", None] * 10),
        pa.array(["电池", "\\x41", "\\"] * 10),
        pa.array(["a", None, "b"] * 10).dictionary_encode(),
        pa.array([_INSTANT] * 30, pa.timestamp("us", "UTC")),
        pa.array([_INSTANT] * 30, pa.timestamp("ns", "UTC")),
        pa.array([2**63 + 5, 1, 2] * 10, pa.uint64()),
        pa.array([True, False, None] * 10),
        pa.array([1, 2, 3] * 10, pa.decimal128(30, 5)),
    ],
)  # fmt: skip
def test_truthful_statistics_are_believed(
    column: pa.Array, write: Write, read: Read
) -> None:
    dataset = read(write(note=column).parent)

    assert rows(dataset, "SELECT count(*), count(DISTINCT row) FROM records") == [
        (30, 30)
    ]


def test_statistics_that_leave_room_are_believed(write: Write, read: Read) -> None:
    file = write()
    lie(file, "event", 0, MIN=b"a", MAX=b"z")

    dataset = read(file.parent)

    assert rows(
        dataset, "SELECT count(*) FROM records WHERE event = 'battery.sold'"
    ) == [(15,)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("column", "value"),
    [("event", "'battery.sold'"), ("occurred_on", "DATE '2026-01-04'"),
     ("region", "'42'"), ('"field.mass"', "3")],
)  # fmt: skip
@pytest.mark.parametrize("test", ["= {}", "IN ({}, {})", "IN (SELECT {})"])
def test_bloom_filters_are_never_used(
    column: str, value: str, test: str, lay: Lay, read: Read
) -> None:
    file = lay() / "records.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            "COPY (SELECT 'R' || i AS record_id, 'A' AS actor_id, "
            "['battery.sold', 'battery.received'][i % 2 + 1] AS event, "
            "DATE '2026-01-03' + CAST(i % 2 + 1 AS INTEGER) AS occurred_on, "
            "['42', '43'][i % 2 + 1] AS region, i % 2 + 3 AS mass "
            f"FROM range(5000) t(i)) TO '{file}'"
        )
        found = connection.execute(
            "SELECT bloom_filter_offset, bloom_filter_length FROM "
            f"parquet_metadata('{file}') WHERE bloom_filter_offset IS NOT NULL"
        ).fetchall()
    octets = bytearray(file.read_bytes())
    for start, length in found:
        octets[start + length - 32 : start + length] = bytes(32)
    file.write_bytes(octets)
    question = f"{column} {test.format(value, value)}"

    dataset = read(file.parent)

    assert len(found) >= 4
    assert rows(dataset, f"SELECT count(*) FROM records WHERE {question}") == [(2500,)]


def test_parts_that_disagree_on_what_is_text_are_read(write: Write, read: Read) -> None:
    write("records.parquet/a.parquet", note=list(range(30)))
    ids = [f"S{i:02}" for i in range(30)]
    file = write("records.parquet/b.parquet", record_id=ids, note=["x"] * 30)
    lie(file, "note", 0, MIN=b"y", MAX=b"y")

    dataset = read(file.parent.parent)

    assert rows(dataset, "SELECT count(*) FROM records WHERE \"field.note\" = 'x'") == [
        (30,)
    ]
    assert dataset.counts["records"]["accepted"] == 60


def test_parts_that_disagree_on_what_is_a_flag_are_read(
    write: Write, read: Read
) -> None:
    write("records.parquet/a.parquet", is_whole=[True] * 30)
    ids = [f"S{i:02}" for i in range(30)]
    file = write("records.parquet/b.parquet", record_id=ids, is_whole=[0] * 30)

    dataset = read(file.parent.parent)

    query = 'SELECT count(*) FROM records WHERE "field.is_whole" GROUP BY ALL'
    assert rows(dataset, query) == [(30,)]


def test_refused_when_a_column_said_to_be_empty_is_broken(
    write: Write, read: Read
) -> None:
    file = write()
    lie(file, "actor_id", 0, NULLS=10)
    at = pq.read_metadata(file).row_group(0).column(3).dictionary_page_offset
    octets = bytearray(file.read_bytes())
    octets[at : at + 8] = b"\xff" * 8
    file.write_bytes(octets)

    message = refusal(read, file)

    assert message.startswith("records.parquet: not readable as Parquet (")


def test_parts_are_distinguished_when_they_have_many_row_groups(
    write: Write, read: Read
) -> None:
    for number in range(9):
        ids = [f"{number}-{i:02}" for i in range(30)]
        write(f"records.parquet/{number}.parquet", record_id=ids)
    folder = write("records.parquet/9.parquet").parent.parent

    dataset = read(folder)

    assert dataset.counts["records"]["accepted"] == 300
