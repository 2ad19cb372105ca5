"""Small files that would unpack to gigabytes are refused before they do."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.bench.processes import end_of
from tests.hostile.conftest import HEADER, RULES, SOUND

Lay = Callable[..., Path]

MOST_MB = 2_000


def repeated(rows: int, column: str, length: int, *, numbered: bool) -> bytes:
    """Write a Parquet file in which one column repeats one text of `length`."""

    def again(text: str) -> pa.DictionaryArray:
        return pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), [text])

    cells = dict(zip(HEADER.split(","), map(again, SOUND.split(",")), strict=True))
    if numbered:
        cells["record_id"] = pa.array([f"R{number}" for number in range(rows)])
    cells[column] = again("F" * length)
    stream = io.BytesIO()
    pq.write_table(
        pa.table(cells), stream, compression="zstd", row_group_size=rows,
        write_statistics=False,
    )  # fmt: skip
    return stream.getvalue()


def checked(dataset: Path, tmp_path: Path) -> tuple[int, str, float]:
    """Check in a process of its own; return status, what it said, its peak in MB."""
    command = "from portal.command import main; main()"
    words = ["check", dataset, "--rules", RULES, "--out", tmp_path / "out",
             "--language", "en", "--no-pdf"]  # fmt: skip
    ended, spent = end_of([sys.executable, "-c", command, *words], subprocess.STDOUT)
    return ended.returncode, spent.printed, spent.peak_mb


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rows", "column", "length", "numbered", "most_bytes"),
    [
        (100_000, "actor_id", 80_000, False, 32_000),
        (100_000, "actor_id", 80_000, True, 500_000),
        (400_000, "record_id", 60_000, False, 500_000),
    ],
)
def test_parquet_that_repeats_a_long_text_is_refused(
    rows: int, column: str, length: int, numbered: bool, most_bytes: int, lay: Lay,
    tmp_path: Path,
) -> None:  # fmt: skip
    file = repeated(rows, column, length, numbered=numbered)
    assert len(file) < most_bytes

    status, said, peak = checked(lay(records_parquet=file), tmp_path)

    assert status == 2
    assert f"whose texts (columns: {column}) unpack to {rows * length:,} bytes" in said
    assert peak < MOST_MB


@pytest.mark.slow
def test_parquet_of_more_rows_than_allowed_is_refused_by_its_footer(
    lay: Lay, tmp_path: Path
) -> None:
    file = repeated(3_000_000, "actor_id", 1, numbered=False)
    dataset = lay(records_parquet=file)
    command = "from portal.command import main; main()"
    words = ["check", dataset, "--rules", RULES, "--out", tmp_path / "out",
             "--max-rows", "2000000", "--language", "en"]  # fmt: skip

    ended, spent = end_of([sys.executable, "-c", command, *words], subprocess.STDOUT)

    assert ended.returncode == 2
    assert (
        "records.parquet: 3,000,000 rows; at most 2,000,000 of a table" in spent.printed
    )
    assert spent.peak_mb < MOST_MB / 4


@pytest.mark.slow
def test_zip_whose_members_say_more_than_its_size_allows_is_refused(
    lay: Lay, tmp_path: Path
) -> None:
    folder, packed = lay(), tmp_path / "bomb.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.write(folder / "dataset.yaml", "dataset.yaml")
        with opened.open("records.csv", "w") as member:
            for _ in range(200):
                member.write(b"a" * 1_000_000)

    status, said, peak = checked(packed, tmp_path)

    assert status == 2
    assert "more than 500 times its size" in said
    assert peak < MOST_MB / 4
