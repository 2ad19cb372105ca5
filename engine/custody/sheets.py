"""The tables of the view as they are written, and the counts that say nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb

from engine.custody.books import STATES
from engine.custody.gaps import COLUMNS as GAP_COLUMNS
from engine.custody.gaps import GAPS
from engine.custody.stays import OUTCOMES
from engine.runs.outputs import Sheet

_ENTERPRISES = (
    "entity_id", "name", "name_en", "received", "without_receipt", *OUTCOMES,
    "utilized", "not_arrived",
       "dwell_median", "dwell_p90", "dwell_longest", "longest_on_hand",
)  # fmt: skip
_FLOWS = ("from_province", "to_province", "passages")
_WHEREABOUTS = (
    "battery_code", "state", "last_holder_id", "since", "to_id", "province", "vin",
    "event", "record_id", "records", "last_record_on", "ended_on", "not_received",
    "from_nobody", "used_after_end", "silent_days", "unsure",
)  # fmt: skip
# A party of a gap may have had no battery, and then stands in no other table.
_NAMES = ("from_name", "from_name_en", "to_name", "to_name_en")
_NAMED_GAPS = """gaps
    LEFT JOIN (SELECT entity_id AS from_id, name AS from_name, name_en AS from_name_en
        FROM entities) USING (from_id)
    LEFT JOIN (SELECT entity_id AS to_id, name AS to_name, name_en AS to_name_en
        FROM entities) USING (to_id)"""
_TEXTS = frozenset(
    {
        "battery_code", "state", "last_holder_id", "to_id", "province", "vin", "event",
        "record_id", "entity_id", "name", "name_en", "from_province", "to_province",
        "gap", "from_id", *_NAMES,
    }
)  # fmt: skip
_ROWS_SHOWN = 12

# What became of the records: each sum of the summary, and what it is made of.
RECORD_SUMS: Mapping[str, tuple[str, ...]] = {
    "read": ("accepted", "rejected", "repeated"),
    "accepted": ("seen", "corrected", "not_seen"),
    "seen": ("of_batteries", "without_code"),
}

# What comes first where only the first rows of a table are shown.
FIRST: Mapping[str, str] = {
    "enterprises": "on_hand DESC, received DESC, entity_id",
    "flows": "passages DESC, from_province, to_province",
    "gaps": "is_sure DESC, happened_on, battery_code, record_id",
}


def _sheet(name: str, table: str, columns: Sequence[str], order: str) -> Sheet:
    select = f"SELECT {', '.join(columns)} FROM {table} ORDER BY {order}"
    plain = tuple(column for column in columns if column not in _TEXTS)
    return Sheet(name, select, columns, plain)


SHEETS = (
    _sheet("batteries", "whereabouts", _WHEREABOUTS, "battery_code"),
    _sheet("enterprises", "enterprises", _ENTERPRISES, "entity_id"),
    _sheet("flows", "flows", _FLOWS, "from_province, to_province"),
    _sheet(
        "gaps", _NAMED_GAPS, (*GAP_COLUMNS, *_NAMES),
        "battery_code, happened_on, gap, record_id",
    ),
)  # fmt: skip


def counts_of(
    connection: duckdb.DuckDBPyConnection, records: Mapping[str, int]
) -> dict[str, Any]:
    """Count records, batteries, stays and gaps so that each sum can be done again.

    Every accepted record is seen, corrected or not yet seen; every seen one names a
    listed battery or has no code; every battery is in one state.
    """

    received = _one(connection, "SELECT count(began_on) FROM stays")
    outcomes = _by(connection, "outcome", "stays")
    states = _by(connection, "state", "whereabouts")
    sure = _by(connection, "gap", "gaps WHERE is_sure")
    unsure = _by(connection, "gap", "gaps WHERE NOT is_sure")
    return {
        "records": _records(connection, records),
        "batteries": {
            "listed": sum(states.values()),
            "only_registered": _one(
                connection, "SELECT count(*) FROM whereabouts WHERE records = 0"
            ),
            **{state: states.get(state, 0) for state in STATES},
        },
        "stays": {
            "received": received,
            "without_receipt": sum(outcomes.values()) - received,
            **{outcome: outcomes.get(outcome, 0) for outcome in OUTCOMES},
        },
        "gaps": {
            gap: {"sure": sure.get(gap, 0), "unsure": unsure.get(gap, 0)}
            for gap in GAPS
        },
        "enterprises": _one(connection, "SELECT count(*) FROM enterprises"),
        "flows": _one(connection, "SELECT count(*) FROM flows"),
    }


def _records(
    connection: duckdb.DuckDBPyConnection, read: Mapping[str, int]
) -> dict[str, int]:
    seen = _one(connection, "SELECT count(*) FROM visible")
    listed = _one(connection, "SELECT coalesce(sum(records), 0) FROM whereabouts")
    corrected = _one(connection, "SELECT count(*) FROM superseded")
    return {
        **read,
        "not_seen": read["accepted"] - seen - corrected,
        "corrected": corrected,
        "seen": seen,
        "of_batteries": listed,
        "without_code": _one(
            connection, "SELECT count(*) FROM visible WHERE battery_code IS NULL"
        ),
    }


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    return int(connection.execute(sql).fetchall()[0][0])


def _by(connection: duckdb.DuckDBPyConnection, word: str, table: str) -> dict[str, int]:
    counted = f"SELECT {word}, count(*) FROM {table} GROUP BY {word}"
    return dict(connection.execute(counted).fetchall())


def top_rows(
    connection: duckdb.DuckDBPyConnection,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the enterprises that hold most, and the flows that moved most."""
    return _rows(connection, "enterprises"), _rows(connection, "flows")


def _rows(connection: duckdb.DuckDBPyConnection, table: str) -> list[dict[str, Any]]:
    first = f"FROM {table} ORDER BY {FIRST[table]} LIMIT {_ROWS_SHOWN}"
    found = connection.execute(first)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
