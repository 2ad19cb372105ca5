"""A full disk and short memory are reported as such; other errors pass unchanged."""

from __future__ import annotations

import errno
from pathlib import Path

import duckdb
import pytest

from engine.errors import EvaluationError, UsageError
from engine.files.disk_space import resource_error, resource_errors_raised

LARGE = "CREATE TABLE large AS SELECT range, hash(range) FROM range(5000000)"


def test_full_disk_in_duckdb_is_reported_with_what_to_do() -> None:
    with (
        pytest.raises(UsageError, match="Free space") as raised,
        resource_errors_raised(),
    ):
        duckdb.execute("COPY (SELECT 1) TO '/dev/full'")

    assert "No space left on device" in str(raised.value)


def test_short_memory_in_duckdb_is_reported_with_what_to_do() -> None:
    with (
        duckdb.connect(config={"temp_directory": "", "memory_limit": "20MB"}) as small,
        pytest.raises(EvaluationError, match="too little memory") as raised,
        resource_errors_raised(),
    ):
        small.execute(LARGE)

    assert "--rule ID" in str(raised.value)


def test_full_spill_folder_is_a_full_disk() -> None:
    # Whether spilling or pinning fails first is a race, so the error is made here.
    text = (
        "Out of Memory Error: failed to offload data block of size 256.0 KiB.\n"
        "This limit was set by the 'max_temp_directory_size' setting."
    )

    assert isinstance(resource_error(duckdb.OutOfMemoryException(text)), UsageError)


def test_full_disk_of_the_system_is_reported() -> None:
    with pytest.raises(UsageError, match="No space left"), resource_errors_raised():
        Path("/dev/full").write_text("x")


@pytest.mark.parametrize(
    ("number", "en", "zh"),
    [
        (errno.ENOSPC, "A disk is full (", "磁盘已满（"),
        (errno.EDQUOT, "A disk quota is exceeded (", "超出磁盘配额（"),
        (
            errno.EFBIG,
            "A file is larger than the system allows (",
            "文件超出系统允许的大小（",
        ),
    ],
)
def test_each_cause_has_its_own_message(number: int, en: str, zh: str) -> None:
    lack = resource_error(OSError(number, "as the system says"))

    assert lack is not None
    assert lack.in_language("en").startswith(
        f"{en}[Errno {number}] as the system says)"
    )
    assert lack.in_language("zh").startswith(zh)


def test_path_of_a_full_disk_can_be_shown_short() -> None:
    lack = resource_error(OSError(errno.ENOSPC, "No space left", "/srv/runs/new"))

    assert lack is not None
    assert lack.in_language("en").startswith(
        "A disk is full (No space left: /srv/runs/new)."
    )
    assert "/srv" not in lack.in_language("en", short_paths=True)


def test_other_errors_pass_as_they_are() -> None:
    with pytest.raises(duckdb.CatalogException), resource_errors_raised():
        duckdb.execute("FROM nowhere")
    with pytest.raises(FileNotFoundError), resource_errors_raised():
        Path("/nowhere").read_text()
