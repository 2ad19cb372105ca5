"""Writes the table functions by which DuckDB reads CSV: all texts, nothing guessed."""

from __future__ import annotations

from engine.dataset.readers.encoding import LINE_LIMIT
from engine.tables import sql

_EXACT = (
    f"auto_detect = false, strict_mode = true, max_line_size = {LINE_LIMIT}, "
    "store_rejects = true, rejects_limit = 0"
)


def cells(
    path: str, width: int, delimiter: str = ",", *, has_header: bool = True
) -> str:
    """Write the scan of the cells below the header: c0, c1, …; `path` is SQL text.

    Without a header the first row has cells, too.
    """
    types = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(width))
    return (
        f"read_csv({path}, header = {has_header}, delim = {sql.text(delimiter)}, quote = '\"', "
        f"escape = '\"', nullstr = '', columns = {{{types}}}, {_EXACT})"
    )


def lines(path: str) -> str:
    """Write the scan of whole lines: `line` from 1, `content` (NULL: empty)."""
    never = "chr(1) || chr(2) || chr(3) || chr(4)"
    return (
        "(SELECT row_number() OVER () AS line, content FROM "
        f"read_csv({path}, header = false, delim = {never}, quote = '', "
        f"escape = '', columns = {{'content': 'VARCHAR'}}, {_EXACT}))"
    )
