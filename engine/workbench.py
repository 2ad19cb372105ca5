"""A place where column expressions become tables: Ibis over one DuckDB connection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import ibis
import pyarrow as pa

from engine.conditions import Column


class Workbench:
    """Turns Ibis expressions into kept tables and reads tables back as expressions.

    One per connection. Expressions are compiled here and run as plain SQL, so
    that nothing depends on how Ibis itself creates tables. `SparkWorkbench` does
    the same on Spark: what is said by these methods runs there as well.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self._backend: Any = ibis.duckdb.from_connection(connection)

    def table(self, name: str) -> Column:
        """Return the named table as an expression."""
        return self._backend.table(name)

    def has(self, name: str) -> bool:
        """Say whether there is a table or view of this name."""
        return bool(
            self.connection.execute(
                "SELECT 1 FROM information_schema.tables WHERE table_name = ?", [name]
            ).fetchall()
        )

    def keep(self, name: str, expression: Column) -> Column:
        """Compute the expression once, keep it under the name, return it as a table."""
        sql = self._backend.compile(expression)
        self.connection.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS {sql}')
        return ibis.table(expression.schema(), name=name)

    def keep_looked_up(self, name: str, expression: Column) -> Column:
        """Keep many rows, each joined with what was looked up for it in smaller tables.

        The rows then always pass by the tables. DuckDB may take them for few, after
        several conditions, and would hold them all to let the tables pass.
        """
        setting = "disabled_optimizers"
        (before,) = self.connection.execute(
            f"SELECT current_setting('{setting}')"
        ).fetchall()[0]
        off = ",".join(filter(None, [before, "build_side_probe_side"]))
        self.connection.execute(f"SET {setting} = '{off}'")
        try:
            return self.keep(name, expression)
        finally:
            self.connection.execute(f"SET {setting} = '{before}'")

    def keep_numbered(self, name: str, expression: Column, number: str) -> Column:
        """Keep the rows like `keep`, each with a number of its own in one more column."""
        self.keep(f"{name}_rows", expression)
        self.connection.execute(
            f'CREATE OR REPLACE TEMP VIEW "{name}" AS '
            f'SELECT *, CAST(rowid AS INTEGER) AS "{number}" FROM "{name}_rows"'
        )
        return self.table(name)

    def define(self, name: str, expression: Column) -> Column:
        """Give an expression a name without computing it; return it as a table."""
        sql = self._backend.compile(expression)
        self.connection.execute(f'CREATE OR REPLACE TEMP VIEW "{name}" AS {sql}')
        return ibis.table(expression.schema(), name=name)

    def append(self, name: str, expression: Column) -> None:
        """Add the rows of an expression to a kept table, column by column in order."""
        sql = self._backend.compile(expression)
        self.connection.execute(f'INSERT INTO "{name}" {sql}')

    def keep_rows(
        self,
        name: str,
        schema: Mapping[str, pa.DataType],
        rows: Sequence[Sequence[object]],
    ) -> Column:
        """Keep rows made in Python (few: one per day, rule or group) as a table."""
        self.connection.register("_rows", table_of(schema, rows))
        self.connection.execute(
            f'CREATE OR REPLACE TEMP TABLE "{name}" AS SELECT * FROM _rows'
        )
        self.connection.unregister("_rows")
        return self.table(name)

    def count(self, expression: Column) -> int:
        """Count the rows of the expression."""
        return int(self.rows(expression.count().as_table())[0][0])

    def rows(self, expression: Column) -> list[tuple[Any, ...]]:
        """Compute the expression and return its rows."""
        sql = self._backend.compile(expression)
        return self.connection.execute(sql).fetchall()


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
