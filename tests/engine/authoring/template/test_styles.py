"""Cells keep what is typed into them, and texts are measured as they are set."""

from __future__ import annotations

from pathlib import Path

import pytest
from xlsxwriter.workbook import Workbook

from engine.authoring.template.styles import Styles, width
from engine.dataset.schema import SQL_TYPES


@pytest.mark.parametrize(
    ("text", "narrow", "wide"),
    [("", 1, 0), ("abc", 1, 3), ("表abc", 1, 5), ("“表”，", 1, 8), ("abc", 0.5, 1.5)],
)
def test_chinese_is_twice_as_wide(text: str, narrow: float, wide: float) -> None:
    assert width(text, narrow) == wide


def test_all_but_numbers_flags_and_days_is_formatted_as_text(tmp_path: Path) -> None:
    with Workbook(str(tmp_path / "t.xlsx")) as book:
        styles = Styles(book)
        book.add_worksheet()

        found = {kind: styles.of_cells(kind) for kind in SQL_TYPES}

    assert {kind for kind, cells in found.items() if cells is None} == {
        "number",
        "flag",
    }
    assert {kind for kind, cells in found.items() if cells is styles.day} == {"date"}
