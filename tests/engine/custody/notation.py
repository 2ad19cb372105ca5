"""A short notation for lives: `made 1 P` is a record of P on battery B1 on 1 January."""

from __future__ import annotations

from datetime import date
from typing import Any

from engine.custody.view import create_tables
from engine.rulebook import Custody, Span
from engine.tables.duckdb.store import DuckDBTables
from tests.engine.agreement.judges import keep_lives, new_tables, situation
from tests.engine.custody.naive_view import CUSTODY, Row

WORDS = Custody(**{kind: tuple(events) for kind, events in CUSTODY.items()})
SINCE = date(2024, 1, 1)


def on(day: int) -> date:
    return date(2024, 1, day)


def records(told: str) -> list[Row]:
    """Parse records, one a line: `event day actor counterparty region`; `-` is empty."""
    found = []
    for number, line in enumerate(filter(None, map(str.strip, told.splitlines())), 1):
        event, day, *more = line.split()
        actor, to, region = (*more, "-", "-")[:3]
        cells = {"counterparty_id": to, "region": region, "battery_code": "B1"}
        found.append(
            {"record_id": f"r{number}", "event": event, "occurred_on": on(int(day)),
             "actor_id": actor}
            | {name: None if cell == "-" else cell for name, cell in cells.items()}
        )  # fmt: skip
    return found


def books(
    told: str | list[Row],
    silent_days: int = 40,
    custody: Custody = WORDS,
    **life: Any,
) -> DuckDBTables:
    """Create the tables of the view of a life on 31 January 2024."""
    rows = records(told) if isinstance(told, str) else told
    complete = {"from": SINCE} | life.pop("complete", {})
    one = {"records": rows, "registers": life, "complete": complete, "as_of": on(31)}
    tables = new_tables()
    keep_lives(tables, [one])
    silent_for = Span(silent_days, "days")
    create_tables(tables, custody, situation(0, one), silent_for, lambda *step: None)
    return tables


def ask(tables: DuckDBTables, query: str) -> list[tuple[Any, ...]]:
    return tables.connection.execute(query).fetchall()
