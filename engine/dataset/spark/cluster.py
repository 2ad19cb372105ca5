"""A Spark on which a dataset is read and evaluated."""

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
from engine.dataset.spark.reading import (
    read_table,
    require_parquet,
    require_sound_mapping,
)
from engine.dataset.spark.shares import SHARE_ROWS
from engine.errors import UsageError
from engine.files.scratch import scratch_folder
from engine.tables import sql
from engine.tables.spark.session import require_spark, spark_session
from engine.tables.spark.store import SparkTables

# A register of up to so many rows is read faster on the driver than by executors.
SMALL_REGISTER = 100_000
# Spark or DuckDB would take a path with one of these for a pattern.
_PATTERN = set("*?[{\\")


class Cluster:
    """Reads the tables of a dataset on Spark, and holds the store they are kept in.

    `shared` is a folder that the driver and every executor see. Spark is started, by
    entering `starting`, with the first table that it can read; `progress` is called
    with what is being done. A register with more rows than `small_register` is read by
    executors, if it is Parquet; `share_rows` rows are one task.
    """

    def __init__(
        self,
        starting: AbstractContextManager[Any],
        shared: Path,
        stack: ExitStack,
        progress: Callable[[str], None],
        small_register: int,
        share_rows: int,
    ) -> None:
        self._progress = progress
        self._small_register = small_register
        self._share_rows = share_rows
        self._starting = starting
        self._shared = shared
        self._stack = stack
        self._tables: SparkTables | None = None

    def load(
        self, context: ReadContext, rows: RawTable, schema: TableSchema, words: str
    ) -> loading.Loaded:
        """Make the rows of a file a table of accepted ones, on Spark and in DuckDB.

        Executors read records and large registers, the driver small registers.
        DatasetError where records are not Parquet, UsageError where the mapping that
        wrote them rejects rows.
        """
        is_spread = schema.table == "records" or self._is_large(rows)
        if schema.table == "records":
            require_parquet(rows)
        if is_spread:
            require_sound_mapping(rows)
        tables = self._store(context.connection)
        if not is_spread:
            loaded = loading.load(context, rows, schema, words)
            for table in (schema.table, loading.rejected_of(schema.table)):
                tables.keep_query(table, f"FROM {sql.name(table)}")
            return loaded
        self._progress(f"reading {rows.file} on Spark")
        return read_table(tables, context, rows, schema, words, self._share_rows)

    def tables(self, dataset: Dataset) -> SparkTables:
        """Return the store with the tables of the dataset, empty ones included."""
        tables = self._store(dataset.connection)
        for register in REGISTERS:
            if not tables.has(register):
                for table in (register, loading.rejected_of(register)):
                    tables.keep_query(table, f"FROM {sql.name(table)}")
        return tables

    def _is_large(self, rows: RawTable) -> bool:
        files = rows.parts.files if rows.parts else ()
        length: int = sum(pq.read_metadata(file).num_rows for file in files)
        return length > self._small_register

    def _store(self, connection: duckdb.DuckDBPyConnection) -> SparkTables:
        if self._tables is None:
            session = self._stack.enter_context(self._starting)
            self._tables = SparkTables(session, connection, self._shared)
        return self._tables


@contextmanager
def open_cluster(
    on: str,
    scratch: Path | None,
    memory: str | None,
    progress: Callable[[str], None],
    *,
    small_register: int = SMALL_REGISTER,
    share_rows: int = SHARE_ROWS,
) -> Iterator[Cluster]:
    """Yield the Spark at `on`, with a folder of its own below `scratch`; then end it.

    Raises UsageError where no Spark starts, at the latest when a table is to be read,
    or where its executors cannot do the work.
    """
    require_spark(on)
    place = (scratch or Path(gettempdir())).absolute()
    if _PATTERN & set(str(place)):
        raise UsageError("dataset.spark-scratch-pattern", folder=place)
    with ExitStack() as stack:
        shared = stack.enter_context(scratch_folder(place))
        starting = _started(on, shared, memory, progress)
        yield Cluster(starting, shared, stack, progress, small_register, share_rows)


@contextmanager
def _started(
    on: str, shared: Path, memory: str | None, progress: Callable[[str], None]
) -> Iterator[Any]:
    """Yield a session whose executors can do what will be sent to them."""
    progress("starting Spark")
    with spark_session(on, shared, memory) as session:
        from pyspark import cloudpickle

        cloudpickle.register_pickle_by_value(executor)
        _check_executors(session, on, shared)
        yield session


def _check_executors(session: Any, on: str, shared: Path) -> None:
    """Raise UsageError where executors have another DuckDB or see another folder."""
    from pyspark.errors import PySparkException

    one = session.range(1, numPartitions=1)
    look = partial(executor.report_environment, str(shared))
    try:
        [(version, may_write)] = one.mapInArrow(
            look, "duckdb string, may_write boolean"
        ).collect()
    except PySparkException as error:
        raise UsageError(
            "dataset.spark-executors-fail", on=on, reason=_last_line(error)
        ) from error
    if version != duckdb.__version__:
        raise UsageError(
            "dataset.spark-duckdb-differs",
            on=on,
            there=version,
            here=duckdb.__version__,
        )
    if not may_write:
        raise UsageError("dataset.spark-scratch-not-shared", on=on, folder=shared)


def _last_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1] if lines else type(error).__name__
