"""How the placeholders of a wording are filled."""

from __future__ import annotations

import pytest

from engine.errors import fill
from engine.errors.text import Listed

ROWS = "{rows:,} {rows:row|rows} of {table}"


@pytest.mark.parametrize(
    ("rows", "filled"),
    [
        (0, "0 rows of a"),
        (1, "1 row of a"),
        (2, "2 rows of a"),
        (1001, "1,001 rows of a"),
    ],
)
def test_count_chooses_the_word_behind_it(rows: int, filled: str) -> None:
    assert fill(ROWS, {"rows": rows, "table": "a"}) == filled


@pytest.mark.parametrize(
    ("items", "filled"),
    [
        ([], "columns : none"),
        (["a"], "column a: one"),
        (["a", "b"], "columns a, b: two"),
    ],
)
def test_list_chooses_a_word_by_its_length(items: list[str], filled: str) -> None:
    words = {0: "none", 1: "one", 2: "two"}
    values = {"names": Listed.of(", ", items), "word": words[len(items)]}

    assert fill("{names:column|columns} {names}: {word}", values) == filled


def test_word_for_one_may_be_nothing() -> None:
    assert [fill("day{n:|s}", {"n": n}) for n in (1, 2)] == ["day", "days"]


def test_text_and_flag_choose_no_word() -> None:
    for value in ("1", True, 1.0):
        with pytest.raises(ValueError, match="Invalid format specifier"):
            fill("{value:one|more}", {"value": value})
