"""`duty_counts.parquet`: how many duties each party owes under each rule, by verdict.

Columns: `rule_id`, `owed_by` (null where the party is not known) and a count for each
verdict; a row for each rule and party with a duty, listed among the findings or not.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import duckdb
import pyarrow as pa

from engine.evaluation.duty_counts import DutyCounts
from engine.rulebook.outcomes import VERDICT_WORDS
from engine.tables.duckdb.session import query_files
from engine.tables.rows import arrow_table
from engine.tables.sql import copy

FILE = "duty_counts.parquet"
_SCHEMA = {
    "rule_id": pa.string(), "owed_by": pa.string(), **dict.fromkeys(VERDICT_WORDS, pa.int64()),
}  # fmt: skip


def write_duty_counts(
    connection: duckdb.DuckDBPyConnection, counts: DutyCounts, folder: Path
) -> None:
    """Write the file."""
    duties = {(rule_id, owed_by) for rule_id, owed_by, _ in +counts}
    rows = [
        (*duty, *(counts[*duty, verdict] for verdict in VERDICT_WORDS))
        for duty in sorted(duties, key=lambda duty: (duty[0], duty[1] or ""))
    ]
    connection.register("_duty_counts", arrow_table(_SCHEMA, rows))
    connection.execute(copy("FROM _duty_counts", folder / FILE))
    connection.unregister("_duty_counts")


def read_duty_counts(folder: Path) -> DutyCounts:
    """Read the file of a run folder; duckdb.Error where it is not there or not such."""
    counts: DutyCounts = Counter()
    columns = ", ".join(_SCHEMA)
    for row in query_files(
        f"SELECT {columns} FROM read_parquet($file)", {}, file=folder / FILE
    ):
        for verdict in VERDICT_WORDS:
            counts[row["rule_id"], row["owed_by"], verdict] = row[verdict]
    return counts
