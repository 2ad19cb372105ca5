"""Rejected rows for lives, and columns that no file has: what leaves verdicts open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from engine.rulebook.columns import RECORD_COLUMNS, REGISTERS
from tests.engine.agreement.lives import Draw, Life, Row
from tests.engine.agreement.words import FIELDS

Absent = dict[str, list[str]]

# Ids of rejected records: accepted ones correct the first, seldom the second.
NAMES = ("gone", "lost")
NO_WORD = "no.such.word"
REQUIRED = ("record_id", "event", "occurred_on", "actor_id")
COLUMNS = [
    ("records", name) for name in (*RECORD_COLUMNS, *FIELDS) if name not in REQUIRED
] + [(table, name) for table, kinds in REGISTERS.items() for name in list(kinds)[1:]]
# Often those that a meaning of an empty cell, or the look-up of a row, hangs on.
OFTEN = [
    ("records", "reported_on"), ("records", "counterparty_id"), ("records", "grade"),
    ("entities", "roles"), ("credentials", "kind"), ("credentials", "valid_until"),
    ("outlets", "operator_id"), ("outlets", "run_by"), ("outlets", "closed_on"),
    ("batteries", "produced_on"),
]  # fmt: skip
# The register that is looked up by a column of records.
POINTED = {
    "battery_code": "batteries", "counterparty_id": "entities", "vin": "vehicles",
}  # fmt: skip


def absent_columns(number: int) -> Absent:
    """Draw the columns that the lives of a batch lack; every third lacks none.

    Every sixth lacks the day of the report, without which no report is missing.
    """
    random = Random(f"absent {number}")
    drawn: Absent = {"records": ["reported_on"]} if number % 6 == 4 else {}
    for _ in range(random.randint(1, 3) if number % 3 else 0):
        table, column = random.choice([*OFTEN * 3, *COLUMNS])
        drawn[table] = sorted({column, *drawn.get(table, [])})
    return drawn


def lacking(life: Life, absent: Absent) -> Life:
    """Take columns out of a life; tables that they are of, or point to, are there."""

    def stripped(table: str, rows: list[Row]) -> list[Row]:
        gone = absent.get(table, [])
        return [{c: cell for c, cell in row.items() if c not in gone} for row in rows]

    pointed = [POINTED[name] for name in absent.get("records", []) if name in POINTED]
    named = [table for table in absent if table != "records"]
    tables = {table: [] for table in (*named, *pointed)} | life["registers"]
    return life | {
        "records": stripped("records", life["records"]),
        "registers": {table: stripped(table, rows) for table, rows in tables.items()},
        "rejected": {
            table: stripped(table, rows)
            for table, rows in life.get("rejected", {}).items()
        },
        "absent": absent,
    }


def with_rejected(life: Life, seed: int) -> Life:
    """Add rejected rows to the life of a seed; every other one stays without any."""
    return life if seed % 2 else RejectedDraw(seed).added(life)


class RejectedDraw:
    """Draws rows of the days, parties and things of a life, with unreadable cells."""

    def __init__(self, seed: int) -> None:
        self.draw = Draw(Random(seed))
        self.random = self.draw.random = Random(f"rejected {seed}")
        self.faults = self.random.choice([0.0, 0.05, 0.3])

    def added(self, life: Life) -> Life:
        ids = [row["record_id"] for row in life["records"]]
        drawers: dict[str, Callable[[], Row]] = {
            "records": lambda: self.record(ids),
            "entities": lambda: self.draw.entity(self.random.choice("PQX")),
            "batteries": lambda: self.draw.battery(self.random.choice(["B1", "B2"])),
            "vehicles": lambda: self.draw.vehicle("B1"),
            "credentials": self.credential,
            "outlets": lambda: self.draw.outlet(self.random.choice(["O1", "P", "X"])),
        }
        tables = ["records", *life["registers"]]
        rejected = {
            table: [
                self.unread(drawers[table]()) for _ in range(self.random.randint(0, 2))
            ]
            for table in tables
        }
        return life | {
            "records": [self.correcting(row) for row in life["records"]],
            "rejected": {table: rows for table, rows in rejected.items() if rows},
        }

    def correcting(self, row: Row) -> Row:
        """Let a record that corrects none correct a rejected one, seldom."""
        if row["corrects"] is None and self.random.random() < 0.05:
            return row | {"corrects": self.random.choice(NAMES)}
        return row

    def record(self, ids: list[str]) -> Row:
        later = self.draw.as_of + timedelta(days=1)
        others = [None] * 6 + [*ids, *NAMES]
        drawn = self.draw.record(self.random.choice([*NAMES, ids[0]]), [])
        drawn["corrects"] = self.random.choice(others)
        if self.random.random() < 0.1:
            drawn["event"] = None  # as it is kept where the vocabulary lacks it
        if self.random.random() < 0.05:
            drawn["occurred_on"] = later
        return drawn

    def credential(self) -> Row:
        drawn = self.draw.credential()
        return drawn | {"kind": NO_WORD} if self.random.random() < 0.1 else drawn

    def unread(self, row: Row) -> dict[str, Any]:
        """Empty some cells, as those are that cannot be read."""
        return {
            column: None if self.random.random() < self.faults else cell
            for column, cell in row.items()
        }
