"""Reads findings batch by batch, with the run that they come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, cast

import duckdb

from engine.dataset import Dataset
from engine.dataset.origin import PLACE
from engine.errors import message
from engine.rulebook import Rule, Rulebook
from engine.runs.rows import FindingRow

# Rows in memory at a time.
BATCH = 10_000


@dataclass(frozen=True)
class Origin:
    """What a run checked and by which rules, for the formats that describe it.

    `rules` are the rules checked. `findings_hash` covers all findings. `idle` are the
    rules under which no record opened a duty, in a run that lists every duty.
    `is_nothing_judged` says that no duty was judged. `is_compared`: the table
    `comparison` has the states against a baseline.
    """

    as_of: date
    dataset: Dataset
    rulebook: Rulebook
    rules: tuple[Rule, ...]
    findings_hash: str
    failures: tuple[str, ...] = ()
    idle: tuple[Rule, ...] = ()
    is_compared: bool = False
    is_nothing_judged: bool = False

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        """Why the run is no pass whatever its findings say: each with its kind."""
        failures = [("engine failure", text) for text in self.failures]
        if self.is_nothing_judged:
            text = message("runs.nothing-is-no-pass")
            words = both(text.in_language("zh"), text.in_language("en"))
            failures.append(("nothing judged", words))
        return tuple(failures)

    @property
    def records_file(self) -> str:
        """The name of the file of the records."""
        return self.dataset.files["records"]

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The file of the records, and after it those that a mapping read."""
        origin = self.dataset.origin
        sources = (each["file"] for each in origin.files) if origin else ()
        return tuple(dict.fromkeys((self.records_file, *sources)))

    def findings(
        self, connection: duckdb.DuckDBPyConnection, order: str = "owed_by, rule_id"
    ) -> Iterator[FindingRow]:
        """Yield the findings in order, then by record; needs `findings` and `records`.

        Read them to the end before the connection runs another statement.
        """
        state = "comparison.state" if self.is_compared else "NULL"
        join = "LEFT JOIN comparison USING (finding_id)" if self.is_compared else ""
        places = self.dataset.places_of("records")
        rows = rows_of(
            connection,
            f"SELECT findings.*, records.row, {state} AS state, {', '.join(PLACE)} "
            f"FROM findings LEFT JOIN records USING (record_id) {join} "
            f"LEFT JOIN ({places}) AS places ON places.row = records.row "
            f"ORDER BY {_qualified(order)}, findings.record_id",
        )
        yield from cast("Iterator[FindingRow]", rows)

    def file(self, finding: FindingRow) -> str:
        """Return the file of the finding's record: that of the source where it is known."""
        return finding["source_file"] or self.records_file

    def line(self, finding: FindingRow) -> int | None:
        """Return the line of the finding's record in that file; None where unsure."""
        if finding["row"] is None:
            return None
        if finding["source_file"] is None:
            return self.dataset.line_of_record(finding["row"])
        origin = self.dataset.origin
        is_even = origin is not None and finding["source_file"] in origin.even
        return finding["source_row"] if is_even else None


def rows_of(
    connection: duckdb.DuckDBPyConnection, query: str
) -> Iterator[dict[str, Any]]:
    """Yield the rows of a query by column name, with one batch in memory."""
    result = connection.execute(query)
    names = [column[0] for column in result.description or ()]
    while rows := result.fetchmany(BATCH):
        for row in rows:
            yield dict(zip(names, row, strict=True))


def both(zh: str, en: str) -> str:
    """Return one text with the Chinese on the first line, the English on the next."""
    return f"{zh}\n{en}"


def _qualified(order: str) -> str:
    """Put the table before each column of an ORDER BY list."""
    return ", ".join(f"findings.{column.strip()}" for column in order.split(","))
