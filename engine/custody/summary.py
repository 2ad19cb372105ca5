"""The content of `custody.json`, as types, and the counts in it.

Every sum can be checked: read = accepted + rejected + repeated, accepted = seen +
corrected + not_seen, seen = of_batteries + without_code; every battery is in one
state; received + without_receipt is the sum of the outcomes of all stays. Days are
`date` objects here and ISO 8601 text in the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypedDict, cast

import duckdb

from engine.custody.gaps import GAPS
from engine.custody.result_tables import STATES
from engine.custody.stays import OUTCOMES
from engine.runs.summary import CodedWording, DatasetSummary

# Sums of the records, each with its parts.
RECORD_SUMS: Mapping[str, tuple[str, ...]] = {
    "read": ("accepted", "rejected", "repeated"),
    "accepted": ("seen", "corrected", "not_seen"),
    "seen": ("of_batteries", "without_code"),
}


class RecordCounts(TypedDict):
    """The records by what became of them (see RECORD_SUMS).

    `corrected`: superseded by a correcting record. `not_seen`: dated or recorded after
    the day looked from. `of_batteries`, `without_code`: visible, with and without a
    battery code.
    """

    read: int
    accepted: int
    rejected: int
    repeated: int
    not_seen: int
    corrected: int
    seen: int
    of_batteries: int
    without_code: int


class BatteryCounts(TypedDict):
    """The batteries listed, and those of the register alone; each is in one state."""

    listed: int
    only_registered: int
    held: int
    on_the_way: int
    released: int
    ended: int
    unknown: int


class StayCounts(TypedDict):
    """The stays by how they began, and by how they ended (see `stays.OUTCOMES`)."""

    received: int
    without_receipt: int
    handed_on: int
    ended: int
    found_elsewhere: int
    on_hand: int


class GapCounts(TypedDict):
    """The gaps of one kind: those that the records show, and those they leave open."""

    sure: int
    unsure: int


class CustodyCounts(TypedDict):
    """The counts of a view; gaps are by kind, `enterprises` and `flows` count rows."""

    records: RecordCounts
    batteries: BatteryCounts
    stays: StayCounts
    gaps: Mapping[str, GapCounts]
    enterprises: int
    flows: int


class CustodySummary(CustodyCounts):
    """The content of `custody.json`, without the files that `whole_run` adds.

    `packlaw` is a version; `judged_on` the day up to which absence counts; `silent_for`
    the span of a silence, such as "2 years".
    """

    packlaw: str
    dataset: DatasetSummary
    as_of: date
    judged_on: date
    silent_for: str
    warnings: Sequence[CodedWording]


def count_all(
    connection: duckdb.DuckDBPyConnection, read: Mapping[str, int]
) -> CustodyCounts:
    """Count records, batteries, stays and gaps; needs every table of the view.

    `read`: the rows of the records' table that were read, accepted, rejected, repeated.
    """
    return {
        "records": _record_counts(connection, read),
        "batteries": _battery_counts(connection),
        "stays": _stay_counts(connection),
        "gaps": _gap_counts(connection),
        "enterprises": _count(connection, "SELECT count(*) FROM enterprises"),
        "flows": _count(connection, "SELECT count(*) FROM flows"),
    }


def _record_counts(
    connection: duckdb.DuckDBPyConnection, read: Mapping[str, int]
) -> RecordCounts:
    seen = _count(connection, "SELECT count(*) FROM visible")
    corrected = _count(connection, "SELECT count(*) FROM superseded")
    without_code = "SELECT count(*) FROM visible WHERE battery_code IS NULL"
    counts = {
        **read,
        "not_seen": read["accepted"] - seen - corrected,
        "corrected": corrected,
        "seen": seen,
        "of_batteries": _count(
            connection, "SELECT coalesce(sum(records), 0) FROM whereabouts"
        ),
        "without_code": _count(connection, without_code),
    }
    return cast("RecordCounts", counts)


def _battery_counts(connection: duckdb.DuckDBPyConnection) -> BatteryCounts:
    states = _count_by(connection, "state", "whereabouts")
    only_registered = "SELECT count(*) FROM whereabouts WHERE records = 0"
    counts = {
        "listed": sum(states.values()),
        "only_registered": _count(connection, only_registered),
        **{state: states.get(state, 0) for state in STATES},
    }
    return cast("BatteryCounts", counts)


def _stay_counts(connection: duckdb.DuckDBPyConnection) -> StayCounts:
    received = _count(connection, "SELECT count(began_on) FROM stays")
    outcomes = _count_by(connection, "outcome", "stays")
    counts = {
        "received": received,
        "without_receipt": sum(outcomes.values()) - received,
        **{outcome: outcomes.get(outcome, 0) for outcome in OUTCOMES},
    }
    return cast("StayCounts", counts)


def _gap_counts(connection: duckdb.DuckDBPyConnection) -> dict[str, GapCounts]:
    sure = _count_by(connection, "gap", "gaps WHERE is_sure")
    unsure = _count_by(connection, "gap", "gaps WHERE NOT is_sure")
    return {
        gap: {"sure": sure.get(gap, 0), "unsure": unsure.get(gap, 0)} for gap in GAPS
    }


def _count(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    return int(connection.execute(sql).fetchall()[0][0])


def _count_by(
    connection: duckdb.DuckDBPyConnection, column: str, table: str
) -> dict[str, int]:
    counted = f"SELECT {column}, count(*) FROM {table} GROUP BY {column}"
    return dict(connection.execute(counted).fetchall())
