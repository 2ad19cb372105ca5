"""The records that a run's findings rest on, kept beside the findings.

`evidence.parquet` has one row for each record of which a listed finding speaks,
as its own or as the one it was held against, with the columns of the table
`records` (see `column_of`) as they were seen on the day judged for. A yearly
duty has a row too, by its `rule_id`, with the two sums it compares.
`parties.parquet` names the parties of those records and who owes the duties.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from engine.rulebook import Text, Vocabulary
from engine.rulebook.columns import RECORD_COLUMNS, column_of
from engine.tables.duckdb.session import open_locked
from engine.tables.sql import name as quoted
from engine.tables.sql import text

FILE = "evidence.parquet"
PARTIES = "parties.parquet"
Row = dict[str, Any]

_OF_A_YEAR = ("record_id", "actor_id")


def write_evidence(
    connection: duckdb.DuckDBPyConnection,
    words: Vocabulary,
    folder: Path,
    earlier: Path | None = None,
) -> None:
    """Write the records of the table `findings`; needs `facts` and `rule_words`.

    Where an earlier run is named, the findings that are not of `touched` are
    those of that run, and so are their records.
    """
    columns = ", ".join(
        quoted(name) if name in _OF_A_YEAR
        else f"CASE WHEN group_rule IS NULL THEN {quoted(name)} END AS {quoted(name)}"
        for name in map(column_of, (*RECORD_COLUMNS, *words.types))
    )  # fmt: skip
    facts = (
        f"(SELECT rule_id, {columns}, numerator, denominator "
        "FROM facts LEFT JOIN rule_words ON group_rule = rule)"
    )
    if earlier is None:
        select = _told(facts, "findings")
    else:
        kept = f"read_parquet({text(str(earlier / FILE))})"
        touched = "JOIN touched USING (rule_id, record_id)"
        select = (
            _told(facts, f"(FROM findings SEMI {touched})") + " UNION BY NAME "
            + _told(kept, f"(FROM findings ANTI {touched})")
        )  # fmt: skip
    _copy(connection, f"{select} ORDER BY record_id, rule_id", folder / FILE)
    named = f"""
        SELECT entity_id, any_value(name) AS name, any_value(name_en) AS name_en
        FROM entities SEMI JOIN (
            SELECT unnest([actor_id, counterparty_id]) AS entity_id
            FROM read_parquet({text(str(folder / FILE))})
            UNION ALL SELECT owed_by FROM findings
        ) AS met USING (entity_id)
        GROUP BY entity_id HAVING coalesce(name, name_en) IS NOT NULL
        ORDER BY entity_id"""
    _copy(connection, named, folder / PARTIES)


def _told(rows: str, findings: str) -> str:
    """Select the rows of which findings speak; a yearly row is of its own rule alone."""
    return f"""SELECT rows.* FROM {rows} AS rows SEMI JOIN (
        SELECT record_id, rule_id AS told_by FROM {findings}
        UNION ALL SELECT witness_id, rule_id FROM {findings}
    ) AS told ON told.record_id = rows.record_id
        AND coalesce(rows.rule_id, told_by) = told_by"""


def read_evidence(
    folder: Path, findings: Sequence[Mapping[str, Any]]
) -> tuple[list[Row], list[Row]] | None:
    """Return the rows of these findings' records and parties; None if none were kept.

    Raises duckdb.Error where a file is there and cannot be read.
    """
    file, parties = folder / FILE, folder / PARTIES
    if not file.is_file() or not parties.is_file():
        return None
    ids = _filled(findings, "record_id", "witness_id")
    with open_locked(file, parties) as connection:
        rows = _rows(connection, file, "record_id", ids)
        met = _filled([*rows, *findings], "actor_id", "counterparty_id", "owed_by")
        return rows, _rows(connection, parties, "entity_id", met)


class Evidence:
    """Rows of evidence, found by the finding that rests on them; names by party."""

    def __init__(self, rows: Sequence[Row], parties: Sequence[Row]) -> None:
        self._rows = {(row["record_id"], row["rule_id"]): row for row in rows}
        self.names = {
            row["entity_id"]: Text(
                row["name"] or row["name_en"], row["name_en"] or row["name"]
            )
            for row in parties
        }

    def record_of(self, finding: Mapping[str, Any]) -> Row | None:
        """Return the finding's own record, or its yearly sums; None if not kept."""
        record_id = finding["record_id"]
        of_a_year = self._rows.get((record_id, finding["rule_id"]))
        return of_a_year or self._rows.get((record_id, None))

    def witness_of(self, finding: Mapping[str, Any]) -> Row | None:
        """Return the record the finding was held against; None if there is none."""
        return self._rows.get((finding["witness_id"], None))


def _filled(rows: Iterable[Mapping[str, Any]], *columns: str) -> list[str]:
    found = (row.get(column) for row in rows for column in columns)
    return sorted({value for value in found if value is not None})


def _rows(
    connection: duckdb.DuckDBPyConnection, file: Path, key: str, wanted: list[str]
) -> list[Row]:
    table = connection.execute(
        f"SELECT * FROM read_parquet($file) "
        f"SEMI JOIN (SELECT unnest($wanted::VARCHAR[]) AS {key}) USING ({key})",
        {"file": str(file), "wanted": wanted},
    )
    names = [column[0] for column in table.description or ()]
    return [dict(zip(names, row, strict=True)) for row in table.fetchall()]


def _copy(connection: duckdb.DuckDBPyConnection, select: str, file: Path) -> None:
    connection.execute(f"COPY ({select}) TO {text(str(file))} (FORMAT parquet)")
