"""The named formats say of a column what the referee says of each text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeAlias

import duckdb
import ibis
import pytest

from engine.evaluation.identifiers import FORMATS, misspelling
from tests.referee.formats import FORMATS as PLAINLY

Answer: TypeAlias = Callable[[Any], Any]
TEXTS = (
    "006PB590J0MFSWD7E0000001", "006PB590J0MFSWO7E0000001", "006PB590J0MFSWD7ERP",
    "006PB590J0MFSWDAE000000", "1M8GDM9AXKP042788", "1M8GDM9A1KP042788", "RC",
    "1M8GDM9AIKP042788", "1m8gdm9axkp042788", "91350100M000100Y43", "", " ", "é" * 17,
    "91350100M000100Y44", "91350100M000100I43", "9135010 M000100Y43", "R\nP", "X\n",
)  # fmt: skip


WRONG = {
    "gbt34014": {
        "006PB590J0MFSWD7E0000001": None,
        "006PB590J0MFSWO7E0000001": "第15位为“O”，该位只能是1-9、A-H、J-N、P、R-Y",
        "006XB590J0MFSWD7E0000001": "第4位为“X”，该位只能是P、M、C",
        "006PB590J0MFSWD7E000000A": "第24位为“A”，该位只能是0-9",
        "006PB590J0MFSWD7E000001": "应为24位，实为23位",
        "006PB590J0MFSWD7ERP": "再利用编码，其长度未定，无从判定",
    },
    "uscc": {
        "91350100M000100Y43": None,
        "91350100M000100Y44": "第18位校验码应为“3”，实为“4”",
        "91350100M000100I43": "第16位为“I”，该位只能是0-9、A-H、J-N、P-R、T、U、W-Y",
        "": "应为18位，实为0位",
    },
    "vin": {
        "1M8GDM9AXKP042788": None,
        "1M8GDM9A1KP042788": "第9位校验码应为“X”，实为“1”",
        "1m8gdm9axkp042788": "第2位为“m”，该位只能是0-9、A-H、J-N、P、R-Z",
    },
}


def answers(texts: Sequence[str | None], answer: Answer) -> list[object]:
    """Return what an expression over a column of the texts says of each."""
    table = ibis.table({"text": "string"}, name="texts")
    sql = ibis.to_sql(table.select(answer=answer(table.text)), dialect="duckdb")
    connection = duckdb.connect()
    connection.execute("CREATE TABLE texts (text VARCHAR)")
    connection.executemany("INSERT INTO texts VALUES (?)", [[text] for text in texts])
    return [found for (found,) in connection.execute(sql).fetchall()]


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_format_says_of_a_column_what_the_referee_says_of_each_text(name: str) -> None:
    found = answers((*TEXTS, None), FORMATS[name])

    assert found == [*(PLAINLY[name](text) for text in TEXTS), None]


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_first_thing_that_a_format_finds_wrong_is_named(name: str) -> None:
    texts = [*WRONG[name], None]

    found = answers(texts, partial(misspelling, name, language="zh"))

    assert found == [*WRONG[name].values(), None]


def test_every_text_that_lacks_a_format_is_told_what_is_wrong_in_both_languages() -> (
    None
):
    for name, plainly in PLAINLY.items():
        wrong = [text for text in TEXTS if not plainly(text)]
        for language in ("zh", "en"):
            found = answers(wrong, partial(misspelling, name, language=language))

            assert all(found)
