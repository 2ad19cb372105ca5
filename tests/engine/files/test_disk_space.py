"""A full disk or memory is told as that, whoever ran into it; other errors pass."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from engine.errors import EvaluationError, UsageError
from engine.files.disk_space import shortage, shortage_told

LARGE = "CREATE TABLE large AS SELECT range, hash(range) FROM range(5000000)"


def test_full_disk_that_duckdb_met_is_told_with_the_way_out() -> None:
    with pytest.raises(UsageError, match="Make room") as raised, shortage_told():
        duckdb.execute("COPY (SELECT 1) TO '/dev/full'")

    assert "No space left on device" in str(raised.value)


def test_full_memory_of_duckdb_is_told_with_the_way_out() -> None:
    with (
        duckdb.connect(config={"temp_directory": "", "memory_limit": "20MB"}) as small,
        pytest.raises(EvaluationError, match="too little memory") as raised,
        shortage_told(),
    ):
        small.execute(LARGE)

    assert "--rule ID" in str(raised.value)


def test_full_spill_folder_is_a_full_disk() -> None:
    # Whether spilling or pinning fails first is a race, so the words are given here.
    words = (
        "Out of Memory Error: failed to offload data block of size 256.0 KiB.\n"
        "This limit was set by the 'max_temp_directory_size' setting."
    )

    assert isinstance(shortage(duckdb.OutOfMemoryException(words)), UsageError)


def test_full_disk_of_the_system_is_told() -> None:
    with pytest.raises(UsageError, match="No space left"), shortage_told():
        Path("/dev/full").write_text("x")


def test_other_errors_pass_as_they_are() -> None:
    with pytest.raises(duckdb.CatalogException), shortage_told():
        duckdb.execute("FROM nowhere")
    with pytest.raises(FileNotFoundError), shortage_told():
        Path("/nowhere").read_text()
