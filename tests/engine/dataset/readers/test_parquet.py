"""Parquet: typed columns as they are, everything else by its text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

import duckdb
import pytest

from engine.dataset import Dataset, load
from engine.errors import DatasetError
from tests.engine.dataset.parquet import write
from tests.engine.dataset.queries import rejected, rows, stored

SIZE = "too many digits: at most 18 before and 12 after the point are kept exactly"
MISSING = "a value is required here"
NUMBER = "not a number: write digits and a point, no unit and no thousands separator"

Lay = Callable[..., Path]
Read = Callable[..., Dataset]


@pytest.mark.parametrize(
    ("expression", "column", "value"),
    [
        ("TIMESTAMPTZ '2026-01-01 16:00:00+00'", "measured_on", date(2026, 1, 2)),
        ("TIMESTAMP '2026-01-01 23:59:59'", "measured_on", date(2026, 1, 1)),
        ("'2026-01-09'", "measured_on", date(2026, 1, 9)),
        ("12.50::DECIMAL(10, 2)", "mass", Decimal("12.5")),
        ("1.5::DECIMAL(38, 20)", "mass", Decimal("1.5")),
        ("0.1::DOUBLE", "mass", Decimal("0.1")),
        ("1.1::FLOAT", "mass", Decimal("1.1")),
        ("7::INTEGER", "mass", Decimal(7)),
        ("999999999999999999::BIGINT", "mass", Decimal(999999999999999999)),
        ("true", "is_whole", True),
        ("0", "is_whole", False),
        ("91.0::DOUBLE", "note", "91"),
        ("914201::BIGINT", "note", "914201"),
        ("DATE '2026-01-02'", "note", "2026-01-02"),
        ("'a'::BLOB", "note", "a"),
        ("'new'::ENUM('new', 'waste')", "condition", "new"),
        ("NULL", "condition", None),
        ("NULL", "measured_on", None),
    ],
)
def test_native_values_are_taken(
    expression: str, column: str, value: object, lay: Lay, read: Read
) -> None:
    folder = write(lay() / "records.parquet", f", {expression} AS {column}")

    assert rows(read(folder), f"SELECT {stored(column)} FROM records") == [(value,)]


@pytest.mark.parametrize(
    ("expression", "column", "value", "reason"),
    [
        ("DATE '1899-12-31'", "measured_on", "1899-12-31",
         "the year must lie in 1900 to 9999"),
        ("9223372036854775807::BIGINT", "mass", "9223372036854775807", SIZE),
        ("0.1::DOUBLE + 0.2::DOUBLE", "mass", "0.30000000000000004", SIZE),
        ("'nan'::DOUBLE", "mass", "nan", NUMBER),
        ("2", "is_whole", "2", "not a flag: write true/false, yes/no, 1/0 or 是/否"),
    ],
)  # fmt: skip
def test_native_values_are_rejected(
    expression: str, column: str, value: str, reason: str, lay: Lay, read: Read
) -> None:
    folder = write(lay() / "records.parquet", f", {expression} AS {column}")

    assert rejected(read(folder)) == [(1, None, column, value, reason)]


def test_roles_may_be_a_list(lay: Lay, read: Read) -> None:
    folder = write(lay() / "records.parquet")
    with duckdb.connect() as connection:
        target = folder / "entities.parquet"
        query = "SELECT 'A' AS entity_id, ['maker', 'user'] AS roles"
        connection.execute(f"COPY ({query}) TO '{target}'")

    assert rows(read(folder), "SELECT roles FROM entities") == [(["maker", "user"],)]


def test_directory_is_read_in_order_of_names(lay: Lay, read: Read) -> None:
    folder = lay()
    parts = folder / "records.parquet" / "region=42"
    parts.mkdir(parents=True)
    write(folder / "records.parquet" / "a.parquet", count=2)
    write(parts / "b.parquet", ", 5 AS mass", start=2)

    dataset = read(folder)

    assert rows(
        dataset, 'SELECT row, record_id, "field.mass", region FROM records'
    ) == [
        (1, "R0", None, None),
        (2, "R1", None, None),
        (3, "R2", Decimal(5), None),
    ]


@pytest.mark.slow
def test_rows_keep_the_order_of_a_large_file(lay: Lay, read: Read) -> None:
    folder = write(lay() / "records.parquet", ", 'new' AS condition", count=400_000)

    query = "SELECT count(*) FROM records WHERE record_id = 'R' || (row - 1)"
    assert rows(read(folder), query) == [(400_000,)]


def test_sound_files_are_not_copied(lay: Lay, read: Read) -> None:
    dataset = read(write(lay() / "records.parquet", count=2))

    query = "SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY 1"
    views = [("records",), ("sound_records",), ("staged_records",)]
    assert rows(dataset, query) == views
    assert rows(dataset, "SELECT record_id, first_record_id FROM records") == [
        ("R0", "R0"),
        ("R1", "R1"),
    ]


def test_rows_are_numbered_through_all_files(lay: Lay, read: Read) -> None:
    folder = lay()
    (folder / "records.parquet").mkdir()
    write(folder / "records.parquet" / "a.parquet", ", 1 AS mass", count=3)
    write(folder / "records.parquet" / "b.parquet", ", 1 AS mass", start=2)
    write(folder / "records.parquet" / "c.parquet", ", 'x' AS note", start=1)
    write(folder / "records.parquet" / "d.parquet", ", 'x' AS mass", start=9)

    dataset = read(folder)

    used = "record_id was seen before in row 2 with other content"
    assert rejected(dataset) == [
        (5, None, "record_id", "R1", used),
        (6, None, "mass", "x", NUMBER),
    ]
    assert [w.en for w in dataset.warnings] == [
        "records.parquet: rows that repeat an earlier row, counted once: 1, "
        "namely row 4"
    ]
    assert rows(dataset, "SELECT row FROM records") == [(1,), (2,), (3,)]


@pytest.mark.parametrize("view_limit", [0, 10])
def test_corrections_are_traced_with_and_without_a_copy(
    view_limit: int, lay: Lay, read: Read
) -> None:
    more = ", CASE WHEN i > 0 THEN 'R' || (i - 1) END AS corrects, 5 - i AS mass"
    folder = write(lay() / "records.parquet", more, count=3)

    dataset = read(folder, load=partial(load, view_limit=view_limit))

    query = 'SELECT row, first_record_id, "field.mass" FROM records ORDER BY row'
    assert rows(dataset, query) == [(1, "R0", 5), (2, "R0", 4), (3, "R0", 3)]


def test_column_named_like_a_place_in_the_file_is_only_warned_of(
    lay: Lay, read: Read
) -> None:
    dataset = read(
        write(lay() / "records.parquet", ", 7 AS file_row_number", count=2, start=3)
    )

    assert rows(dataset, "SELECT row, record_id FROM records") == [(1, "R3"), (2, "R4")]
    assert [w.code for w in dataset.warnings] == ["unknown-column"]


def test_files_are_found_when_the_working_folder_changes(
    lay: Lay, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(lay() / "records.parquet")
    monkeypatch.chdir(folder.parent)

    dataset = read(Path(folder.name))
    monkeypatch.chdir(folder)

    assert rows(dataset, "SELECT record_id FROM records") == [("R0",)]


def test_folder_name_with_pattern_signs_is_read(
    lay: Lay, read: Read, tmp_path: Path
) -> None:
    folder = lay().rename(tmp_path / "return [1]*")
    (tmp_path / "plain").mkdir()
    write(tmp_path / "plain" / "records.parquet")
    (tmp_path / "plain" / "records.parquet").rename(folder / "records.parquet")

    assert read(folder).counts["records"]["accepted"] == 1


def test_error_when_a_known_column_is_nested(lay: Lay, read: Read) -> None:
    folder = write(lay() / "records.parquet", ", [1] AS note")

    with pytest.raises(DatasetError) as caught:
        read(folder)

    assert str(caught.value) == (
        "records.parquet: column note is INTEGER[]; a cell holds one value.\n"
        "  Write it as text, number, date or flag."
    )


def test_unknown_nested_column_is_only_warned_of(lay: Lay, read: Read) -> None:
    dataset = read(write(lay() / "records.parquet", ", [1] AS boxes"))

    assert [w.en for w in dataset.warnings] == [
        "records.parquet: unknown column boxes is not used"
    ]


def test_error_when_the_file_is_no_parquet(lay: Lay, read: Read) -> None:
    with pytest.raises(DatasetError, match=r"^records\.parquet: not readable"):
        read(lay(records_parquet="PAR1 and nothing more"))


def test_error_when_the_directory_is_empty(lay: Lay, read: Read) -> None:
    folder = lay()
    (folder / "records.parquet").mkdir()

    with pytest.raises(DatasetError) as caught:
        read(folder)

    assert str(caught.value) == (
        "records.parquet: the directory holds no .parquet file."
    )
