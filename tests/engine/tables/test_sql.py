"""Names and values keep their meaning as SQL, whatever characters they hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.tables import sql
from engine.tables.duckdb.session import open_scratch

ODD = ["it's", 'say "no"', "a;b", "'--", "字", "*?[{"]


@pytest.mark.parametrize("value", ODD)
def test_text_and_name_come_back_unchanged(value: str) -> None:
    with open_scratch() as connection:
        found = connection.execute(f"SELECT {sql.text(value)} AS {sql.name(value)}")

        assert [column[0] for column in found.description or ()] == [value]
        assert found.fetchall() == [(value,)]


def test_texts_are_a_list_in_parentheses() -> None:
    with open_scratch() as connection:
        found = connection.execute(f"SELECT 'b' IN {sql.texts(['a', 'b'])}").fetchall()

    assert found == [(True,)]


def test_text_with_nul_is_refused() -> None:
    with pytest.raises(ValueError, match="NUL"):
        sql.text("a\0b")


def test_struct_has_its_fields() -> None:
    with open_scratch() as connection:
        ((found,),) = connection.execute(
            f"SELECT {sql.struct({'a': '1', 'b c': sql.text('x')})}"
        ).fetchall()

    assert found == {"a": 1, "b c": "x"}


def test_copy_writes_a_query_to_a_file(tmp_path: Path) -> None:
    file = tmp_path / "it's.csv"

    with open_scratch() as connection:
        connection.execute(sql.copy("SELECT 1 AS n", file, "FORMAT csv, HEADER"))

    assert file.read_text("utf-8") == "n\n1\n"
