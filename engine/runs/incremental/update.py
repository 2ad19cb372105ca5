"""Evaluates the duties that changed records may affect, and copies all other findings.

The affected duties are evaluated in the earlier dataset too. That must give what the
earlier run found; their counts are then subtracted from those of the earlier run, and
the counts of the newer dataset are added. Wherever the result might differ from a full
run, nothing is reused, and the reason is returned.

Tables, in the connection of each dataset:

| table | columns | holds |
|---|---|---|
| `changed` | `record_id` | records that differ between the datasets |
| `affected_duties` | `rule_id`, `record_id` | duties that they may affect |
| `concerned` | `record_id` | records needed to evaluate those duties |
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter

import duckdb
import pyarrow as pa

from engine.dataset import Dataset
from engine.errors import DatasetError, Message, message
from engine.evaluation.dependencies import (
    keep_chains,
    keep_concerned_records,
    record_keys,
    rows_of_duties,
    select_triggers,
    selects_concerned,
)
from engine.evaluation.duty_counts import DutyCounts
from engine.evaluation.findings import COLUMNS
from engine.evaluation.visibility import RecordTables, Situations, define_visible
from engine.rulebook import Rule
from engine.runs.context import EvaluationContext
from engine.runs.incremental.changes import create_changed, create_table
from engine.runs.incremental.earlier_run import EarlierRun
from engine.runs.options import Options
from engine.runs.result import EvaluationResult, IncrementalStats
from engine.tables.duckdb.store import DuckDBTables
from engine.tables.sql import text
from engine.tables.store import TableStore

# The tables of which a rejected row may leave doubt (see `rejected_rows`).
_LEAVING_DOUBT = ("records", "credentials", "outlets")
_KEYS = "USING (rule_id, record_id)"


class _FullRunError(Exception):
    """Every duty must be evaluated, for the reason given."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.reason = message(code)


def update_findings(
    earlier: EarlierRun, now: Dataset, tables: TableStore, context: EvaluationContext
) -> EvaluationResult | Message:
    """Create `duties` from the findings of an earlier run and the affected duties.

    `duties` has the affected duties as evaluated now, and the earlier findings of all
    others. `facts` has the rows of the affected duties alone, and `affected_duties`
    tells them apart. Where every duty must be evaluated, nothing is evaluated, and the
    reason is returned.
    """
    start = perf_counter()
    reason = earlier.full_run_reason(
        now, context.rulebook, context.as_of, context.options
    )
    if reason:
        return reason
    context.progress("comparing", 0, 1)
    connection = tables.connection
    try:
        with _dataset_of(earlier, now, context) as before:
            changed = create_changed(before.connection, connection, context.scratch)
            if changed is None:
                raise _FullRunError("runs.full-run.other-registers")
            with record_keys(connection, context.rules) as records:
                removed = _evaluate_before(earlier, before, connection, context)
                engine = _create_concerned(connection, context, records)
    except _FullRunError as error:
        return error.reason
    compared = perf_counter() - start
    failures, seconds = context.evaluate(
        now, tables, engine, records=keep_concerned_records(tables)
    )
    define_visible(tables, RecordTables.of(tables), Situations.of(tables))
    added = _counts_of_affected(connection)
    kept = _copy_unaffected(connection, earlier)
    stats = IncrementalStats(earlier.folder, changed, added.total(), kept)
    return EvaluationResult(
        failures, {"comparing": compared, **seconds}, earlier.counts + added - removed,
        engine, incremental=stats,
    )  # fmt: skip


@contextmanager
def _dataset_of(
    earlier: EarlierRun, now: Dataset, context: EvaluationContext
) -> Iterator[Dataset]:
    """Open the dataset of the earlier run, if it still reads as it did then."""
    try:
        before = context.open_dataset(earlier.record.dataset.path)
    except DatasetError as error:
        raise _FullRunError("runs.full-run.no-dataset") from error
    with before:
        if before.hash != earlier.record.dataset.hash:
            raise _FullRunError("runs.full-run.no-dataset")
        if (before.counts, before.encodings) != (earlier.tables, earlier.encodings):
            raise _FullRunError("runs.full-run.other-reading")
        if before.present != now.present:
            raise _FullRunError("runs.full-run.other-registers")
        if before.absent_columns != now.absent_columns:
            raise _FullRunError("runs.full-run.other-columns")
        if any(map(_leaves_doubt, (before, now))):
            raise _FullRunError("runs.full-run.rejected")
        yield before


def _leaves_doubt(dataset: Dataset) -> bool:
    """Say whether a rejected row might be what some verdict needs to be absent.

    Which records then bear on a duty cannot be traced: a rejected row may be anyone's.
    """
    return any(dataset.counts[table]["rejected"] for table in _LEAVING_DOUBT)


def _evaluate_before(
    earlier: EarlierRun,
    before: Dataset,
    now: duckdb.DuckDBPyConnection,
    context: EvaluationContext,
) -> DutyCounts:
    """Create `affected_duties` in both connections; count the earlier ones among them.

    Raises _FullRunError where they are not those that the earlier run lists.
    """
    tables = DuckDBTables(before.connection)
    context.create_situations(before, tables)
    with record_keys(before.connection, context.rules) as records:
        connections = before.connection, now
        # Both states: a record may open a duty in one of them alone.
        affected = pa.concat_tables(
            _affected_duties(connection, context.rules, records)
            for connection in connections
        )
        for connection in connections:
            create_table(connection, "affected_duties", affected)
        engine = _create_concerned(before.connection, context, records)
    failures, _ = context.evaluate(
        before, tables, engine, records=keep_concerned_records(tables)
    )
    if failures or not _is_same_as_found(before.connection, earlier, context.options):
        raise _FullRunError("runs.full-run.other-findings")
    return _counts_of_affected(before.connection)


def _affected_duties(
    connection: duckdb.DuckDBPyConnection, rules: Sequence[Rule], records: str
) -> pa.Table:
    """Return the duties (`rule_id`, `record_id`) that the `changed` records may affect."""
    keep_chains(
        connection, "changed_chains", "SELECT record_id FROM changed", records=records
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE changed_rows AS "
        f"FROM {records} SEMI JOIN changed_chains USING (record_id)"
    )
    selects = [
        f"SELECT {text(rule.id)} AS rule_id, record_id "
        f"FROM ({select_triggers(rule, 'FROM changed_rows', records)})"
        for rule in rules
    ]
    nothing = "SELECT NULL::VARCHAR AS rule_id, NULL::VARCHAR AS record_id WHERE FALSE"
    return connection.sql(" UNION ALL ".join([nothing, *selects])).to_arrow_table()


def _create_concerned(
    connection: duckdb.DuckDBPyConnection, context: EvaluationContext, records: str
) -> str:
    """Create `concerned`; return the evaluator for so many records."""
    selects = [
        select
        for rule in context.rules
        for select in selects_concerned(
            rule,
            rows_of_duties(
                rule,
                "SELECT record_id FROM affected_duties "
                f"WHERE rule_id = {text(rule.id)}",
                records,
            ),
            records,
        )
    ]
    nothing = "SELECT NULL::VARCHAR AS record_id WHERE FALSE"
    chosen = " UNION ".join([nothing, *selects])
    keep_chains(connection, "concerned", chosen, records=records)
    return context.choose_engine(_count(connection, "SELECT count(*) FROM concerned"))


def _is_same_as_found(
    connection: duckdb.DuckDBPyConnection, earlier: EarlierRun, options: Options
) -> bool:
    """Whether the affected duties are those that the earlier run lists, in every column."""
    columns = ", ".join(COLUMNS)
    here = (
        f"SELECT {columns} FROM duties SEMI JOIN affected_duties {_KEYS} "
        f"WHERE {options.is_listed}"
    )
    there = (
        f"SELECT {columns} FROM {_findings_of(earlier)} "
        f"SEMI JOIN affected_duties {_KEYS}"
    )
    differing = f"(({here}) EXCEPT ({there})) UNION ALL (({there}) EXCEPT ({here}))"
    return not _count(connection, f"SELECT count(*) FROM ({differing})")


def _copy_unaffected(connection: duckdb.DuckDBPyConnection, earlier: EarlierRun) -> int:
    """Add the earlier findings of all other duties to `duties`; return how many."""
    copied = f"{_findings_of(earlier)} ANTI JOIN affected_duties {_KEYS}"
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE duties AS "
        f"FROM duties SEMI JOIN affected_duties {_KEYS} "
        f"UNION ALL BY NAME SELECT * FROM {copied}"
    )
    return _count(connection, f"SELECT count(*) FROM {copied}")


def _counts_of_affected(connection: duckdb.DuckDBPyConnection) -> DutyCounts:
    counted = connection.execute(
        "SELECT rule_id, owed_by, verdict, count(*) FROM duties "
        f"SEMI JOIN affected_duties {_KEYS} GROUP BY ALL"
    ).fetchall()
    return Counter({tuple(duty): count for *duty, count in counted})


def _findings_of(earlier: EarlierRun) -> str:
    return f"read_parquet({text(str(earlier.findings))})"


def _count(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    return int(connection.execute(sql).fetchall()[0][0])
