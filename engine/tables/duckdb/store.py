"""A place where column expressions become tables: Ibis over one DuckDB connection."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import duckdb
import ibis
import pyarrow as pa

from engine.tables.statement_queue import StatementQueue, Work
from engine.tables.store import Column

# Nothing is gained from joining selects that a database joins by itself.
ibis.options.sql.fuse_selects = False


class DuckDBTables:
    """Turns Ibis expressions into kept tables and reads tables back as expressions.

    One per connection. Expressions are compiled here and run as plain SQL, so
    that nothing depends on how Ibis itself creates tables. `SparkTables` does
    the same on Spark: what is said by these methods runs there as well.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._backend: Any = ibis.duckdb.from_connection(connection)
        self._queue: StatementQueue | None = None
        # While statements run behind, nobody else makes tables: what there are need
        # not be asked again.
        self._known: dict[str, Column] = {}

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The connection, after all statements that were asked for."""
        self._wait()
        return self._connection

    @contextmanager
    def statements_queued(self) -> Iterator[None]:
        """Inside, statements run in order behind their writing, as far as nobody reads.

        All are done where it ends. What one raises may be raised by a later one.
        """
        self._known = {name: self._backend.table(name) for name in self._names()}
        with StatementQueue(self._connection.interrupt) as self._queue:
            try:
                yield
            finally:
                self._queue, self._known = None, {}

    def run_in_order(self, work: Work) -> None:
        """Do something after all statements that were asked for."""
        if self._queue:
            self._queue.ask(work)
        else:
            work()

    def table(self, name: str) -> Column:
        """Return the named table as an expression."""
        return self._known[name] if self._queue else self._backend.table(name)

    def has(self, name: str) -> bool:
        """Say whether there is a table or view of this name."""
        return name in (self._known if self._queue else self._names())

    def keep(self, name: str, expression: Column) -> Column:
        """Compute the expression once, keep it under the name, return it as a table."""
        sql = self._backend.compile(expression)
        self.run_in_order(partial(self._keep, name, sql))
        return self._made(name, expression.schema())

    def keep_looked_up(self, name: str, expression: Column) -> Column:
        """Keep many rows, each joined with what was looked up for it in smaller tables.

        The rows then always pass by the tables. DuckDB may take them for few, after
        several conditions, and would hold them all to let the tables pass.
        """
        sql = self._backend.compile(expression)
        self.run_in_order(partial(self._keep_unswapped, name, sql))
        return self._made(name, expression.schema())

    def keep_numbered(self, name: str, expression: Column, number: str) -> Column:
        """Keep the rows like `keep`, each with a number of its own in one more column."""
        rows = self.keep(f"{name}_rows", expression)
        self._run(
            f'CREATE OR REPLACE TEMP VIEW "{name}" AS '
            f'SELECT *, CAST(rowid AS INTEGER) AS "{number}" FROM "{name}_rows"'
        )
        return self._made(name, ibis.schema({**rows.schema(), number: "int32"}))

    def define(self, name: str, expression: Column) -> Column:
        """Give an expression a name without computing it; return it as a table."""
        sql = self._backend.compile(expression)
        self._run(f'CREATE OR REPLACE TEMP VIEW "{name}" AS {sql}')
        return self._made(name, expression.schema())

    def append(self, name: str, expression: Column) -> None:
        """Add the rows of an expression to a kept table, column by column in order."""
        sql = self._backend.compile(expression)
        self._run(f'INSERT INTO "{name}" {sql}')

    def keep_rows(
        self,
        name: str,
        schema: Mapping[str, pa.DataType],
        rows: Sequence[Sequence[object]],
    ) -> Column:
        """Keep rows made in Python (few: one per day, rule or group) as a table."""
        made = table_of(schema, rows)
        self.run_in_order(partial(self._keep_made, name, made))
        return self._made(name, ibis.Schema.from_pyarrow(made.schema))

    def keep_rows_from(
        self,
        name: str,
        schema: Mapping[str, pa.DataType],
        source: Column,
        make: Callable[[list[tuple[Any, ...]]], Sequence[Sequence[object]]],
    ) -> Column:
        """Keep rows that are made in Python of the (few) rows of an expression."""
        sql = self._backend.compile(source)
        self.run_in_order(
            lambda: self._keep_made(name, table_of(schema, make(self._fetch(sql))))
        )
        return self._made(name, ibis.Schema.from_pyarrow(pa.schema(schema)))

    def count(self, expression: Column) -> int:
        """Count the rows of the expression."""
        return int(self.rows(expression.count().as_table())[0][0])

    def rows(self, expression: Column) -> list[tuple[Any, ...]]:
        """Compute the expression and return its rows."""
        sql = self._backend.compile(expression)
        self._wait()
        return self._fetch(sql)

    def _wait(self) -> None:
        if self._queue:
            self._queue.wait()

    def _names(self) -> set[str]:
        found = self._connection.execute(
            "SELECT table_name FROM information_schema.tables"
        ).fetchall()
        return {name for (name,) in found}

    def _run(self, sql: str) -> None:
        self.run_in_order(lambda: self._connection.execute(sql))

    def _made(self, name: str, schema: Any) -> Column:
        table = ibis.table(schema, name=name)
        if self._queue:
            self._known[name] = table
        return table

    def _fetch(self, sql: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql).fetchall()

    def _keep(self, name: str, sql: str) -> None:
        self._connection.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS {sql}')

    def _keep_made(self, name: str, made: pa.Table) -> None:
        self._connection.register("_rows", made)
        self._keep(name, "SELECT * FROM _rows")
        self._connection.unregister("_rows")

    def _keep_unswapped(self, name: str, sql: str) -> None:
        setting = "disabled_optimizers"
        ((before,),) = self._fetch(f"SELECT current_setting('{setting}')")
        off = ",".join(filter(None, [before, "build_side_probe_side"]))
        self._connection.execute(f"SET {setting} = '{off}'")
        try:
            self._keep(name, sql)
        finally:
            self._connection.execute(f"SET {setting} = '{before}'")


def table_of(
    schema: Mapping[str, pa.DataType], rows: Sequence[Sequence[object]]
) -> pa.Table:
    """Put rows made in Python into an Arrow table."""
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [
        pa.array(values, kind)
        for values, kind in zip(columns, schema.values(), strict=True)
    ]
    return pa.table(dict(zip(schema, arrays, strict=True)))
