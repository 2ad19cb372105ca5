"""The view and a naive implementation agree on random lives."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from engine.custody.gaps import COLUMNS
from engine.custody.view import create_tables
from engine.rulebook import Span
from engine.tables.store import TableStore
from tests.engine.agreement.judges import keep_lives, new_tables, situation
from tests.engine.custody.naive_view import EVENTS, NaiveView, Row
from tests.engine.custody.notation import WORDS

SILENT_DAYS = 20
START = date(2024, 1, 31)
BATTERY = (
    "state, last_holder_id, since, to_id, province, records, last_record_on, ended_on, "
    "not_received, from_nobody, used_after_end, silent_days, unsure"
)
ENTERPRISE = (
    "received, without_receipt, handed_on, ended, found_elsewhere, on_hand, "
    "dwell_median, dwell_p90, dwell_longest, longest_on_hand, utilized, not_arrived"
)


def life(seed: int) -> Row:
    """Draw records of few parties and days, so that many fall together."""
    draw = Random(seed)
    ids = [f"r{number}" for number in range(draw.choice([1, 30, 300, 600]))]
    days = draw.choice([3, 8, 60])
    registered = [
        {"battery_code": code, "produced_on": draw.choice([None, day(draw, 9)])}
        for code in (f"B{number}" for number in range(20, 90))
    ]
    complete = {
        "from": draw.choice([None, date(2000, 1, 1), day(draw, days)]),
        "until": draw.choice([None, None, day(draw, days)]),
    }
    return {
        "records": [record(draw, name, ids[:n], days) for n, name in enumerate(ids)],
        "registers": {"batteries": registered} if draw.random() < 0.7 else {},
        "complete": {key: on for key, on in complete.items() if on},
        "as_of": day(draw, days) + timedelta(draw.choice([0, 30])),
    }


def day(draw: Random, days: int) -> date:
    return START + timedelta(draw.randrange(days))


def record(draw: Random, name: str, older: list[str], days: int) -> Row:
    row = dict.fromkeys(("vin", "reported_on", "recorded_on", "corrects"))
    if draw.random() < 0.1:
        row |= {"corrects": draw.choice([*older, "gone"]), "recorded_on": day(draw, 9)}
    return row | {
        "record_id": name,
        "event": draw.choice(EVENTS),
        "occurred_on": day(draw, days),
        "battery_code": draw.choice([*(f"B{number}" for number in range(60)), None]),
        "actor_id": draw.choice("PQRS"),
        "counterparty_id": draw.choice([*"PQRSX", None]),
        "region": draw.choice(["42", "4201", "430102", "4", None]),
    }


def viewed(one: Row) -> TableStore:
    tables = new_tables()
    keep_lives(tables, [one])
    silent_for = Span(SILENT_DAYS, "days")
    create_tables(tables, WORDS, situation(0, one), silent_for, lambda *step: None)
    return tables


def rows(tables: TableStore, columns: str, table: str) -> list[tuple[Any, ...]]:
    return tables.connection.execute(f"SELECT {columns} FROM {table}").fetchall()


def by_first(found: list[tuple[Any, ...]]) -> dict[Any, tuple[Any, ...]]:
    table = {key: row for key, *row in found}
    assert len(table) == len(found), "a row stands twice"
    return {key: tuple(row) for key, row in table.items()}


@pytest.mark.slow
# A failure names its one life, so that shrinking would only cost time.
@settings(
    max_examples=16,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(one=st.integers(0, 2**40).map(life))
def test_view_and_twin_agree_on_every_table(one: Row) -> None:
    tables, naive = viewed(one), NaiveView(one, SILENT_DAYS)

    batteries = by_first(rows(tables, f"battery_code, {BATTERY}", "whereabouts"))
    enterprises = by_first(rows(tables, f"entity_id, {ENTERPRISE}", "enterprises"))
    flows = {(a, b): n for a, b, n in rows(tables, "*", "flows")}
    gaps = rows(tables, ", ".join(COLUMNS), "gaps")

    assert batteries == naive.batteries(), one
    assert sorted(map(str, gaps)) == sorted(map(str, naive.gaps)), one
    assert enterprises == naive.enterprises(), one
    assert flows == naive.flows(), one
    tables.connection.close()
