"""Small uploads that unpack to gigabytes are refused within the bounds of a check."""

from __future__ import annotations

import resource
from dataclasses import replace

import pytest

from portal.queue.checking import check_apart
from portal.storage.store import Store
from tests.hostile.conftest import MANIFEST, RULES
from tests.hostile.test_expansion import repeated
from tests.portal.conftest import Portal
from tests.portal.queue.test_checking import HASH, ignore, order, said

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
