"""The records that a run's findings rest on, kept beside the findings.

`evidence.parquet` has one row for each record that a listed finding names, as its own
(`record_id`) or as the one it was matched with (`witness_id`), with the columns of the
table `records` (see `column_of`) as of the evaluation day, and with where a mapping had it
from: `source_file`, `source_sheet`, `source_row`, empty in a dataset that no mapping wrote.
A yearly duty has one row with its `rule_id` and the two sums that it compares
(`numerator`, `denominator`).
`parties.parquet` has the parties of those records and those that owe any duty:
`entity_id`, and of the register `name`, `name_en`, `roles` (joined by `;`), `region`, each
null where it is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import cast

import duckdb

from engine.dataset import Dataset
from engine.dataset.origin import PLACE
from engine.rulebook import Text
from engine.rulebook.columns import RECORD_COLUMNS, column_of
from engine.runs.duty_counts import FILE as DUTY_COUNTS
from engine.runs.rows import EvidenceRow, PartyRow
from engine.tables.duckdb.session import open_locked
from engine.tables.sql import copy, text, texts
from engine.tables.sql import name as quoted

FILE = "evidence.parquet"
PARTIES = "parties.parquet"

# A yearly duty is no record: of the columns of records it has only these.
_YEARLY_COLUMNS = ("record_id", "actor_id")


def write_evidence(
    connection: duckdb.DuckDBPyConnection,
    dataset: Dataset,
    folder: Path,
    earlier: Path | None = None,
) -> None:
    """Write both files for the table `findings`; needs `facts`, `rule_words`, `records`.

    The folder has `duty_counts.parquet`, for the parties that owe duties.

    `earlier` is the folder of a run from which the findings outside the table
    `affected_duties` (`rule_id`, `record_id`) were copied: so are their records.
    """
    columns = ", ".join(
        quoted(name) if name in _YEARLY_COLUMNS
        else f"CASE WHEN group_rule IS NULL THEN {quoted(name)} END AS {quoted(name)}"
        for name in map(column_of, (*RECORD_COLUMNS, *dataset.words.types))
    )  # fmt: skip
    facts = (
        f"(SELECT rule_id, {columns}, numerator, denominator "
        "FROM facts LEFT JOIN rule_words ON group_rule = rule)"
    )
    if earlier is None:
        select = _rows_named_by(facts, "findings")
    else:
        # The places are those of today: rows may have moved in the source.
        but_places = f"COLUMNS(lambda name: name NOT IN {texts(PLACE)})"
        kept = f"(SELECT {but_places} FROM read_parquet({text(str(earlier / FILE))}))"
        affected = "JOIN affected_duties USING (rule_id, record_id)"
        select = (
            _rows_named_by(facts, f"(FROM findings SEMI {affected})")
            + " UNION BY NAME "
            + _rows_named_by(kept, f"(FROM findings ANTI {affected})")
        )
    placed = _with_places(select, dataset.places_of("records"))
    _copy(connection, f"{placed} ORDER BY record_id, rule_id", folder / FILE)
    _copy(connection, _select_parties(folder), folder / PARTIES)


def read_evidence(
    folder: Path, findings: Sequence[Mapping[str, object]]
) -> tuple[list[EvidenceRow], list[PartyRow]] | None:
    """Return the rows of these findings' records, and of the parties that they name.

    The findings need the columns `record_id`, `witness_id` and `owed_by`. Returns None
    where the run kept no evidence; raises duckdb.Error where a file cannot be read.
    """
    file, parties = folder / FILE, folder / PARTIES
    if not file.is_file() or not parties.is_file():
        return None
    ids = _values(findings, "record_id", "witness_id")
    with open_locked(file, parties) as connection:
        rows = _rows(connection, file, "record_id", ids)
        named = _values([*rows, *findings], "actor_id", "counterparty_id", "owed_by")
        found = _rows(connection, parties, "entity_id", named)
        return rows, cast("list[PartyRow]", found)


class Evidence:
    """Evidence rows by the finding that rests on them, and the names of the parties.

    `names`: each party's names by its id, where one of the two is missing the other.
    """

    def __init__(
        self, rows: Sequence[EvidenceRow], parties: Sequence[PartyRow]
    ) -> None:
        self._rows = {(row["record_id"], row["rule_id"]): row for row in rows}
        self.names = {
            row["entity_id"]: Text(
                row["name"] or row["name_en"] or "", row["name_en"] or row["name"] or ""
            )
            for row in parties
            if row["name"] or row["name_en"]
        }

    def record_of(self, finding: Mapping[str, object]) -> EvidenceRow | None:
        """Return the row of the finding's record or yearly sums; None if not kept."""
        record_id = finding["record_id"]
        yearly = self._rows.get((record_id, finding["rule_id"]))
        return yearly or self._rows.get((record_id, None))

    def witness_of(self, finding: Mapping[str, object]) -> EvidenceRow | None:
        """Return the row of the record it was matched with; None if there is none."""
        return self._rows.get((finding["witness_id"], None))


def _rows_named_by(rows: str, findings: str) -> str:
    """Select the rows that findings name; a yearly row only for findings of its rule."""
    return f"""SELECT rows.* FROM {rows} AS rows SEMI JOIN (
        SELECT record_id, rule_id AS named_by FROM {findings}
        UNION ALL SELECT witness_id, rule_id FROM {findings}
    ) AS named ON named.record_id = rows.record_id
        AND coalesce(rows.rule_id, named_by) = named_by"""


def _with_places(rows: str, places: str) -> str:
    """Add the places of records to rows of the evidence; a yearly duty has none."""
    return f"""SELECT kept.*, {", ".join(PLACE)} FROM ({rows}) AS kept LEFT JOIN (
        SELECT record_id, {", ".join(PLACE)} FROM records JOIN ({places}) USING (row)
    ) AS placed ON placed.record_id = kept.record_id AND kept.rule_id IS NULL"""


def _select_parties(folder: Path) -> str:
    """Select the parties of the evidence and those that owe a duty, listed or not."""
    evidence, counts = (
        f"read_parquet({text(str(folder / name))})" for name in (FILE, DUTY_COUNTS)
    )
    return f"""
        WITH named AS (
            SELECT unnest([actor_id, counterparty_id]) AS entity_id FROM {evidence}
            UNION SELECT owed_by FROM {counts}
        ), known AS (
            SELECT entity_id, any_value(name) AS name, any_value(name_en) AS name_en,
                first(array_to_string(roles, ';')) AS roles, any_value(region) AS region
            FROM entities GROUP BY entity_id
        )
        SELECT entity_id, name, name_en, roles, region
        FROM named LEFT JOIN known USING (entity_id)
        WHERE entity_id IS NOT NULL ORDER BY entity_id"""


def _values(rows: Iterable[Mapping[str, object]], *columns: str) -> list[str]:
    """Return the distinct values of columns, without nulls, in order."""
    found = (row.get(column) for row in rows for column in columns)
    return sorted({str(value) for value in found if value is not None})


def _rows(
    connection: duckdb.DuckDBPyConnection, file: Path, key: str, ids: list[str]
) -> list[EvidenceRow]:
    table = connection.execute(
        f"SELECT * FROM read_parquet($file) "
        f"SEMI JOIN (SELECT unnest($ids::VARCHAR[]) AS {key}) USING ({key})",
        {"file": str(file), "ids": ids},
    )
    names = [column[0] for column in table.description or ()]
    return [dict(zip(names, row, strict=True)) for row in table.fetchall()]


def _copy(connection: duckdb.DuckDBPyConnection, select: str, file: Path) -> None:
    connection.execute(copy(select, file))
