"""The mapping and the files that a dataset came from, in words."""

from __future__ import annotations

import pytest

from engine.dataset.origin import FileSummary, MappingSummary, OriginSummary
from engine.dataset.origin_words import mapping_words, source_words
from engine.errors import Text

SHA256 = "0123456789abcdef" * 4
FILE: FileSummary = {"file": "a.xlsx", "sha256": SHA256, "rows": 1_200}
MAPPING: MappingSummary = {"file": "a.xlsx", "sha256": SHA256}


def test_mapping_is_named_with_the_first_digits_of_its_hash() -> None:
    assert mapping_words({"mapping": MAPPING, "files": []}) == Text(
        "a.xlsx（SHA-256 0123456789ab）", "a.xlsx (SHA-256 0123456789ab)"
    )
    assert mapping_words({"mapping": None, "files": []}) is None


def test_sources_are_named_with_hash_and_rows_or_alone() -> None:
    origin: OriginSummary = {"mapping": None, "files": [FILE]}

    assert source_words(origin) == [
        Text("a.xlsx（SHA-256 0123456789ab，1,200 行）",
             "a.xlsx (SHA-256 0123456789ab, 1,200 rows)")
    ]  # fmt: skip
    assert source_words(origin, with_hashes=False) == [Text("a.xlsx", "a.xlsx")]


@pytest.mark.parametrize(("count", "last"), [(20, "a.xlsx"), (21, "1 files more")])
def test_of_many_sources_the_first_are_named(count: int, last: str) -> None:
    words = source_words({"mapping": None, "files": [FILE] * count}, with_hashes=False)

    assert (len(words), words[-1].en) == (count, last)
