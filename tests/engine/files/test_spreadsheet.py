"""A cell that a spreadsheet might run as a formula is made plain text, and no other."""

from __future__ import annotations

import duckdb
import pytest

from engine.files.spreadsheet import FORMULA_STARTS, plain_cell, plain_column


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_formula_gets_an_apostrophe_in_python_and_sql(start: str) -> None:
    text = f"{start}1+1"

    column = f"SELECT {plain_column('cell')} FROM (SELECT $text AS cell)"
    ((in_sql,),) = duckdb.execute(column, {"text": text}).fetchall()

    assert plain_cell(text) == in_sql == f"'{text}"


@pytest.mark.parametrize(
    ("value", "cell"),
    [(None, ""), ("", ""), ("a=1", "a=1"), (" =1", " =1"), (-1, "'-1"), ("'=1", "'=1")],
)
def test_other_cells_stay_as_they_are(value: object, cell: str) -> None:
    assert plain_cell(value) == cell


def test_null_stays_null_in_sql() -> None:
    column = f"SELECT {plain_column('cell')} FROM (SELECT NULL::VARCHAR AS cell)"

    assert duckdb.sql(column).fetchall() == [(None,)]
