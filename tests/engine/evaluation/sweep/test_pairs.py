"""Witnesses of one trigger have one order."""

from __future__ import annotations

from datetime import date, timedelta

import pyarrow as pa

from engine.forms.matching.sweep import rank
from tests.engine.agreement.judges import new_tables

DAY = date(2024, 6, 15)


def test_rank_puts_the_least_record_id_of_the_nearest_day_first() -> None:
    tables = new_tables()
    rows = [("r2", DAY), ("r1", DAY), ("r0", DAY + timedelta(days=1))]
    kinds = {"record_id": pa.string(), "day": pa.date32()}
    table = tables.keep_rows("ranked", kinds, rows)
    nearest, latest = (
        table.record_id.argmin(rank(table.day, table.record_id, latest=is_latest))
        for is_latest in (False, True)
    )

    assert tables.rows(table.agg(nearest=nearest, latest=latest)) == [("r1", "r0")]
