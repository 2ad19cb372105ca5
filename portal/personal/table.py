"""The table of columns that can hold personal data, read from `columns.yaml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

import yaml

from engine.rulebook.columns import RECORD_COLUMNS
from engine.wording.terms import COLUMNS, OWED_BY

Sort = Literal["vehicle", "party", "name", "text", "none", "key", "other"]

TABLE = Path(__file__).with_name("columns.yaml")
_FIELD = "field."


@cache
def table() -> dict[str, Any]:
    """Return the table: `columns`, `outputs`, `keys`."""
    content: dict[str, Any] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return content


@cache
def sort_of(column: str) -> Sort:
    """Return what a column holds, by its name or head in any file of a check.

    "other" where the table says nothing: such a text is looked through. A field (its
    name begins with `field.`) that the table does not name is free text.
    """
    if column.startswith(_FIELD):
        place = f"records.{column.removeprefix(_FIELD)}"
        return cast(Sort, table()["columns"].get(place, "text"))
    return _by_name().get(column, "other")


@cache
def _by_name() -> dict[str, Sort]:
    """Return the sort of each name; of two tables the one that is about a person wins."""
    found: dict[str, Sort] = {}
    for place, sort in table()["columns"].items():
        name = place.partition(".")[2]
        if found.get(name, "none") == "none":
            found[name] = sort
    found |= table()["outputs"]
    found |= dict.fromkeys(table()["keys"], "key")
    named = {**{name: COLUMNS[name] for name in RECORD_COLUMNS}, "owed_by": OWED_BY}
    for name, text in named.items():
        found |= {text.zh: found[name], text.en: found[name]}
    return found
