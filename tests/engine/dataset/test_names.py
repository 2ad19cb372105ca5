"""Names of tables: English or Chinese, in whatever case and width."""

from __future__ import annotations

import pytest

from engine.dataset import names
from engine.dataset.names import table_named
from engine.dataset.schema import TABLES


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("records", "records"),
        ("Records", "records"),
        (" RECORDS\u00a0", "records"),
        ("\uff52\uff45cords", "records"),
        ("\ufeffentities", "entities"),
        ("记录", "records"),
        ("记录 表", "records"),
        ("企业登记表", "entities"),
        ("网点登记", "outlets"),
        ("电\u200b池", "batteries"),
        ("Sheet1", None),
        ("entity", None),
        ("", None),
    ],
)
def test_table_is_found_by_its_name(text: str, table: str | None) -> None:
    assert table_named(text) == table


def test_every_table_has_a_chinese_name_of_its_own() -> None:
    found = [name for several in names.TABLES.values() for name in several]

    assert set(names.TABLES) == set(TABLES)
    assert len(found) == len(set(found))
