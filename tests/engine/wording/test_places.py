"""Where rows came from, in words."""

from __future__ import annotations

from typing import Any

import pytest

from engine.errors import Text
from engine.wording.places import file_words, place_of


@pytest.mark.parametrize(
    ("sheet", "row", "words"),
    [
        (
            "入库",
            37,
            Text("a.xlsx，工作表 入库，第 37 行", "a.xlsx, sheet 入库, row 37"),
        ),
        (None, 37, Text("a.xlsx，第 37 行", "a.xlsx, row 37")),
        ("", "37", Text("a.xlsx，第 37 行", "a.xlsx, row 37")),
    ],
)
def test_place_names_file_sheet_and_row(
    sheet: str | None, row: object, words: Text
) -> None:
    place = {"source_file": "a.xlsx", "source_sheet": sheet, "source_row": row}

    assert place_of(place) == words


@pytest.mark.parametrize("row", [{}, {"source_file": None}, {"source_file": ""}])
def test_row_without_a_source_has_no_place(row: dict[str, Any]) -> None:
    assert place_of(row) is None


def test_file_is_named_with_the_first_digits_of_its_hash_and_its_rows() -> None:
    sha256 = "0123456789abcdef" * 4

    assert file_words("a.yaml", sha256) == Text(
        "a.yaml（SHA-256 0123456789ab）", "a.yaml (SHA-256 0123456789ab)"
    )
    assert file_words("a.xlsx", sha256, 1_200) == Text(
        "a.xlsx（SHA-256 0123456789ab，1,200 行）",
        "a.xlsx (SHA-256 0123456789ab, 1,200 rows)",
    )
