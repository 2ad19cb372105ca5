"""Shares of a table, read one by one, give what the whole gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine.dataset.raw_table import RawTable, ReadContext
from engine.dataset.readers.parquet_reader import open_parquet
from engine.dataset.schema import TableSchema, records_schema
from engine.dataset.spark.executor import read_shares
from engine.dataset.spark.shares import recipe_of, schema_of, shares_of
from engine.dataset.validation import cells
from engine.dataset.validation.staging import staged_query
from engine.errors import Text
from engine.rulebook.model import Vocabulary
from engine.tables.duckdb.session import SETTINGS
from tests.engine.dataset.readers.test_footers import days, lie

WORDS = Vocabulary(
    name="small", title=Text("小", "small"), roles={}, events={"sold": Text("售", "sold")},
    fields={"mass": Text("重", "mass")}, types={"mass": "number"}, codes={},
    credentials={}, formats={}, file="small.yaml",
)  # fmt: skip
FORM = records_schema(WORDS)


def part(folder: Path, name: str, groups: int = 1, **columns: list[Any]) -> Path:
    """Write a file of so many row groups of equal size."""
    folder.mkdir(exist_ok=True)
    table = pa.table(columns)
    size = max(1, table.num_rows // groups)
    pq.write_table(table, folder / name, row_group_size=size)
    return folder


def sold(ids: list[str], **more: list[Any]) -> dict[str, list[Any]]:
    days = ["2026-01-01"] * len(ids)
    plain = {"event": ["sold"] * len(ids), "actor_id": ["A"] * len(ids)}
    return {"record_id": ids, "occurred_on": days, **plain, **more}


@pytest.fixture
def context(tmp_path: Path) -> Iterator[ReadContext]:
    with duckdb.connect() as connection:
        for statement in (*SETTINGS, *cells.MACROS):
            connection.execute(statement)
        yield ReadContext(connection, tmp_path)


def opened(context: ReadContext, path: Path) -> RawTable:
    return open_parquet(context, path, FORM)


def by_shares(rows: RawTable, schema: TableSchema = FORM, size: int = 1) -> pa.Table:
    assert rows.parts is not None
    recipe = recipe_of(rows, schema, WORDS.name)
    shares = [asdict(share) for share in shares_of(rows.parts.files, size)]
    batch = pa.RecordBatch.from_pylist(shares)
    return pa.Table.from_batches(read_shares(recipe, [batch]), schema_of(recipe))


def as_a_whole(
    context: ReadContext, rows: RawTable, schema: TableSchema = FORM
) -> pa.Table:
    numbered = (
        f"SELECT row_number() OVER () AS row, * EXCLUDE (row) FROM ({rows.query})"
    )
    if rows.in_place is None:
        numbered = numbered.replace(" EXCLUDE (row)", "")
    query = staged_query(replace(rows, query=numbered), schema, WORDS.name)
    whole = f"SELECT * REPLACE (content::DECIMAL(20, 0) AS content) FROM ({query})"
    return context.connection.sql(f"{whole} ORDER BY row").to_arrow_table()


def test_shares_are_made_of_whole_row_groups_and_leave_no_row_out(
    tmp_path: Path,
) -> None:
    ids = [f"R{i}" for i in range(10)]
    folder = part(tmp_path / "t", "a.parquet", groups=5, **sold(ids))
    part(folder, "b.parquet", groups=2, **sold(ids[:6]))

    shares = list(shares_of(sorted(folder.iterdir()), rows=3))

    assert [(s.before, s.first, s.last) for s in shares] == [
        (0, 0, 3), (0, 4, 7), (0, 8, 9), (10, 0, 2), (10, 3, 5),
    ]  # fmt: skip


def test_rows_are_numbered_as_those_of_the_whole(
    context: ReadContext, tmp_path: Path
) -> None:
    ids = [f"R{i}" for i in range(10)]
    folder = part(tmp_path / "t", "a.parquet", groups=5, **sold(ids))
    part(folder, "b.parquet", groups=2, **sold(["S1", "S2"]))
    rows = opened(context, folder)

    table = by_shares(rows)

    assert table["row"].to_pylist() == list(range(1, 13))
    assert table["record_id"].to_pylist() == [*ids, "S1", "S2"]


def test_files_of_other_types_and_columns_read_as_the_whole_does(
    context: ReadContext, tmp_path: Path
) -> None:
    folder = part(tmp_path / "t", "a.parquet", **sold(["R1", "R2"], mass=[1, 2]))
    part(folder, "b.parquet", **sold(["R3", " "], mass=["3 kg", "0.50"], odd=[[1], []]))
    part(folder, "c.parquet", **sold(["R1"], mass=[1.5]))
    rows = opened(context, folder)

    table = by_shares(rows)

    assert table.equals(as_a_whole(context, rows))
    assert [bool(faults) for faults in table["faults"].to_pylist()] == [
        False, False, True, True, False,
    ]  # fmt: skip


def test_statistics_of_a_footer_are_not_believed(
    context: ReadContext, tmp_path: Path
) -> None:
    on = [date(2026, 1, 1), date(1777, 1, 1)]
    folder = part(
        tmp_path / "t", "a.parquet", **sold(["R1", "R2"]) | {"occurred_on": on}
    )
    lie(folder / "a.parquet", "occurred_on", 0, MIN=days(date(2026, 1, 1)))

    table = by_shares(opened(context, folder))

    [sound, faulty] = table["faults"].to_pylist()
    assert (sound, faulty[0]["value"]) == (None, "1777-01-01")


def test_path_with_signs_of_a_pattern_is_read_as_it_stands(
    context: ReadContext, tmp_path: Path
) -> None:
    folder = part(tmp_path / "a [x]{b,c}*?'", "t.parquet", **sold(["R1"]))

    table = by_shares(opened(context, folder))

    assert table["record_id"].to_pylist() == ["R1"]
