"""Finds the rows of broken CSV lines, and the lines of rejected rows.

DuckDB reports a broken row by a number that counts blank lines and ignores line
breaks inside quotation marks. Where a file has either, its lines are read once more
with their quotation marks paired, which shows on which line each row begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from engine.dataset.raw_table import ReadContext
from engine.dataset.readers import csv_scan
from engine.dataset.readers.numbering import renumbered
from engine.dataset.validation import reasons
from engine.dataset.validation.texts import BLANK
from engine.errors import Language, Message
from engine.tables import sql

# So many characters of a broken row are kept.
BEGINNING = 200
_REASONS = {
    "TOO MANY COLUMNS": reasons.TOO_WIDE,
    "UNQUOTED VALUE": reasons.QUOTES,
    "LINE SIZE OVER MAXIMUM": reasons.LINE_SIZE,
}
_LINE_MAP = """CREATE OR REPLACE TEMP TABLE line_map AS
WITH counted AS (
    SELECT line, content IS NULL AS is_blank,
        coalesce(length(content) - length(replace(content, '"', '')), 0) AS marks
    FROM {lines}),
paired AS (
    SELECT line, is_blank, coalesce(sum(marks) OVER (
        ORDER BY line ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
    FROM counted)
SELECT line, is_blank, row_number() OVER (ORDER BY line) AS place,
    count(*) FILTER (NOT is_blank) OVER (
        ORDER BY line ROWS UNBOUNDED PRECEDING) - 1 AS row
FROM paired WHERE before % 2 = 0"""


def take_broken(context: ReadContext) -> int:
    """Keep the rows that are no CSV as the table `broken`; return how many they are.

    It has their `place` among all rows of the file, blank lines and the header
    included, `row` as the number below the header, the `kind` of fault that DuckDB
    reports, and how the row begins as `value`.
    """
    context.run(
        "CREATE OR REPLACE TEMP TABLE broken AS "
        "SELECT line AS place, line - 1 AS row, first(error_type) AS kind, "
        f"left(trim(first(csv_line), chr(10) || chr(13)), {BEGINNING}) AS value "
        "FROM reject_errors GROUP BY line"
    )
    context.run("DELETE FROM reject_errors")
    return context.count("SELECT count(*) FROM broken")


def is_filled(delimiter: str) -> str:
    """Write the condition that a broken row has more than empty cells."""
    marks = re.escape(delimiter)
    empty = sql.text(f'({marks}|"|{BLANK})*')
    return f"NOT regexp_full_match(value, {empty})"


@dataclass
class Places:
    """The rows and lines of one CSV file; `lines` is the number of its lines."""

    context: ReadContext
    path: Path
    table: str
    file: str
    width: int
    lines: int
    has_even_lines: bool = field(default=True, init=False)
    has_map: bool = field(default=False, init=False)

    def after_staging(self, staged: str) -> int:
        """Reject the rows that are no CSV, renumber the others; return how many.

        Rows without any filled cell, be their commas too few or many, are passed over.
        """
        broken = take_broken(self.context)
        rows = broken + self.context.count(f"SELECT count(*) FROM {staged}")
        self.has_even_lines = rows + 1 == self.lines
        if broken:
            if not self.has_even_lines:
                self._map_lines(rows)
                self._skip_blank_lines()
            numbered = renumbered(staged, "row", "broken")
            self.context.run(f"CREATE TEMP TABLE renumbered AS {numbered}")
            self.context.run(
                f"CREATE OR REPLACE TEMP VIEW {staged} AS SELECT * FROM renumbered"
            )
            self._reject_broken()
        self._rows = rows
        return self.context.count(f"SELECT count(*) FROM broken WHERE {is_filled(',')}")

    def find_lines(self) -> None:
        """Fill in the lines of rejected rows, where they are certain."""
        if self.has_even_lines:
            self._set_lines("row + 1", "true")
            return
        if not self.has_map:
            self._map_lines(self._rows)
        if self.has_map:
            self._set_lines("m.line", "m.row = rejected.row AND NOT m.is_blank", "m")

    def _map_lines(self, rows: int) -> None:
        lines = csv_scan.lines(self.context.safe(self.path))
        self.context.run(_LINE_MAP.format(lines=lines))
        self.context.run("DELETE FROM reject_errors")
        last = "SELECT coalesce(max(row), -1) FROM line_map"
        self.has_map = self.context.count(last) == rows

    def _skip_blank_lines(self) -> None:
        if self.has_map:
            self.context.run(
                "UPDATE broken SET row = m.row FROM line_map m "
                "WHERE m.place = broken.place"
            )

    def _reject_broken(self) -> None:
        values = [sql.text(self.table), sql.text(self.file), "row", "NULL", "''"]
        zh, en = self._reason("zh"), self._reason("en")
        self.context.run(
            f"INSERT INTO rejected SELECT {', '.join(values)}, value, {zh}, {en} "
            f"FROM broken WHERE {is_filled(',')}"
        )

    def _reason(self, language: Language) -> str:
        """Write the reason as SQL, by the `kind` that DuckDB reports."""
        by_kind: dict[str, Message] = {
            **_REASONS,
            "MISSING COLUMNS": reasons.too_few(self.width),
        }
        cases = " ".join(
            f"WHEN {sql.text(kind)} THEN {sql.text(reason.in_language(language))}"
            for kind, reason in by_kind.items()
        )
        other = sql.text(reasons.UNREADABLE.in_language(language))
        return f"CASE kind {cases} ELSE {other} END"

    def _set_lines(self, line: str, condition: str, alias: str | None = None) -> None:
        source = f"FROM line_map {alias} " if alias else ""
        self.context.run(
            f"UPDATE rejected SET line = {line} {source}"
            f"WHERE table_name = ? AND {condition}",
            self.table,
        )
