"""A table is asked for what is wanted, and the machine for nothing else."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine.tables.duckdb.session import query_files
from portal.storage.parquet import condition


@pytest.fixture
def tables(tmp_path: Path) -> tuple[Path, Path]:
    """Two tables of one row each."""
    files = tmp_path / "asked.parquet", tmp_path / "other.parquet"
    for file in files:
        pq.write_table(pa.table({"name": [file.stem]}), file)
    return files


def test_files_are_read_by_the_names_they_are_given(tables: tuple[Path, Path]) -> None:
    sql = "FROM read_parquet($one) UNION ALL FROM read_parquet($two) ORDER BY name"

    rows = query_files(sql, {}, one=tables[1], two=tables[0])

    assert rows == [{"name": "asked"}, {"name": "other"}]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT (SELECT name FROM read_parquet('{other}')) FROM read_parquet($asked)",
        "SELECT (SELECT content FROM read_text('{other}')) FROM read_parquet($asked)",
        "COPY (FROM read_parquet($asked)) TO '{other}'",
    ],
)
def test_no_other_file_is_opened(tables: tuple[Path, Path], sql: str) -> None:
    asked, other = tables

    with pytest.raises(duckdb.PermissionException):
        query_files(sql.format(other=other), {}, asked=asked)


def test_doors_cannot_be_opened_again(tables: tuple[Path, Path]) -> None:
    with pytest.raises(duckdb.InvalidInputException, match="locked"):
        query_files("SET enable_external_access = true", {})


def test_only_what_is_given_is_a_condition() -> None:
    tests = {"name": "name = $name", "text": "a = $text OR b = $text"}

    assert condition({"name": "", "text": ""}, tests).sql == "true"
    assert condition({"name": "", "text": "x"}, tests).sql == "(a = $text OR b = $text)"
    assert condition({"name": "n", "text": "x"}, tests).values == {
        "name": "n",
        "text": "x",
    }
