"""Names of tables: English or Chinese, in whatever case and width."""

from __future__ import annotations

import pytest

from engine.dataset import names
from engine.dataset.names import table_named
from engine.dataset.schema import TABLES
from engine.wording import remedies


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
        ("凭证", "credentials"),
        ("全生命周期记录表", "records"),
        ("主体", None),
        ("证照", None),
        ("回收服务网点", None),
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


def test_no_name_of_a_table_is_the_name_of_a_column() -> None:
    of_columns = {name for several in names.COLUMNS.values() for name in several}

    assert not of_columns & {n for several in names.TABLES.values() for n in several}


@pytest.mark.parametrize("table", TABLES)
def test_table_may_be_called_as_remedies_call_it(table: str) -> None:
    assert table_named(remedies.TABLES[table].zh.partition("（")[0]) == table
