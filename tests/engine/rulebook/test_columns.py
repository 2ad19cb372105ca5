"""A field's values stand in a column that nothing else is called."""

import pytest

from engine.rulebook.columns import RECORD_COLUMNS, column_of


@pytest.mark.parametrize("path", [*RECORD_COLUMNS, "actor.roles", "outlet.operator_id"])
def test_record_column_and_path_keep_their_names(path: str) -> None:
    assert column_of(path) == path


def test_field_stands_apart_from_every_other_column() -> None:
    assert column_of("day") == "field.day"


def test_fields_that_differ_in_case_alone_stand_apart() -> None:
    names = {column_of(name).lower() for name in ("day", "Day", "dAY", "DAY")}

    assert len(names) == 4
