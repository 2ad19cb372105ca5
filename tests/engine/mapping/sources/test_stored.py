"""Parquet: cells as the texts that mean the same in a dataset."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from engine.dataset.raw_table import ReadContext
from engine.errors import DatasetError
from engine.mapping.sources import cell_fault
from tests.engine.dataset.footers import NULLS, STATISTICS, Struct, chunk, rewrite
from tests.engine.mapping.sources.conftest import Open


def write(file: Path, query: str) -> Path:
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(f"COPY ({query}) TO '{file}' (FORMAT parquet)")
    return file


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("DATE '2026-05-01'", "2026-05-01"),
        ("TIMESTAMP '2026-05-01 00:00:00'", "2026-05-01"),
        ("TIMESTAMP '2026-05-01 09:30:00'", "2026-05-01T09:30:00"),
        ("TIMESTAMPTZ '2026-05-01 17:30:00+00'", "2026-05-02T01:30:00+08:00"),
        ("12.50::DECIMAL(10, 2)", "12.5"),
        ("100::DECIMAL(10, 2)", "100"),
        ("0.1::DOUBLE", "0.1"),
        ("91.0::DOUBLE", "91"),
        ("7::BIGINT", "7"),
        ("false", "false"),
        ("' a '", " a "),
        ("''", None),
        ("['a', 'b']", "a;b"),
    ],
)
def test_cell_as_text(
    expression: str, text: str | None, opened: Open, tmp_path: Path
) -> None:
    file = write(tmp_path / "a.parquet", f"SELECT 1 AS n, {expression} AS 值")

    found = opened(file)

    assert (found.heads, found.rows, found.flaws) == (("n", "值"), [(1, "1", text)], {})


def test_rows_are_counted_from_one_and_empty_ones_left_out(
    opened: Open, tmp_path: Path
) -> None:
    query = "SELECT nullif(i, 1) AS a, NULL::VARCHAR AS b FROM range(3) t(i)"

    found = opened(write(tmp_path / "a.parquet", query))

    assert found.rows == [(1, "0", None), (3, "2", None)]
    assert found.table.encoding == "parquet"


@pytest.mark.parametrize(
    ("expression", "flaw", "reason"),
    [
        ("1e20::DOUBLE", ";E0;", "the spreadsheet keeps"),
        ("{'b': 1}", ";N0;", "a value is itself an "),
        ("[1, 2]", ";N0;", "a value is itself an "),
    ],
)
def test_cell_without_a_text_of_its_value_has_a_flaw(
    expression: str,
    flaw: str,
    reason: str,
    opened: Open,
    context: ReadContext,
    tmp_path: Path,
) -> None:
    query = f"SELECT {expression} AS a, 1 AS b UNION ALL SELECT NULL, 2"

    found = opened(write(tmp_path / "a.parquet", query))

    assert found.flaws == {1: flaw}
    [(fault,), (none,)] = context.run(f"SELECT {cell_fault(0, 'a', 'c0')} FROM opened")
    assert isinstance(fault, dict)
    assert (fault["reason_en"][: len(reason)], none) == (reason, None)


def test_column_that_is_falsely_said_to_be_empty_is_refused(
    opened: Open, tmp_path: Path
) -> None:
    file = write(tmp_path / "a.parquet", "SELECT 1 AS a, 'x' AS b")

    def claim(footer: Struct) -> None:
        chunk(footer, "b")[STATISTICS][1][NULLS] = [6, 2]

    rewrite(file, claim)

    with pytest.raises(DatasetError, match="the file's own statistics are false"):
        opened(file)


def test_what_is_no_parquet_is_refused(opened: Open) -> None:
    with pytest.raises(DatasetError, match=r"a\.parquet: not readable as Parquet"):
        opened(files={"a_parquet": "a,b\n"})
