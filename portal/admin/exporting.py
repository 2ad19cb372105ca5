"""Exports the trail as JSON lines or CSV, so that others can verify it."""

from __future__ import annotations

import csv
import json
from contextlib import closing
from typing import TextIO

from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from portal.trail.tables import AuditEntry

COLUMNS = (
    "id", "at", "organisation", "person", "address", "action", "subject", "owner",
    "times", "previous", "hash",
)  # fmt: skip
AT_ONCE = 1000


def export(db: DatabaseSession, file: TextIO, *, is_csv: bool) -> int:
    """Write each entry as a line and return how many there are.

    A line of JSON holds what the hash is of, with `previous` and `hash`.
    """
    rows = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    if is_csv:
        rows.writeheader()
    wanted = select(AuditEntry).order_by(AuditEntry.id)
    count = 0
    with closing(db.scalars(wanted.execution_options(yield_per=AT_ONCE))) as entries:
        for entry in entries:
            count += 1
            row = {**entry.content(), "previous": entry.previous, "hash": entry.hash}
            if is_csv:
                rows.writerow({name: _cell(value) for name, value in row.items()})
            else:
                file.write(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n")
    return count


def _cell(value: str | int | None) -> str | int | None:
    """Return a value as a spreadsheet may show it: never as a formula."""
    is_formula = isinstance(value, str) and value.startswith(("=", "+", "-", "@"))
    return f"'{value}" if is_formula else value
