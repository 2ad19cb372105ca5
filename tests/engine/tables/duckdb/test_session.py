"""Each way to open DuckDB gives what it promises and no more."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from engine.errors import UsageError
from engine.files.limits import Limits
from engine.tables import sql
from engine.tables.duckdb.session import open_locked, open_scratch, open_working


@pytest.fixture
def parquet(tmp_path: Path) -> Path:
    file = tmp_path / "it's.parquet"
    with open_scratch() as connection:
        connection.execute(sql.copy("SELECT 1 AS n", file))
    return file


def test_working_connection_keeps_its_tables_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "tables.duckdb"

    with open_working(
        spill=tmp_path / "spill", file=file, limits=Limits(threads=1)
    ) as connection:
        connection.execute("CREATE TABLE goods AS SELECT 1 AS n")

    assert file.is_file()


def test_working_connection_cuts_an_instant_to_the_day_of_utc_8(tmp_path: Path) -> None:
    day = "SELECT CAST(TIMESTAMPTZ '2026-01-01T16:00:00Z' AS DATE)::VARCHAR"

    with open_working(spill=tmp_path) as connection:
        assert connection.execute(day).fetchall() == [("2026-01-02",)]


@pytest.mark.parametrize(
    ("limits", "language", "said"),
    [
        (Limits("much"), "en", "memory_limit much: not taken ("),
        (Limits(threads=0), "zh", "threads 0：DuckDB 不接受这个值（"),
        (Limits(spill="much"), "en", "max_temp_directory_size much: not taken ("),
    ],
)
def test_limit_that_duckdb_refuses_is_named(
    limits: Limits, language: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError) as refusal:
        open_working(spill=tmp_path, limits=limits)

    assert refusal.value.in_language(language).startswith(said)


def test_locked_connection_reads_its_files(parquet: Path) -> None:
    with open_locked(parquet) as connection:
        found = connection.execute(
            "FROM read_parquet($file)", {"file": str(parquet)}
        ).fetchall()

    assert found == [(1,)]


@pytest.mark.parametrize(
    "statement",
    [
        "FROM read_parquet($other)",
        "SET enable_external_access = true",
        "SET allowed_paths = [$other]",
    ],
)
def test_locked_connection_reaches_nothing_else(statement: str, parquet: Path) -> None:
    other = parquet.with_name("other.parquet")
    other.write_bytes(parquet.read_bytes())

    with open_locked(parquet) as connection, pytest.raises(duckdb.Error):
        connection.execute(statement.replace("$other", sql.text(str(other))))
