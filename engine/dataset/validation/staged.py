"""What staging leaves for the checks that follow: rows as typed values, and faults."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.dataset.validation.remarks import Remarks


@dataclass(frozen=True)
class Staged:
    """A staged table: row, line, content, faults, and the values by their columns.

    `name` is that of the table, or a query of it in parentheses.
    `content` is a hash over all cells as read, equal for equal rows; `faults` is a list
    of structs (see `reasons.fault`), NULL where the row has none. Rows without any filled
    cell are left out; the numbers of the others count them. `unread` rows the reader has
    rejected itself. `faulty` queries the numbers of the rows with faults; None: there are
    none. `at` turns a query of row numbers into one of these rows in full. `sound` names
    a table with row and values of all rows without faults, which may be quicker to
    query. `is_view`: every query of the table reads the file.
    """

    name: str
    sound: str
    faulty: str | None
    at: Callable[[str], str]
    is_view: bool
    remarks: Remarks
    unread: int = 0
