"""A Spark that a dataset is read and judged on, from its Parquet files to the findings.

Each row's types and faults are settled by the executors, with the same SQL as
elsewhere. What shows only between rows is settled here, on the driver, by the same
code as elsewhere: it gets the rows that may matter to it, found by Spark, and of
these no more than their keys, hashes and faults.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import astuple
from functools import partial
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import duckdb
import ibis

from engine.conditions import Column
from engine.dataset import Dataset, settling, sql, tables
from engine.dataset.forms import REGISTERS, Form
from engine.dataset.parquet_reader import unreadable
from engine.dataset.reading import Desk, Rows
from engine.dataset.staging import Staged
from engine.errors import DatasetError, UsageError
from engine.scratch import scratch_folder
from engine.spark import executor, shares
from engine.spark.bench import SparkWorkbench
from engine.spark.session import require, spark_session
from engine.spark.shares import recipe_of, schema_of, shares_of

# A register up to here is read on the driver sooner than executors have begun; so is
# a larger one that is not Parquet.
SMALL = 100_000


class Cluster:
    """Reads the tables of a dataset on Spark, and is the bench on which it is judged.

    `shared` is a folder that the driver and every executor see. Spark is started, by
    entering `starting`, with the first table that it can read.
    """

    def __init__(
        self, starting: AbstractContextManager[Any], shared: Path, stack: ExitStack
    ) -> None:
        self._starting = starting
        self._shared = shared
        self._stack = stack
        self._bench: SparkWorkbench | None = None

    def load(self, desk: Desk, rows: Rows, form: Form, words: str) -> tables.Counts:
        """Make the rows of a file a table of accepted ones; executors read them all.

        But a small register is read here. DatasetError where records are not Parquet.
        """
        if form.table == "records":
            _require_parquet(rows)
        bench = self._bench_at(desk.connection)
        if form.table != "records" and not _is_large(desk, rows):
            counts = tables.load(desk, rows, form, words)
            bench.take(form.table, f"FROM {sql.name(form.table)}")
            return counts
        staged = f"staged_{form.table}"
        _stage(bench, staged, desk, rows, form, words)
        bench.keep("suspects", bench.ask(_suspects(staged, form)))
        tables.settle(desk, _staged("suspects"), rows, form)
        read = bench.count(bench.table(staged))
        return _keep_used(bench, desk, staged, form, read)

    def bench(self, dataset: Dataset) -> SparkWorkbench:
        """Return the bench on which the tables of the dataset lie, those it lacks too."""
        bench = self._bench_at(dataset.connection)
        for register in REGISTERS:
            if not bench.has(register):
                bench.take(register, f"FROM {sql.name(register)}")
        return bench

    def _bench_at(self, connection: duckdb.DuckDBPyConnection) -> SparkWorkbench:
        if self._bench is None:
            session = self._stack.enter_context(self._starting)
            self._bench = SparkWorkbench(session, connection, self._shared)
        return self._bench


@contextmanager
def open_cluster(
    on: str, scratch: Path | None, memory: str | None
) -> Iterator[Cluster]:
    """Yield the Spark at `on`, with a folder of its own below `scratch`; then end it.

    Raises UsageError where no Spark starts, at the latest when a table is to be read,
    or where its executors cannot do the work.
    """
    require(on)
    with ExitStack() as stack:
        shared = stack.enter_context(scratch_folder(scratch or Path(gettempdir())))
        shared = shared.absolute()
        yield Cluster(_started(on, shared, memory), shared, stack)


@contextmanager
def _started(on: str, shared: Path, memory: str | None) -> Iterator[Any]:
    """Yield a session whose executors can do what will be sent to them."""
    with spark_session(on, shared, memory) as session:
        from pyspark import cloudpickle

        cloudpickle.register_pickle_by_value(executor)
        _look_around(session, on, shared)
        yield session


def _look_around(session: Any, on: str, shared: Path) -> None:
    """Refuse executors that would read otherwise, or write where nobody looks."""
    from pyspark.errors import PySparkException

    one = session.range(1, numPartitions=1)
    look = partial(executor.look_around, str(shared))
    try:
        [(version, may_write)] = one.mapInArrow(
            look, "duckdb string, may_write boolean"
        ).collect()
    except PySparkException as error:
        raise UsageError(
            f"--on {on}: its executors cannot run what is sent to them "
            f"({_last_line(error)}).\n  They need Python as here, duckdb and pyarrow; "
            "PYSPARK_PYTHON names their Python."
        ) from error
    if version != duckdb.__version__:
        raise UsageError(
            f"--on {on}: its executors have DuckDB {version}, here is "
            f"{duckdb.__version__}.  Install the same there."
        )
    if not may_write:
        raise UsageError(
            f"--on {on}: its executors cannot write to {shared}.  Name a folder with "
            "--scratch that they and this machine share."
        )


def _require_parquet(rows: Rows) -> None:
    if not _is_for_executors(rows):
        raise DatasetError(
            f"{rows.file}: with --on, records are Parquet, without columns named "
            "file_index or file_row_number.\n  Write them so, or leave out --on."
        )


def _is_for_executors(rows: Rows) -> bool:
    return rows.encoding == "parquet" and rows.is_lasting


def _is_large(desk: Desk, rows: Rows) -> bool:
    if not _is_for_executors(rows):
        return False
    return desk.count(f"SELECT count(*) FROM ({rows.query})") > SMALL


def _stage(
    bench: SparkWorkbench, name: str, desk: Desk, rows: Rows, form: Form, words: str
) -> None:
    """Keep every row in staged form (see `staging`), read by the executors."""
    recipe = recipe_of(desk, rows, form, words)
    kinds = "file string, before bigint, first bigint, last bigint"
    cut = [astuple(share) for share in shares_of(rows.parts, shares.ROWS)]
    read = partial(executor.read_shares, recipe)
    with _broken_told():
        bench.keep_made(name, kinds, cut, read, schema_of(recipe))


@contextmanager
def _broken_told() -> Iterator[None]:
    """Raise DatasetError where an executor could not read a file."""
    from pyspark.errors import PySparkException

    try:
        yield
    except PySparkException as error:
        told = re.search(f"{executor.UNREADABLE}(.+?): (.+)", str(error))
        if told is None:
            raise
        raise unreadable(Path(told[1]), duckdb.Error(told[2])) from error


def _suspects(staged: str, form: Form) -> str:
    """Query, for Spark, all rows that may not be accepted as they stand, and some more.

    A mark that comes twice need not mean that a key does.
    """
    mark = f"xxhash64({form.key})" if form.key else "content"
    columns = ["row", "line", "content", "faults", *([form.key] if form.key else [])]
    kinds = [
        "faults IS NOT NULL",
        f"{mark} IN (SELECT {mark} FROM {staged} GROUP BY 1 HAVING count(*) > 1)",
    ]
    if form.table == "records":
        columns.append("corrects")
        kinds += [
            "corrects IS NOT NULL",
            f"record_id IN (SELECT corrects FROM {staged} WHERE corrects IS NOT NULL)",
        ]
    return f"SELECT {', '.join(columns)} FROM {staged} WHERE {' OR '.join(kinds)}"


def _staged(name: str) -> Staged:
    return Staged(
        name,
        f"SELECT row FROM {name} WHERE faults IS NOT NULL",
        lambda chosen: f"SELECT * FROM {name} WHERE row IN ({chosen})",
        is_view=True,
    )


def _keep_used(
    bench: SparkWorkbench, desk: Desk, staged: str, form: Form, read: int
) -> tables.Counts:
    """Keep the accepted rows as the table of the form; count what became of all."""
    rows = bench.table(staged)
    unused = desk.count("SELECT count(*) FROM unused")
    if unused:
        rows = rows.anti_join(bench.take("left_out", "FROM unused"), "row")
    columns: dict[str, Any] = {
        column.stored_as: column.stored_as for column in form.columns
    }
    if form.table == "records":
        rows = _with_first_records(bench, desk, rows)
        columns |= {"row": "row", "first_record_id": "first_record_id"}
    bench.keep(form.table, rows.select(situation=ibis.literal(0, "int32"), **columns))
    bench.drop(staged)
    repeated = desk.count("SELECT count(*) FROM repeated")
    return tables.Counts(read, read - unused, unused - repeated, repeated)


def _with_first_records(bench: SparkWorkbench, desk: Desk, rows: Column) -> Column:
    """Add the first record of each row's chain of corrections."""
    settling.find_roots(desk)
    roots = bench.take("roots_found", "FROM roots")
    rows = rows.left_join(roots, rows.record_id == roots.id)
    return rows.mutate(first_record_id=rows.root.fill_null(rows.record_id))


def _last_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1] if lines else type(error).__name__
