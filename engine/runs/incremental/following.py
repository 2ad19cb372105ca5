"""Judges what changed records bear on, in both datasets, and keeps the other findings.

What the older dataset gives there must be what the earlier run found; its counts go,
and those of the newer one come. Where that could give anything but what judging
everything gives, it is not done, and the reason is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter

import duckdb
import pyarrow as pa

from engine.dataset import Dataset
from engine.errors import DatasetError
from engine.evaluation.calendar import Calendar
from engine.evaluation.dependencies import (
    keep_chains,
    keep_concerned_records,
    record_keys,
    rows_of_duties,
    select_triggers,
    selects_concerned,
)
from engine.evaluation.findings import COLUMNS
from engine.evaluation.live import Failure
from engine.evaluation.pipeline import (
    Progress,
    evaluate,
    keep_situations,
    situation_of,
)
from engine.evaluation.visibility import RecordTables, Situations, define_visible
from engine.rulebook import Rule, Rulebook, Text
from engine.runs.incremental.changes import keep, keep_changed
from engine.runs.incremental.earlier import Earlier
from engine.runs.result import Counts, EvaluationResult, IncrementalStats, Options
from engine.tables.duckdb.store import DuckDBTables
from engine.tables.sql import text
from engine.tables.store import TableStore

OTHER_REGISTERS = Text(
    "两个数据集的表不同，或网点登记有改动",
    "the two datasets have other tables, or the outlets differ",
)
NO_DATASET = Text(
    "该次核查的数据集已不在原处或已改动",
    "the dataset that it judged is no longer where it was, or has changed",
)
OTHER_READING = Text(
    "该次核查的数据集现在读出的结果不同（例如 --encoding）",
    "its dataset does not read as it did then (--encoding, for one)",
)
NOT_FOUND_AGAIN = Text(
    "其结论与其数据集现在给出的不符",
    "its findings are not those that its dataset gives now",
)


@dataclass(frozen=True)
class Judging:
    """By what both datasets are opened and judged.

    `choose` returns the evaluator for a number of records; `scratch` is a folder for
    what lies on the disk meanwhile.
    """

    rulebook: Rulebook
    rules: tuple[Rule, ...]
    calendar: Calendar
    as_of: date
    options: Options
    scratch: Path
    progress: Progress
    open: Callable[[Path], Dataset]
    choose: Callable[[int], str]

    def situate(self, dataset: Dataset, tables: TableStore) -> None:
        """Put a dataset as the one situation to judge."""
        keep_situations(tables, [situation_of(dataset, self.as_of)])

    def judge(
        self,
        dataset: Dataset,
        tables: TableStore,
        engine: str,
        *,
        records: RecordTables | None = None,
        every_duty: bool = True,
    ) -> tuple[list[Failure], dict[str, float]]:
        """Judge by one of the two evaluators (see `evaluate`)."""
        return evaluate(
            tables, self.rulebook, dataset.vocabulary, self.rules, self.calendar,
            self.progress, records=records,
            evaluator="sweep" if engine == "sweep" else "live",
            every_duty=every_duty,
        )  # fmt: skip


class _WholeError(Exception):
    """Everything must be judged, for the reason given."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


def follow(
    earlier: Earlier, now: Dataset, tables: TableStore, judging: Judging
) -> EvaluationResult | Text:
    """Keep the tables that judging all of a dataset keeps, from an earlier run where possible.

    `duties` has the duties judged again and the earlier findings of all others.
    `touched` (rule_id, record_id) tells them apart; `facts` has only what the former need.
    Where all must be judged, nothing is, and the reason is returned.
    """
    start = perf_counter()
    try:
        reason = earlier.full_run_reason(
            now, judging.rulebook, judging.as_of, judging.options
        )
        if reason:
            raise _WholeError(reason)
        judging.progress("comparing", 0, 1)
        connection = tables.connection
        with _dataset_of(earlier, now, judging) as before:
            changed = keep_changed(before.connection, connection, judging.scratch)
            if changed is None:
                raise _WholeError(OTHER_REGISTERS)
            with record_keys(connection, judging.rules) as records:
                gone = _leave(earlier, before, connection, judging)
                evaluator = _concern(connection, judging, records)
    except _WholeError as whole:
        return whole.reason
    compared = perf_counter() - start
    failures, seconds = judging.judge(
        now, tables, evaluator, records=keep_concerned_records(tables)
    )
    define_visible(tables, RecordTables.of(tables), Situations.of(tables))
    come = _counts_of_touched(connection)
    kept = _take_over(connection, earlier)
    return EvaluationResult(
        failures, {"comparing": compared, **seconds}, earlier.counts + come - gone,
        evaluator, followed=IncrementalStats(earlier.folder, changed, come.total(), kept),
    )  # fmt: skip


@contextmanager
def _dataset_of(earlier: Earlier, now: Dataset, judging: Judging) -> Iterator[Dataset]:
    """Open the dataset of the earlier run, if it reads as it did then."""
    try:
        before = judging.open(earlier.dataset)
    except DatasetError as error:
        raise _WholeError(NO_DATASET) from error
    with before:
        if before.hash != earlier.run["dataset"]["hash"]:
            raise _WholeError(NO_DATASET)
        read = before.counts, before.encodings
        if read != (earlier.summary["tables"], earlier.summary["encodings"]):
            raise _WholeError(OTHER_READING)
        if before.present != now.present:
            raise _WholeError(OTHER_REGISTERS)
        yield before


def _leave(
    earlier: Earlier,
    before: Dataset,
    now: duckdb.DuckDBPyConnection,
    judging: Judging,
) -> Counts:
    """Find what is touched, and count the earlier duties among it.

    `touched` is kept in both connections.
    """
    tables = DuckDBTables(before.connection)
    judging.situate(before, tables)
    with record_keys(before.connection, judging.rules) as records:
        connections = before.connection, now
        touched = [_touched(each, judging.rules, records) for each in connections]
        for connection in connections:
            keep(connection, "touched", pa.concat_tables(touched))
        evaluator = _concern(before.connection, judging, records)
    failures, _ = judging.judge(
        before, tables, evaluator, records=keep_concerned_records(tables)
    )
    if failures or not _is_found_again(before.connection, earlier, judging.options):
        raise _WholeError(NOT_FOUND_AGAIN)
    return _counts_of_touched(before.connection)


def _touched(
    connection: duckdb.DuckDBPyConnection, rules: Sequence[Rule], records: str
) -> pa.Table:
    """Return (rule_id, record_id) of the duties that `changed` bears on."""
    keep_chains(connection, "chains", "SELECT record_id FROM changed", records=records)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE stirred AS "
        f"FROM {records} SEMI JOIN chains USING (record_id)"
    )
    selects = [
        f"SELECT {text(rule.id)} AS rule_id, record_id "
        f"FROM ({select_triggers(rule, 'FROM stirred', records)})"
        for rule in rules
    ]
    nothing = "SELECT NULL::VARCHAR AS rule_id, NULL::VARCHAR AS record_id WHERE FALSE"
    return connection.sql(" UNION ALL ".join([nothing, *selects])).to_arrow_table()


def _concern(
    connection: duckdb.DuckDBPyConnection, judging: Judging, records: str
) -> str:
    """Keep `concerned`, the records to judge; return the evaluator for so many."""
    selects = [
        select
        for rule in judging.rules
        for select in selects_concerned(
            rule,
            rows_of_duties(
                rule,
                f"SELECT record_id FROM touched WHERE rule_id = {text(rule.id)}",
                records,
            ),
            records,
        )
    ]
    nothing = "SELECT NULL::VARCHAR AS record_id WHERE FALSE"
    chosen = " UNION ".join([nothing, *selects])
    keep_chains(connection, "concerned", chosen, records=records)
    return judging.choose(_count(connection, "SELECT count(*) FROM concerned"))


def _is_found_again(
    connection: duckdb.DuckDBPyConnection, earlier: Earlier, options: Options
) -> bool:
    """Say whether the touched duties are just those that the earlier run told."""
    columns = ", ".join(COLUMNS)
    here = (
        f"SELECT {columns} FROM duties SEMI JOIN touched USING (rule_id, record_id) "
        f"WHERE {options.told}"
    )
    there = (
        f"SELECT {columns} FROM {_told_by(earlier)} "
        "SEMI JOIN touched USING (rule_id, record_id)"
    )
    differing = f"(({here}) EXCEPT ({there})) UNION ALL (({there}) EXCEPT ({here}))"
    return not _count(connection, f"SELECT count(*) FROM ({differing})")


def _take_over(connection: duckdb.DuckDBPyConnection, earlier: Earlier) -> int:
    """Put the findings of untouched duties beside those judged again; return how many."""
    kept = f"{_told_by(earlier)} ANTI JOIN touched USING (rule_id, record_id)"
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE duties AS "
        "FROM duties SEMI JOIN touched USING (rule_id, record_id) "
        f"UNION ALL BY NAME SELECT * FROM {kept}"
    )
    return _count(connection, f"SELECT count(*) FROM {kept}")


def _counts_of_touched(
    connection: duckdb.DuckDBPyConnection,
) -> Counts:
    counted = connection.execute(
        "SELECT rule_id, verdict, count(*) FROM duties "
        "SEMI JOIN touched USING (rule_id, record_id) GROUP BY ALL"
    ).fetchall()
    return Counter({(rule_id, verdict): count for rule_id, verdict, count in counted})


def _told_by(earlier: Earlier) -> str:
    return f"read_parquet({text(str(earlier.findings))})"


def _count(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    return int(connection.execute(sql).fetchall()[0][0])
