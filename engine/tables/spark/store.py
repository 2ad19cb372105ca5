"""The table store on Spark: kept tables are Parquet files that DuckDB reads as well."""

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
from engine.tables.rows import arrow_table
from engine.tables.store import Rows, Schema, Table

_ROWS_FILE = "rows.parquet"


class SparkTables:
    """A `TableStore` whose tables Spark computes.

    A kept table is a folder of Parquet files below `shared`, which the driver and
    every executor must see. The DuckDB connection, on the driver, has a view of the
    same files, so that small or sorted results come from DuckDB. Statements are
    never queued.
    """

    def __init__(
        self, session: Any, connection: duckdb.DuckDBPyConnection, shared: Path
    ) -> None:
        self._session = session
        self._backend: Any = ibis.pyspark.from_connection(session)
        self.connection = connection
        self.shared = shared
        self._numbers = count()
        self._folders: dict[str, Path] = {}

    @contextmanager
    def statements_queued(self) -> Iterator[None]:
        """Run each statement at once, in the context as outside."""
        yield

    def run_in_order(self, work: Callable[[], object]) -> None:
        """Call `work`; all statements before it have run."""
        work()

    def table(self, name: str) -> Table:
        """Return the handle of the named table or view."""
        return self._backend.table(name)

    def has(self, name: str) -> bool:
        """Return whether Spark has a table or view of this name."""
        return bool(self._session.catalog.tableExists(name))

    def keep(self, name: str, expression: Table) -> Table:
        """Compute the expression once and keep its rows as Parquet files."""
        return self._write(name, self._frame(expression))

    def keep_looked_up(self, name: str, expression: Table) -> Table:
        """Do as `keep`: Spark never holds all rows of the larger side of a join."""
        return self.keep(name, expression)

    def keep_numbered(self, name: str, expression: Table, number: str) -> Table:
        """Keep the rows with an int64 column `number`, unique and with gaps."""
        from pyspark.sql.functions import monotonically_increasing_id

        frame = self._frame(expression)
        return self._write(
            name, frame.withColumn(number, monotonically_increasing_id())
        )

    def keep_mapped(
        self,
        name: str,
        kinds: str,
        tasks: Sequence[tuple[object, ...]],
        make: Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]],
        schema: pa.Schema,
    ) -> Table:
        """Keep the rows that executors make of tasks; return the handle.

        `kinds` are the columns of the tasks as Spark writes a schema; `make` runs on
        the executors and yields batches of `schema`.
        """
        from pyspark.sql.pandas.types import from_arrow_schema

        spread = self._session.sparkContext.parallelize(tasks, max(1, len(tasks)))
        frame = self._session.createDataFrame(spread, kinds)
        return self._write(name, frame.mapInArrow(make, from_arrow_schema(schema)))

    def keep_query(self, name: str, query: str) -> Table:
        """Keep the rows of a query in DuckDB's SQL; return the handle."""
        folder = self._new_folder(name)
        folder.mkdir()
        file = folder / _ROWS_FILE
        self.connection.execute(sql.copy(query, file))
        return self._publish_arrow(name, folder, pq.read_schema(file))

    def keep_rows(self, name: str, schema: Schema, rows: Rows) -> Table:
        """Keep rows made in Python; their columns are those of `schema`, in order."""
        made = arrow_table(schema, rows)
        folder = self._new_folder(name)
        folder.mkdir()
        pq.write_table(made, folder / _ROWS_FILE)
        return self._publish_arrow(name, folder, made.schema)

    def keep_rows_from(
        self,
        name: str,
        schema: Schema,
        source: Table,
        make: Callable[[list[tuple[Any, ...]]], Rows],
    ) -> Table:
        """Keep the rows that `make` returns for the rows of `source`."""
        return self.keep_rows(name, schema, make(self.rows(source)))

    def define(self, name: str, expression: Table) -> Table:
        """Name an expression as a view of Spark, without computing it.

        DuckDB does not see it.
        """
        self._frame(expression).createOrReplaceTempView(name)
        return self.table(name)

    def append(self, name: str, expression: Table) -> None:
        """Add rows to a kept table; columns are matched by their position."""
        schema = self._session.table(name).schema
        frame = self._frame(expression).toDF(*schema.names).to(schema)
        frame.write.mode("append").parquet(_address(self._folders[name]))
        self._publish(name, self._folders[name], schema)

    def drop(self, name: str) -> None:
        """Remove a kept table and its files."""
        self._session.catalog.dropTempView(name)
        self.connection.execute(f"DROP VIEW {sql.name(name)}")
        shutil.rmtree(self._folders.pop(name))

    def query(self, query: str) -> Table:
        """Return a query in Spark's SQL as an expression."""
        return self._backend.sql(query)

    def count(self, expression: Table) -> int:
        """Compute and return the number of rows of the expression."""
        return int(self.rows(expression.count().as_table())[0][0])

    def rows(self, expression: Table) -> list[tuple[Any, ...]]:
        """Compute the expression and return its rows as tuples of Python values."""
        return [tuple(row) for row in self._frame(expression).collect()]

    def _frame(self, expression: Table) -> Any:
        return self._session.sql(self._backend.compile(expression))

    def _new_folder(self, name: str) -> Path:
        return self.shared / f"{next(self._numbers)}-{name}"

    def _write(self, name: str, frame: Any) -> Table:
        folder = self._new_folder(name)
        frame.write.parquet(_address(folder))
        return self._publish(name, folder, frame.schema)

    def _publish_arrow(self, name: str, folder: Path, schema: pa.Schema) -> Table:
        from pyspark.sql.pandas.types import from_arrow_schema

        return self._publish(name, folder, from_arrow_schema(schema))

    def _publish(self, name: str, folder: Path, schema: Any) -> Table:
        """Give the files of a folder their name in Spark and DuckDB; return the handle.

        The files of an earlier table of this name are removed last: the new rows may
        have been computed from them.
        """
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
    """Write a folder so that no cluster looks for it in its own file system."""
    return f"file://{folder}"
