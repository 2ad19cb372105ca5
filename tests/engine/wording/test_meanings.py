"""Every table and every column that is no field says what it holds."""

from __future__ import annotations

from engine.dataset.schema import TABLES
from engine.rulebook.columns import RECORD_COLUMNS, REGISTERS
from engine.wording.meanings import COLUMNS, EMPTY, ROWS


def test_every_table_and_column_is_worded_and_none_besides() -> None:
    columns = {"records": RECORD_COLUMNS, **REGISTERS}

    assert tuple(ROWS) == tuple(COLUMNS) == TABLES
    assert {table: list(texts) for table, texts in COLUMNS.items()} == {
        table: list(names) for table, names in columns.items()
    }
    assert all(
        text.zh and text.en for texts in COLUMNS.values() for text in texts.values()
    )


def test_empty_cells_with_a_meaning_are_of_columns_that_may_be_empty() -> None:
    assert all(column in COLUMNS[table] for table, column in EMPTY)
    assert not any(column == next(iter(COLUMNS[table])) for table, column in EMPTY)
