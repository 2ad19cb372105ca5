"""Small uploads that unpack to gigabytes are refused, or their rows are, within bounds."""

from __future__ import annotations

import csv
import io
import random
import resource
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from portal.queue.checking import check_apart
from portal.storage.store import Store
from tests.hostile.conftest import MANIFEST, RULES
from tests.hostile.test_expansion import repeated
from tests.portal.conftest import Portal
from tests.portal.queue.test_checking import HASH, LIFE, ignore, order, said

pytestmark = pytest.mark.slow

MOST_BYTES = 2_000_000_000


def peak() -> int:
    """Return the most memory that a child of this process has held, in bytes."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


@pytest.mark.parametrize(
    ("rows", "column", "length", "numbered"),
    [
        (100_000, "actor_id", 80_000, False),
        (100_000, "actor_id", 80_000, True),
        (400_000, "record_id", 60_000, False),
    ],
)
def test_parquet_bomb_is_refused_within_two_gigabytes_and_a_minute(
    portal: Portal, rows: int, column: str, length: int, numbered: bool
) -> None:
    settings = replace(portal.settings, rules=RULES, check_seconds=60, check_mb=1_900)
    folder = Store(settings.data).dataset_folder(HASH)
    folder.mkdir(parents=True)
    (folder / "dataset.yaml").write_text(MANIFEST)
    bomb = repeated(rows, column, length, numbered=numbered)
    (folder / "records.parquet").write_bytes(bomb)

    text = said(check_apart(order(settings), ignore, ignore))

    assert f"unpack to {rows * length:,} bytes" in text
    assert peak() < MOST_BYTES
    assert [*Store(settings.data).scratch.iterdir()] == []


def with_long_codes(rows: int, length: int) -> str:
    """Return the records of an invented life with long codes, that pack well."""
    chance = random.Random(1)
    records = (LIFE / "records.csv").read_text("utf-8")
    known = list(csv.DictReader(io.StringIO(records)))
    stream = io.StringIO()
    writer = csv.DictWriter(stream, known[0])
    writer.writeheader()
    writer.writerows(known)
    for number in range(rows):
        part = "".join(chance.choices("ABCDEFGH12345678", k=250))
        code = (part * (length // 250 + 1))[:length]
        writer.writerow({**known[0], "record_id": f"L{number}", "battery_code": code})
    return stream.getvalue()


def test_zip_of_long_codes_is_checked_and_printed_without_them(
    portal: Portal, tmp_path: Path
) -> None:
    folder = Store(portal.settings.data).dataset_folder(HASH)
    shutil.copytree(LIFE, tmp_path / "life")
    (tmp_path / "life" / "records.csv").write_text(
        with_long_codes(1_500, 60_000), "utf-8"
    )
    folder.mkdir(parents=True)
    with zipfile.ZipFile(folder / "dataset.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted((tmp_path / "life").iterdir()):
            packed.write(file, file.name)
    assert (folder / "dataset.zip").stat().st_size < 800_000

    checked = check_apart(order(portal.settings), ignore, ignore)

    assert checked.totals is not None, checked.error
    assert checked.totals["rejected"] == 1_500
    assert (checked.error, checked.custody_error) == ("", "")
    assert peak() < MOST_BYTES
