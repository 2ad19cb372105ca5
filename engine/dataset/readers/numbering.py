"""Renumbers rows past those left out, and finds hashes that come twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pyarrow as pa

from engine.dataset.raw_table import ReadContext

_BATCH = 1_000_000
_MIDDLE = np.uint64(1 << 63)
_RENUMBERED = """WITH gaps AS (
    SELECT {column} - row_number() OVER (ORDER BY {column}) AS after,
        row_number() OVER (ORDER BY {column}) AS shift FROM {left_out}),
shifts AS (SELECT after, max(shift) AS shift FROM gaps GROUP BY after)
SELECT t.* REPLACE (t.{column} + coalesce(shift, 0) AS {column})
FROM {table} t ASOF LEFT JOIN shifts ON t.{column} > after"""


def renumbered(table: str, column: str, left_out: str) -> str:
    """Query a table whose `column` is renumbered past the numbers in `left_out`."""
    return _RENUMBERED.format(table=table, column=column, left_out=left_out)


def keep_twice(context: ReadContext, query: str, name: str) -> int:
    """Keep the numbers that a query yields more than once as a temporary table.

    Returns how many they are; the table has one column, number. The query yields one
    UBIGINT a row. Sorting them here takes eight bytes a row and a third of the time
    that grouping takes in the database.
    """
    count = context.count(f"SELECT count(*) FROM ({query})")
    numbers = np.empty(count, np.uint64)
    low, high = 0, count
    for batch in context.connection.sql(query).to_arrow_reader(_BATCH):
        found = batch.column(0).to_numpy()
        # Small numbers fill the front and large ones the back of the array, so that
        # each half can be sorted by a thread of its own.
        is_small = found < _MIDDLE
        small, large = found[is_small], found[~is_small]
        numbers[low : low + len(small)] = small
        numbers[high - len(large) : high] = large
        low, high = low + len(small), high - len(large)
    with ThreadPoolExecutor(2) as threads:
        halves = threads.map(_twice, (numbers[:low], numbers[low:]))
        twice = np.concatenate(list(halves))
    context.connection.register("_twice", pa.table({"number": twice}))
    context.run(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM _twice")
    context.connection.unregister("_twice")
    return len(twice)


def _twice(numbers: Any) -> Any:
    numbers.sort()
    return np.unique(numbers[1:][numbers[1:] == numbers[:-1]])
