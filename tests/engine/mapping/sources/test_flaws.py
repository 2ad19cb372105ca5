"""What a reader found wrong with a row, and the fault that this is."""

from __future__ import annotations

import pytest

from engine.dataset.raw_table import ReadContext
from engine.mapping.sources import cell_fault, row_fault
from engine.mapping.sources.flaws import of_broken_csv


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("TOO MANY COLUMNS", "more cells than the header has columns"),
        ("MISSING COLUMNS", "fewer cells than the 12 columns"),
        ("UNQUOTED VALUE", "the quotation marks do not pair"),
        ("INVALID ENCODING", "the quotation marks do not pair"),
        ("LINE SIZE OVER MAXIMUM", "a row of more than 2,000,000 bytes"),
        ("SOMETHING ELSE", "this row cannot be read"),
    ],
)
def test_fault_of_a_row_of_csv(kind: str, reason: str, context: ReadContext) -> None:
    flaws = of_broken_csv(f"'{kind}'", 12, "'1;2' || repeat('x', 300)")

    [(fault,)] = context.run(f"SELECT {row_fault('f')} FROM (SELECT {flaws} AS f)")

    assert isinstance(fault, dict)
    assert fault["reason_en"].startswith(reason)
    assert fault["value"] == "1;2" + "x" * 197
    assert fault["column_name"] == ""


@pytest.mark.parametrize("flaws", ["NULL", "';E1;'", "';F11;;N3;'"])
def test_flaws_of_cells_are_none_of_the_row(flaws: str, context: ReadContext) -> None:
    query = f"SELECT CAST({flaws} AS VARCHAR) AS flaws"

    assert context.run(f"SELECT {row_fault()} FROM ({query})") == [(None,)]
    assert context.run(f"SELECT {cell_fault(2, 'a', 'NULL')} FROM ({query})") == [
        (None,)
    ]


def test_both_languages_say_how_many_cells_are_right(context: ReadContext) -> None:
    query = (
        f"SELECT f.reason_zh FROM (SELECT {row_fault()} AS f FROM (SELECT ? AS flaws))"
    )

    assert context.run(query, ";S;3;a") == [("单元格少于表头的 3 列",)]
