"""Rows made in Python as an Arrow table."""

from __future__ import annotations

import pyarrow as pa

from engine.tables.store import Rows, Schema


def arrow_table(schema: Schema, rows: Rows) -> pa.Table:
    """Return the rows as an Arrow table with the columns of `schema`, in their order."""
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [
        pa.array(values, kind)
        for values, kind in zip(columns, schema.values(), strict=True)
    ]
    return pa.table(dict(zip(schema, arrays, strict=True)))
