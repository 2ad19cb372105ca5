"""The tables of a view as they are written to files, and their first rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict, cast

import duckdb

from engine.custody.gaps import COLUMNS as GAP_COLUMNS
from engine.custody.stays import OUTCOMES
from engine.tables.sheets import Sheet

_ENTERPRISES = (
    "entity_id", "name", "name_en", "received", "without_receipt", *OUTCOMES,
    "utilized", "not_arrived", "dwell_median", "dwell_p90", "dwell_longest",
    "longest_on_hand",
)  # fmt: skip
_FLOWS = ("from_province", "to_province", "passages")
_BATTERIES = (
    "battery_code", "state", "last_holder_id", "since", "to_id", "province", "vin",
    "event", "record_id", "records", "last_record_on", "ended_on", "not_received",
    "from_nobody", "used_after_end", "silent_days", "unsure",
)  # fmt: skip
# Gaps carry the names of their parties: a party that had no battery is in no other
# table.
_PARTY_NAMES = ("from_name", "from_name_en", "to_name", "to_name_en")
_NAMED_GAPS = """gaps
    LEFT JOIN (SELECT entity_id AS from_id, name AS from_name, name_en AS from_name_en
        FROM entities) USING (from_id)
    LEFT JOIN (SELECT entity_id AS to_id, name AS to_name, name_en AS to_name_en
        FROM entities) USING (to_id)"""
# The columns of text, in any of the tables.
_TEXTS = frozenset(
    {
        "battery_code", "state", "last_holder_id", "to_id", "province", "vin", "event",
        "record_id", "entity_id", "name", "name_en", "from_province", "to_province",
        "gap", "from_id", *_PARTY_NAMES,
    }
)  # fmt: skip
_ROWS_SHOWN = 12

# The order, as SQL, in which the first rows of a table are shown.
FIRST: Mapping[str, str] = {
    "enterprises": "on_hand DESC, received DESC, entity_id",
    "flows": "passages DESC, from_province, to_province",
    "gaps": "is_sure DESC, happened_on, battery_code, record_id",
}


class EnterpriseRow(TypedDict):
    """One row of `enterprises` (see `result_tables.create_enterprises`); days as int."""

    entity_id: str
    name: str | None
    name_en: str | None
    received: int
    without_receipt: int
    handed_on: int
    ended: int
    found_elsewhere: int
    on_hand: int
    utilized: int
    not_arrived: int
    dwell_median: int | None
    dwell_p90: int | None
    dwell_longest: int | None
    longest_on_hand: int | None


class FlowRow(TypedDict):
    """One row of `flows` (see `result_tables.create_flows`)."""

    from_province: str | None
    to_province: str | None
    passages: int


def _sheet(name: str, table: str, columns: Sequence[str], order: str) -> Sheet:
    select = f"SELECT {', '.join(columns)} FROM {table} ORDER BY {order}"
    plain = tuple(column for column in columns if column not in _TEXTS)
    return Sheet(name, select, columns, plain)


SHEETS = (
    _sheet("batteries", "whereabouts", _BATTERIES, "battery_code"),
    _sheet("enterprises", "enterprises", _ENTERPRISES, "entity_id"),
    _sheet("flows", "flows", _FLOWS, "from_province, to_province"),
    _sheet(
        "gaps", _NAMED_GAPS, (*GAP_COLUMNS, *_PARTY_NAMES),
        "battery_code, happened_on, gap, record_id",
    ),
)  # fmt: skip


def first_enterprises(connection: duckdb.DuckDBPyConnection) -> list[EnterpriseRow]:
    """Return the enterprises with the most batteries on hand."""
    return cast("list[EnterpriseRow]", _first_rows(connection, "enterprises"))


def first_flows(connection: duckdb.DuckDBPyConnection) -> list[FlowRow]:
    """Return the flows with the most passages."""
    return cast("list[FlowRow]", _first_rows(connection, "flows"))


def _first_rows(
    connection: duckdb.DuckDBPyConnection, table: str
) -> list[dict[str, Any]]:
    first = f"FROM {table} ORDER BY {FIRST[table]} LIMIT {_ROWS_SHOWN}"
    found = connection.execute(first)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
