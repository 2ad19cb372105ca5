"""A Spark that a dataset is read and judged on, from its files to the findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import partial
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import duckdb
import pyarrow.parquet as pq

from engine.dataset import Dataset, loading
from engine.dataset.raw_table import RawTable, ReadContext
from engine.dataset.schema import REGISTERS, TableSchema
from engine.dataset.spark import executor
from engine.dataset.spark.reading import read_table, require_parquet
from engine.errors import UsageError
from engine.files.scratch import scratch_folder
from engine.tables import sql
from engine.tables.spark.session import require_spark, spark_session
from engine.tables.spark.store import SparkTables

# A register up to here is read on the driver sooner than executors have begun; so is
# a larger one that is not Parquet.
SMALL = 100_000
# Either Spark or DuckDB would take a path with one of these for a pattern.
_PATTERN = set("*?[{\\")


class Cluster:
    """Reads the tables of a dataset on Spark, and is the bench on which it is judged.

    `shared` is a folder that the driver and every executor see. Spark is started, by
    entering `starting`, with the first table that it can read.
    """

    def __init__(
        self,
        starting: AbstractContextManager[Any],
        shared: Path,
        stack: ExitStack,
        tell: Callable[[str], None],
    ) -> None:
        self._tell = tell
        self._starting = starting
        self._shared = shared
        self._stack = stack
        self._tables: SparkTables | None = None

    def load(
        self, context: ReadContext, rows: RawTable, schema: TableSchema, words: str
    ) -> loading.Counts:
        """Make the rows of a file a table of accepted ones; executors read them all.

        But a small register is read here. DatasetError where records are not Parquet.
        """
        if schema.table == "records":
            require_parquet(rows)
        tables = self._bench_at(context.connection)
        if schema.table != "records" and not _is_large(rows):
            counts = loading.load(context, rows, schema, words)
            tables.keep_query(schema.table, f"FROM {sql.name(schema.table)}")
            return counts
        self._tell(f"reading {rows.file} on Spark")
        return read_table(tables, context, rows, schema, words)

    def tables(self, dataset: Dataset) -> SparkTables:
        """Return the bench on which the tables of the dataset lie, those it lacks too."""
        tables = self._bench_at(dataset.connection)
        for register in REGISTERS:
            if not tables.has(register):
                tables.keep_query(register, f"FROM {sql.name(register)}")
        return tables

    def _bench_at(self, connection: duckdb.DuckDBPyConnection) -> SparkTables:
        if self._tables is None:
            session = self._stack.enter_context(self._starting)
            self._tables = SparkTables(session, connection, self._shared)
        return self._tables


@contextmanager
def open_cluster(
    on: str, scratch: Path | None, memory: str | None, tell: Callable[[str], None]
) -> Iterator[Cluster]:
    """Yield the Spark at `on`, with a folder of its own below `scratch`; then end it.

    `tell` is told what is being done.

    Raises UsageError where no Spark starts, at the latest when a table is to be read,
    or where its executors cannot do the work.
    """
    require_spark(on)
    place = (scratch or Path(gettempdir())).absolute()
    if _PATTERN & set(str(place)):
        raise UsageError(
            f"--scratch {place}: with --on, its path may not hold any of * ? [ {{ \\.  "
            "Name another folder."
        )
    with ExitStack() as stack:
        shared = stack.enter_context(scratch_folder(place))
        yield Cluster(_started(on, shared, memory, tell), shared, stack, tell)


@contextmanager
def _started(
    on: str, shared: Path, memory: str | None, tell: Callable[[str], None]
) -> Iterator[Any]:
    """Yield a session whose executors can do what will be sent to them."""
    tell("starting Spark")
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


def _is_large(rows: RawTable) -> bool:
    files = rows.parts.files if rows.parts else ()
    length: int = sum(pq.read_metadata(file).num_rows for file in files)
    return length > SMALL


def _last_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1] if lines else type(error).__name__
