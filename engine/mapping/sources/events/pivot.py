"""Turns the values of entries into columns, one for each name."""

from __future__ import annotations

from collections.abc import Sequence

from engine.dataset.raw_table import TOO_MANY_COLUMNS
from engine.errors import DatasetError
from engine.mapping.sources.events.log_tables import TIME, Kind, LogTables
from engine.mapping.sources.parts import Part
from engine.tables import sql

# The view of the entries whose values are turned: as `log_<n>_entries`.
CHOSEN = "log_chosen"


def choose(log: LogTables, kind: Kind, type_: str | None = None) -> None:
    """Define the view CHOSEN of the entries of a kind, and a type of them or all."""
    chosen = "true" if type_ is None else f"type = {sql.text(type_)}"
    log.context.run(
        f"CREATE OR REPLACE TEMP VIEW {CHOSEN} AS SELECT * FROM {log.name('entries')} "
        f"WHERE kind = '{kind}' AND {chosen}"
    )


def refuse_too_many(count: int, part: Part) -> None:
    """Raise DatasetError where a table would have too many columns."""
    if count > TOO_MANY_COLUMNS:
        raise DatasetError(
            "dataset.columns-too-many", file=part.place, count=count,
            limit=TOO_MANY_COLUMNS,
        )  # fmt: skip


def attributes_of(log: LogTables, kind: Kind, type_: str | None) -> list[str]:
    """Return the attributes of a type, or of all: the declared ones and any others."""
    of_type = "" if type_ is None else f"AND type = {sql.text(type_)}"
    declared = log.context.run(
        f"SELECT name FROM {log.name('types')} WHERE kind = '{kind}' {of_type} "
        "AND name IS NOT NULL ORDER BY place"
    )
    others = log.context.run(
        f"SELECT name FROM {log.name('values')} SEMI JOIN {CHOSEN} USING (kind, key) "
        f"WHERE name <> {sql.text(TIME)} GROUP BY name ORDER BY min(place)"
    )
    return list(dict.fromkeys(str(name) for (name,) in (*declared, *others)))


def values_of(log: LogTables, kind: Kind, attributes: Sequence[str]) -> str:
    """Query a row for each entry: the last value of each attribute, and its faults.

    An event has one value; where it has several, they are at fault.
    """
    columns = [f"first(value) FILTER (name = {sql.text(TIME)}) AS own_time"]
    for i, attribute in enumerate(attributes):
        of = f"FILTER (name = {sql.text(attribute)})"
        if kind == "event":
            columns.append(f"first(value) {of} AS a{i}")
            columns.append(f"(count(*) {of} > 1 OR bool_or(nested) {of}) AS n{i}")
        else:
            columns.append(f"arg_max_null(value, rank) {of} AS a{i}")
            columns.append(f"arg_max_null(nested, rank) {of} AS n{i}")
    values = f"{log.name('values')} v SEMI JOIN {CHOSEN} USING (kind, key)"
    rows = f"SELECT key, name, value, nested FROM {values}"
    if kind == "object":
        since = "coalesce(TRY_CAST(v.time AS TIMESTAMPTZ), '-infinity')"
        rank = f"row_number() OVER (ORDER BY {since}, place) AS rank"
        rows = f"SELECT key, name, value, nested, {rank} FROM {values}"
    return f"SELECT key, {', '.join(columns)} FROM ({rows}) GROUP BY key"
