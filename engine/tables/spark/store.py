"""A workbench on Spark: the same expressions, kept as Parquet that DuckDB reads too."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from engine.tables import sql
from engine.tables.duckdb.store import DuckDBTables
from engine.tables.store import Column


class SparkTables(DuckDBTables):
    """Turns Ibis expressions into tables that Spark computes.

    A kept table is a folder of Parquet files below `shared`, which the driver and
    every executor must see. `connection`, on the driver, reads the same files, so
    that what is small or sorted at the end is asked of DuckDB.
    """

    def __init__(
        self, session: Any, connection: duckdb.DuckDBPyConnection, shared: Path
    ) -> None:
        super().__init__(connection)
        self._session = session
        self._backend = ibis.pyspark.from_connection(session)
        self.shared = shared
        self._numbers = count()
        self._folders: dict[str, Path] = {}

    @contextmanager
    def statements_queued(self) -> Iterator[None]:
        yield

    def has(self, name: str) -> bool:
        return bool(self._session.catalog.tableExists(name))

    def keep(self, name: str, expression: Column) -> Column:
        return self._write(name, self._frame(expression))

    def keep_made(
        self,
        name: str,
        kinds: str,
        tasks: Sequence[tuple[object, ...]],
        make: Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]],
        schema: pa.Schema,
    ) -> Column:
        """Keep what executors make of each of the tasks, which have columns of these kinds."""
        from pyspark.sql.pandas.types import from_arrow_schema

        cut = self._session.sparkContext.parallelize(tasks, max(1, len(tasks)))
        frame = self._session.createDataFrame(cut, kinds)
        return self._write(name, frame.mapInArrow(make, from_arrow_schema(schema)))

    def _write(self, name: str, frame: Any) -> Column:
        folder = self._new_folder(name)
        frame.write.parquet(_address(folder))
        return self._show(name, folder, frame.schema)

    def take(self, name: str, query: str) -> Column:
        """Keep what a query of `connection` yields, for Spark to read as well."""
        from pyspark.sql.pandas.types import from_arrow_schema

        folder = self._new_folder(name)
        folder.mkdir()
        file = sql.text(str(folder / "rows.parquet"))
        self.connection.execute(f"COPY ({query}) TO {file} (FORMAT parquet)")
        schema = pq.read_schema(folder / "rows.parquet")
        return self._show(name, folder, from_arrow_schema(schema))

    def ask(self, query: str) -> Column:
        """Return a query in Spark's own SQL as an expression."""
        return self._backend.sql(query)

    def drop(self, name: str) -> None:
        """Let go of a kept table."""
        self._session.catalog.dropTempView(name)
        self.connection.execute(f"DROP VIEW {sql.name(name)}")
        shutil.rmtree(self._folders.pop(name))

    def keep_looked_up(self, name: str, expression: Column) -> Column:
        return self.keep(name, expression)

    def keep_numbered(self, name: str, expression: Column, number: str) -> Column:
        from pyspark.sql.functions import monotonically_increasing_id

        frame = self._frame(expression)
        return self._write(
            name, frame.withColumn(number, monotonically_increasing_id())
        )

    def define(self, name: str, expression: Column) -> Column:
        self._frame(expression).createOrReplaceTempView(name)
        return self.table(name)

    def append(self, name: str, expression: Column) -> None:
        schema = self._session.table(name).schema
        frame = self._frame(expression).toDF(*schema.names).to(schema)
        frame.write.mode("append").parquet(_address(self._folders[name]))
        self._show(name, self._folders[name], schema)

    def _made(self, name: str, schema: Any) -> Column:
        return self.table(name)

    def _fetch(self, sql: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self._session.sql(sql).collect()]

    def _keep_made(self, name: str, made: pa.Table) -> None:
        from pyspark.sql.pandas.types import from_arrow_schema

        folder = self._new_folder(name)
        folder.mkdir()
        pq.write_table(made, folder / "rows.parquet")
        self._show(name, folder, from_arrow_schema(made.schema))

    def _frame(self, expression: Column) -> Any:
        return self._session.sql(self._backend.compile(expression))

    def _new_folder(self, name: str) -> Path:
        return self.shared / f"{next(self._numbers)}-{name}"

    def _show(self, name: str, folder: Path, schema: Any) -> Column:
        frame = self._session.read.schema(schema).parquet(_address(folder))
        frame.createOrReplaceTempView(name)
        files = sql.text(f"{folder}/*.parquet")
        self.connection.execute(
            f"CREATE OR REPLACE TEMP VIEW {sql.name(name)} AS FROM read_parquet({files})"
        )
        before = self._folders.get(name)
        self._folders[name] = folder
        if before not in (None, folder):
            shutil.rmtree(before)
        return self.table(name)


def _address(folder: Path) -> str:
    """Name a folder so that no cluster takes it for one of its own file system."""
    return f"file://{folder}"
