"""Heads of columns: joined, tidy, and each with a name of its own."""

from __future__ import annotations

import pytest

from engine.errors import DatasetError
from engine.mapping.sources.heads import continued, heads, letter


@pytest.mark.parametrize(
    ("written", "names"),
    [
        (["日期", "日期", "日期"], ("日期", "日期 (2)", "日期 (3)")),
        (["a", "a", "a (2)"], ("a", "a (3)", "a (2)")),
        (["", "a", " ", "C"], ("A", "a", "C (2)", "C")),
        ([" \uff21\uff11 ", "\u200b编\u200d码"], ("A1", "编码")),
        (["电池\n编码", "mass\r\n kg", "重量\nkg"], ("电池编码", "mass kg", "重量kg")),
    ],
)
def test_heads_of_one_row(written: list[str], names: tuple[str, ...]) -> None:
    assert heads([written], len(written), "a.csv") == names


def test_rows_of_heads_are_joined_without_what_is_empty_or_repeated() -> None:
    rows = [["入库", "入库", "", "备注"], ["日期", "入库", "编码"]]

    assert heads(rows, 5, "a.csv") == ("入库/日期", "入库", "编码", "备注", "E")


@pytest.mark.parametrize(
    ("rows", "filled"),
    [
        (
            [["a", "", "", "b", ""], ["1", "2", "3", "4", "5"]],
            [["a", "a", "a", "b", "b"], ["1", "2", "3", "4", "5"]],
        ),
        (
            [["no", "", "a", "", ""], ["", "1", "2", "", "3"]],
            [["no", "", "a", "", ""], ["", "1", "2", "", "3"]],
        ),
        (
            [["x", "", ""], ["a", "", "b"], ["1", "2", "3"]],
            [["x", "x", "x"], ["a", "a", "b"], ["1", "2", "3"]],
        ),
        ([["a", "", "b"]], [["a", "", "b"]]),
    ],
)
def test_head_goes_on_to_its_right_over_filled_ones(
    rows: list[list[str]], filled: list[list[str]]
) -> None:
    assert continued(rows, len(rows[0])) == filled


def test_letters_are_those_of_a_spreadsheet() -> None:
    numbers = (0, 25, 26, 701, 702)

    assert [letter(number) for number in numbers] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_head_with_a_nul_is_refused() -> None:
    with pytest.raises(DatasetError, match="0000"):
        heads([["a", "b\0"]], 2, "a.csv")


def test_too_many_columns_are_refused() -> None:
    assert len(heads([["a"]], 2_000, "a.csv")) == 2_000
    with pytest.raises(DatasetError, match="2,001"):
        heads([["a"]], 2_001, "a.csv")
