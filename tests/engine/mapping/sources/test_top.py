"""The top of a text file: its delimiter, its heads, and how many cells a row has."""

from __future__ import annotations

import pytest

from engine.errors import DatasetError
from tests.engine.mapping.sources.conftest import Open

WIDE = "more cells than the header has columns"


@pytest.mark.parametrize("mark", [",", ";", "\t", "|", "，"])
def test_delimiter_is_found(mark: str, opened: Open) -> None:
    text = "台账，一\nday,kg,place\n1,2,a\n3,4,b\n".replace(",", mark)

    found = opened(files={"a_txt": text}, header=(2,))

    assert found.heads == ("day", "kg", "place")
    assert found.rows == [(3, "1", "2", "a"), (4, "3", "4", "b")]


def test_delimiter_with_most_cells_is_taken(opened: Open) -> None:
    found = opened(files={"a_csv": "kg, t;a;b\n1,5;2;3\n1,6;2;3\n"})

    assert found.heads == ("kg, t", "a", "b")
    assert found.rows == [(2, "1,5", "2", "3"), (3, "1,6", "2", "3")]


def test_one_column_is_left_whole_where_rows_do_not_agree(opened: Open) -> None:
    found = opened(files={"a_csv": "a;b\n1\n2\n3\n\n4\n"})

    assert found.heads == ("a;b",)
    assert found.rows == [(2, "1"), (3, "2"), (4, "3"), (6, "4")]


def test_delimiter_is_the_one_that_is_said(opened: Open) -> None:
    found = opened(files={"a_csv": "a;b,c\n1;2,3\n"}, delimiter=";")

    assert (found.heads, found.rows) == (("a", "b,c"), [(2, "1", "2,3")])


def test_rows_may_end_in_a_delimiter_that_the_heads_lack(opened: Open) -> None:
    text = "a;b\n1;2;\n3;4;\n5;6;7;\n"

    found = opened(files={"a_csv": text})

    assert found.heads == ("a", "b")
    assert found.rows == [(2, "1", "2"), (3, "3", "4"), (4, "5", "6")]
    assert found.faults == [(4, "5;6;7;", WIDE)]


def test_heads_may_end_in_a_delimiter_that_the_rows_lack(opened: Open) -> None:
    found = opened(files={"a_csv": "a,b,,\n1,2\n3,4\n"})

    assert found.heads == ("a", "b")
    assert found.rows == [(2, "1", "2"), (3, "3", "4")]


def test_filled_cell_beyond_the_heads_is_a_fault_though_every_row_has_one(
    opened: Open,
) -> None:
    found = opened(files={"a_csv": "kg,place\n1,500,a\n2,000,b\n"})

    assert found.heads == ("kg", "place")
    assert [fault[2] for fault in found.faults] == [WIDE, WIDE]


@pytest.mark.parametrize(
    ("text", "header", "message"),
    [
        (
            "",
            (1,),
            "a.csv: the heads are said to stand in row 1, and there are only 0 rows.\n"
            "  Correct header in the mapping.",
        ),
        (
            "a,b\n1,2\n",
            (3,),
            "a.csv: the heads are said to stand in row 3, and there are only 2 rows.\n"
            "  Correct header in the mapping.",
        ),
        (
            "a,b\n, \n1,2\n",
            (2,),
            "a.csv: the heads are said to stand in row 2, which is empty.\n"
            "  Correct header in the mapping.",
        ),
        (
            f"{'x' * 2_000_001}\na,b\n",
            (2,),
            "a.csv: the first 2 rows have more than 2,000,000 characters.\n"
            "  Check header and skip in the mapping, and whether the quotation marks "
            "pair.",
        ),
    ],
)
def test_refused_without_heads_where_they_are_said_to_be(
    text: str, header: tuple[int, ...], message: str, opened: Open
) -> None:
    with pytest.raises(DatasetError) as refused:
        opened(files={"a_csv": text}, header=header)

    assert str(refused.value) == message
