"""Numbers in bulk: rows counted past those set aside, hashes that come twice."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from engine.dataset.reading import Desk

_BATCH = 1_000_000
_RENUMBERED = """WITH gaps AS (
    SELECT {column} - row_number() OVER (ORDER BY {column}) AS after,
        row_number() OVER (ORDER BY {column}) AS shift FROM {left_out}),
shifts AS (SELECT after, max(shift) AS shift FROM gaps GROUP BY after)
SELECT t.* REPLACE (t.{column} + coalesce(shift, 0) AS {column})
FROM {table} t ASOF LEFT JOIN shifts ON t.{column} > after"""


def renumbered(table: str, column: str, left_out: str) -> str:
    """Query a table with `column` counted anew, past the numbers in `left_out`."""
    return _RENUMBERED.format(table=table, column=column, left_out=left_out)


def keep_twice(desk: Desk, query: str, name: str) -> int:
    """Keep the numbers a query yields more than once as `name` (number); count them.

    The query yields one UBIGINT a row. Sorting them outside the database takes
    eight bytes a row and a third of the time that grouping takes in it.
    """
    count = desk.count(f"SELECT count(*) FROM ({query})")
    numbers = np.empty(count, np.uint64)
    filled = 0
    for batch in desk.connection.sql(query).to_arrow_reader(_BATCH):
        found = batch.column(0).to_numpy()
        numbers[filled : filled + len(found)] = found
        filled += len(found)
    numbers.sort()
    twice = np.unique(numbers[1:][numbers[1:] == numbers[:-1]])
    desk.connection.register("_twice", pa.table({"number": twice}))
    desk.run(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM _twice")
    desk.connection.unregister("_twice")
    return len(twice)
