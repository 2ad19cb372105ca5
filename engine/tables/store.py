"""The table store: where Ibis expressions are computed, kept by name and read back.

`TableStore` is the protocol that callers use. `duckdb.store.DuckDBTables` and
`spark.store.SparkTables` implement it; both give the same rows for the same calls,
but for the numbers of `keep_numbered`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeAlias

import duckdb
import pyarrow as pa
from ibis.expr import types as ir

# Ibis ships no `py.typed`, so mypy takes both names as Any; they document which of the
# two is meant. Followed nevertheless, Ibis rejects columns reached as attributes
# (`rows.name`), which is how most expressions are written.
Table: TypeAlias = ir.Table
Column: TypeAlias = ir.Value

Rows: TypeAlias = Sequence[Sequence[object]]
Schema: TypeAlias = Mapping[str, pa.DataType]


class TableStore(Protocol):
    """Computes Ibis expressions, keeps their rows as named tables and reads them back.

    A method that makes a table returns its handle: an Ibis table that later
    expressions are built on. A name that is kept again replaces the earlier table;
    handles to it then read the new rows.
    """

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The DuckDB connection that can read every kept table, for plain SQL.

        Waits for all queued statements first.
        """

    def statements_queued(self) -> AbstractContextManager[None]:
        """Queue statements inside the context; a read waits for all earlier ones.

        All statements have run when the context ends. The error of a statement is
        raised by a later call or at the end of the context.
        """

    def run_in_order(self, work: Callable[[], object]) -> None:
        """Call `work` once all statements before it have run."""

    def table(self, name: str) -> Table:
        """Return the handle of the named table or view."""

    def has(self, name: str) -> bool:
        """Return whether there is a table or view of this name."""

    def keep(self, name: str, expression: Table) -> Table:
        """Compute the expression once, keep its rows as `name`, return the handle."""

    def keep_looked_up(self, name: str, expression: Table) -> Table:
        """Do as `keep` for many rows that are joined with smaller tables.

        The plan streams the rows past the smaller tables and never holds them all.
        """

    def keep_numbered(self, name: str, expression: Table, number: str) -> Table:
        """Do as `keep`, with a column `number` more: an integer unique in the table."""

    def define(self, name: str, expression: Table) -> Table:
        """Name an expression without computing it (a view), return the handle."""

    def append(self, name: str, expression: Table) -> None:
        """Add rows to the kept table `name`; columns are matched by their position."""

    def keep_rows(self, name: str, schema: Schema, rows: Rows) -> Table:
        """Keep rows made in Python, few (one per day, rule or group); return the handle.

        Each row has its values in the order of the columns of `schema`.
        """

    def keep_rows_from(
        self,
        name: str,
        schema: Schema,
        source: Table,
        make: Callable[[list[tuple[Any, ...]]], Rows],
    ) -> Table:
        """Keep the rows that `make` returns for the rows of `source`, both few.

        `make` runs in order with the queued statements. Returns the handle.
        """

    def count(self, expression: Table) -> int:
        """Compute and return the number of rows of the expression."""

    def rows(self, expression: Table) -> list[tuple[Any, ...]]:
        """Compute the expression and return its rows as tuples of Python values."""
