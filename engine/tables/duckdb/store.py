"""The table store on DuckDB: Ibis expressions over one connection."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from typing import Any

import duckdb
import ibis
import pyarrow as pa
from ibis.backends.sql.datatypes import DuckDBType
from ibis.expr import datatypes, operations

from engine.tables import sql
from engine.tables.rows import arrow_table
from engine.tables.statement_queue import StatementQueue, Work
from engine.tables.store import Rows, Schema, Table

# DuckDB merges nested selects itself, so Ibis need not spend time on it.
ibis.options.sql.fuse_selects = False
# Of so many expressions the SQL is remembered, several runs' worth: compiling takes a
# third of the time of a small run, and the next one computes much the same.
_REMEMBERED = 256


class DuckDBTables:
    """A `TableStore` whose tables are temporary tables and views of one connection.

    Ibis only compiles expressions; the SQL is executed here, so that tables can be
    made behind a queue and nothing depends on how Ibis itself creates tables.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._queue: StatementQueue | None = None
        # While statements are queued, only this store makes tables, and asking the
        # database for a table would wait for the queue: they are remembered here.
        self._known: dict[str, Table] = {}

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The connection; waits for all queued statements first."""
        self._wait()
        return self._connection

    @contextmanager
    def statements_queued(self) -> Iterator[None]:
        """Queue statements inside the context; a read waits for all earlier ones."""
        self._known = {name: self._described(name) for name in self._names()}
        with StatementQueue(self._connection.interrupt) as self._queue:
            try:
                yield
            finally:
                self._queue, self._known = None, {}

    def run_in_order(self, work: Work) -> None:
        """Call `work` once all statements before it have run."""
        if self._queue:
            self._queue.submit(work)
        else:
            work()

    def table(self, name: str) -> Table:
        """Return the handle of the named table or view."""
        return self._known[name] if self._queue else self._described(name)

    def has(self, name: str) -> bool:
        """Return whether there is a table or view of this name."""
        if self._queue:
            return name in self._known
        try:
            self._described(name)
        except duckdb.CatalogException:
            return False
        return True

    def keep(self, name: str, expression: Table) -> Table:
        """Compute the expression once and keep its rows as a temporary table."""
        query = _sql_of(expression)
        self.run_in_order(partial(self._create_table, name, query))
        return self._handle(name, expression.schema())

    def keep_looked_up(self, name: str, expression: Table) -> Table:
        """Keep many rows that are joined with smaller tables, streaming the rows.

        After several conditions DuckDB may estimate the rows as few, and would build
        the hash table of a join from them.
        """
        query = _sql_of(expression)
        self.run_in_order(partial(self._create_table_streaming, name, query))
        return self._handle(name, expression.schema())

    def keep_numbered(self, name: str, expression: Table, number: str) -> Table:
        """Keep the rows with an int32 column `number`, unique in the table."""
        rows = self.keep(f"{name}_rows", expression)
        self._execute(
            f"CREATE OR REPLACE TEMP VIEW {sql.name(name)} AS "
            f"SELECT *, CAST(rowid AS INTEGER) AS {sql.name(number)} "
            f"FROM {sql.name(f'{name}_rows')}"
        )
        return self._handle(name, ibis.schema({**rows.schema(), number: "int32"}))

    def define(self, name: str, expression: Table) -> Table:
        """Name an expression as a temporary view, without computing it."""
        query = _sql_of(expression)
        self._execute(f"CREATE OR REPLACE TEMP VIEW {sql.name(name)} AS {query}")
        return self._handle(name, expression.schema())

    def append(self, name: str, expression: Table) -> None:
        """Add rows to a kept table; columns are matched by their position."""
        query = _sql_of(expression)
        self._execute(f"INSERT INTO {sql.name(name)} {query}")

    def keep_rows(self, name: str, schema: Schema, rows: Rows) -> Table:
        """Keep rows made in Python; their columns are those of `schema`, in order."""
        made = arrow_table(schema, rows)
        self.run_in_order(partial(self._create_from_arrow, name, made))
        return self._handle(name, ibis.Schema.from_pyarrow(made.schema))

    def keep_rows_from(
        self,
        name: str,
        schema: Schema,
        source: Table,
        make: Callable[[list[tuple[Any, ...]]], Rows],
    ) -> Table:
        """Keep the rows that `make` returns for the rows of `source`."""
        query = _sql_of(source)

        def make_and_keep() -> None:
            rows = make(self._fetch(query))
            self._create_from_arrow(name, arrow_table(schema, rows))

        self.run_in_order(make_and_keep)
        return self._handle(name, ibis.Schema.from_pyarrow(pa.schema(schema)))

    def count(self, expression: Table) -> int:
        """Compute and return the number of rows of the expression."""
        return int(self.rows(expression.count().as_table())[0][0])

    def rows(self, expression: Table) -> list[tuple[Any, ...]]:
        """Compute the expression and return its rows as tuples of Python values."""
        query = _sql_of(expression)
        self._wait()
        return self._fetch(query)

    def _wait(self) -> None:
        if self._queue:
            self._queue.wait()

    def _names(self) -> set[str]:
        found = self._connection.execute(
            "SELECT table_name FROM information_schema.tables"
        ).fetchall()
        return {name for (name,) in found}

    def _described(self, name: str) -> Table:
        rows = self._fetch(f"DESCRIBE {sql.name(name)}")
        kinds = {
            column: _kind(kind, empty == "YES") for column, kind, empty, *_ in rows
        }
        return ibis.table(kinds, name=name)

    def _execute(self, statement: str) -> None:
        self.run_in_order(lambda: self._connection.execute(statement))

    def _handle(self, name: str, schema: ibis.Schema) -> Table:
        table = ibis.table(schema, name=name)
        if self._queue:
            self._known[name] = table
        return table

    def _fetch(self, query: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(query).fetchall()

    def _create_table(self, name: str, query: str) -> None:
        self._connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {sql.name(name)} AS {query}"
        )

    def _create_from_arrow(self, name: str, made: pa.Table) -> None:
        self._connection.register("_rows", made)
        self._create_table(name, "SELECT * FROM _rows")
        self._connection.unregister("_rows")

    def _create_table_streaming(self, name: str, query: str) -> None:
        setting = "disabled_optimizers"
        ((before,),) = self._fetch(f"SELECT current_setting('{setting}')")
        disabled = ",".join(filter(None, [before, "build_side_probe_side"]))
        self._connection.execute(f"SET {setting} = {sql.text(disabled)}")
        try:
            self._create_table(name, query)
        finally:
            self._connection.execute(f"SET {setting} = {sql.text(before)}")


def _sql_of(expression: Table) -> str:
    operation = expression.op()
    try:
        return _compiled(operation)
    except RecursionError:
        # To compare two operations takes more calls a level than to compile one.
        return _compiled.__wrapped__(operation)


@lru_cache(maxsize=_REMEMBERED)
def _compiled(operation: operations.Node) -> str:
    """Compile an operation, which is hashable and equal to another of the same SQL."""
    return str(ibis.duckdb.compile(operation.to_expr()))


@lru_cache(maxsize=_REMEMBERED)
def _kind(written: str, nullable: bool) -> datatypes.DataType:
    """Return the type of Ibis for one of DuckDB."""
    return DuckDBType.from_string(written, nullable=nullable)
