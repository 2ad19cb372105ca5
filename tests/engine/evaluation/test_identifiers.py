"""The named formats say of a column what the referee says of each text."""

from __future__ import annotations

import duckdb
import ibis
import pytest

from engine.evaluation.identifiers import FORMATS
from tests.referee.formats import FORMATS as PLAINLY

TEXTS = (
    "006PB590J0MFSWD7E0000001", "006PB590J0MFSWO7E0000001", "006PB590J0MFSWD7ERP",
    "006PB590J0MFSWDAE000000", "1M8GDM9AXKP042788", "1M8GDM9A1KP042788", "RC",
    "1M8GDM9AIKP042788", "1m8gdm9axkp042788", "91350100M000100Y43", "", " ", "é" * 17,
    "91350100M000100Y44", "91350100M000100I43", "9135010 M000100Y43", "R\nP", "X\n",
)  # fmt: skip


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_format_says_of_a_column_what_the_referee_says_of_each_text(name: str) -> None:
    texts = ibis.table({"text": "string"}, name="texts")
    sql = ibis.to_sql(texts.select(answer=FORMATS[name](texts.text)), dialect="duckdb")
    connection = duckdb.connect()
    connection.execute("CREATE TABLE texts (text VARCHAR)")
    connection.executemany(
        "INSERT INTO texts VALUES (?)", [[text] for text in (*TEXTS, None)]
    )

    found = [answer for (answer,) in connection.execute(sql).fetchall()]

    assert found == [*(PLAINLY[name](text) for text in TEXTS), None]
