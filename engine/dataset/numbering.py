"""Numbers that count what was left out: rows and lines around those set aside."""

from __future__ import annotations

_RENUMBERED = """WITH gaps AS (
    SELECT {column} - row_number() OVER (ORDER BY {column}) AS after,
        row_number() OVER (ORDER BY {column}) AS shift FROM {left_out}),
shifts AS (SELECT after, max(shift) AS shift FROM gaps GROUP BY after)
SELECT t.* REPLACE (t.{column} + coalesce(shift, 0) AS {column})
FROM {table} t ASOF LEFT JOIN shifts ON t.{column} > after"""


def renumbered(table: str, column: str, left_out: str) -> str:
    """Query a table with `column` counted anew, past the numbers in `left_out`."""
    return _RENUMBERED.format(table=table, column=column, left_out=left_out)
