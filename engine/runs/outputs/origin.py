"""Where findings come from, and the findings themselves, read batch by batch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from engine.dataset import Dataset
from engine.rulebook import Rule, Rulebook

BATCH = 10_000
Finding = dict[str, Any]


@dataclass(frozen=True)
class Origin:
    """What a run judged and by what, for formats that tell it beside the findings.

    `findings_hash` is over all findings. `idle` are the rules of the run under
    which no record opened a duty, where the run tells every duty. `is_compared`:
    the table `comparison` says what a baseline had.
    """

    as_of: date
    dataset: Dataset
    rulebook: Rulebook
    rules: tuple[Rule, ...]
    findings_hash: str
    failures: tuple[str, ...] = ()
    idle: tuple[Rule, ...] = ()
    is_compared: bool = False

    @property
    def records_file(self) -> str:
        return self.dataset.files["records"]

    def findings(
        self, connection: duckdb.DuckDBPyConnection, order: str = "owed_by, rule_id"
    ) -> Iterator[Finding]:
        """Yield the findings in order, each with its `row` and its `state`.

        `row` is the number of its record in the file, None for a duty of a
        year; `state` is what a baseline makes of it (see `engine.baseline`).
        Read them to the end before the connection is asked something else.
        """
        state = "comparison.state" if self.is_compared else "NULL"
        join = "LEFT JOIN comparison USING (finding_id)" if self.is_compared else ""
        yield from rows_of(
            connection,
            f"SELECT findings.*, records.row, {state} AS state FROM findings "
            f"LEFT JOIN records USING (record_id) {join} "
            f"ORDER BY {_qualified(order)}, findings.record_id",
        )

    def line(self, finding: Finding) -> int | None:
        """Return the line of the finding's record in the file, where it is certain."""
        if finding["row"] is None:
            return None
        return self.dataset.line_of_record(finding["row"])


def rows_of(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[Finding]:
    """Yield the rows of a query by column name, a batch at a time in memory."""
    result = connection.execute(query)
    names = [column[0] for column in result.description or ()]
    while rows := result.fetchmany(BATCH):
        for row in rows:
            yield dict(zip(names, row, strict=True))


def both(zh: str, en: str) -> str:
    """Set the two languages under each other, as one text."""
    return f"{zh}\n{en}"


def _qualified(order: str) -> str:
    return ", ".join(f"findings.{column.strip()}" for column in order.split(","))
