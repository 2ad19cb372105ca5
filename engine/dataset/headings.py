"""Finds the known columns among the headings of a file."""

from __future__ import annotations

from dataclasses import replace

from engine.dataset import names
from engine.dataset.raw_table import RawTable
from engine.dataset.schema import TableSchema
from engine.errors import DatasetError


def recognised(rows: RawTable, schema: TableSchema) -> RawTable:
    """Return a table whose known columns have their names, whatever their headings.

    DatasetError where a column is there by its name and by a Chinese one, or by two.
    """
    found = known_columns([column.heading for column in rows.columns], schema)
    headings: dict[str, list[str]] = {}
    for place, name in sorted(found.items()):
        headings.setdefault(name, []).append(rows.columns[place].heading)
    for name, several in headings.items():
        if len(several) > 1:
            raise DatasetError(
                "dataset.column-by-two-names",
                file=rows.file,
                column=name,
                headings=several,
            )
    columns = (
        replace(column, name=found.get(place, column.name))
        for place, column in enumerate(rows.columns)
    )
    return replace(rows, columns=tuple(columns))


def known_columns(headings: list[str], schema: TableSchema) -> dict[int, str]:
    """Return the known column of each heading, by its place; others are left out.

    A heading that differs from a name only in case stands for the column unless the
    name itself is there.
    """
    tidy = [names.tidy(heading) for heading in headings]
    exact = {i: name for i, name in enumerate(tidy) if name in schema.names}
    taken = {names.folded(name) for name in exact.values()}
    other = {
        i: schema.named[folded]
        for i, name in enumerate(tidy)
        if i not in exact
        and (folded := names.folded(name)) in schema.named
        and folded not in taken
    }
    return exact | other
