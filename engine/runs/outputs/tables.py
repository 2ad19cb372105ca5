"""Writes findings as tables."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from engine.evaluation.findings import COLUMNS
from engine.tables.sheets import EVERY_CELL_QUOTED, Sheet, write_sheet
from engine.tables.sql import copy
from engine.wording.heads import FINDING_HEADS
from engine.wording.terms import Language

_FOR_PEOPLE = ("csv", "xlsx")
# The columns that stand beside an id and name it.
_NAMES = {
    "rule_id": ("rule_title_zh", "rule_title_en"),
    "actor_id": ("actor_name",),
    "owed_by": ("owed_by_name",),
}
_PLAIN = ("occurred_on", "due_on", "done_on", "days")
_ORDER = "ORDER BY owed_by, rule_id, record_id"


def write_findings(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    formats: Sequence[str],
    heads: Language | None = None,
) -> None:
    """Write the table `findings` in those of the formats that are tables.

    Parquet and JSON Lines have the columns of a finding; CSV and XLSX, which people open,
    have NAMED_COLUMNS, with heads in a language where one is given. Needs `rule_titles`
    (rule_id, rule_title_zh, rule_title_en) and `entities`.
    """
    write_sheet(
        connection, folder, Sheet("findings", _select_findings(), COLUMNS),
        [name for name in formats if name not in _FOR_PEOPLE],
    )  # fmt: skip
    worded = (
        [FINDING_HEADS[name].in_language(heads) for name in NAMED_COLUMNS]
        if heads
        else ()
    )
    named = Sheet("findings", _select_named(), NAMED_COLUMNS, _PLAIN, worded)
    write_sheet(connection, folder, named, [n for n in formats if n in _FOR_PEOPLE])


def canonical_hash(connection: duckdb.DuckDBPyConnection, scratch: Path) -> str:
    """Return the SHA-256 of the findings as CSV with every cell quoted, in order.

    The CSV is written to `scratch` meanwhile; its cells are not protected from being
    taken for formulas, so that the hash depends on the findings alone.
    """
    file = scratch / "canonical.csv"
    connection.execute(copy(_select_findings(), file, EVERY_CELL_QUOTED))
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    file.unlink()
    return digest.hexdigest()


def _select_findings() -> str:
    return f"SELECT {', '.join(COLUMNS)} FROM findings {_ORDER}"


def _select_named() -> str:
    """Select the findings with the titles of their rules and the names of their parties."""
    names = (
        "SELECT entity_id, coalesce(any_value(name), any_value(name_en)) AS name "
        "FROM entities GROUP BY entity_id"
    )
    joined = " ".join(
        f"LEFT JOIN (SELECT entity_id AS {party}, name AS {named} FROM names) "
        f"USING ({party})"
        for party, named in (("actor_id", "actor_name"), ("owed_by", "owed_by_name"))
    )
    return (
        f"WITH names AS ({names}) SELECT {', '.join(NAMED_COLUMNS)} FROM findings "
        "LEFT JOIN rule_titles USING (rule_id) "
        f"{joined} {_ORDER}"
    )


def _named_columns() -> Iterator[str]:
    """Yield the columns of findings, each id followed by what it is the id of."""
    for name in COLUMNS:
        yield name
        yield from _NAMES.get(name, ())


NAMED_COLUMNS = tuple(_named_columns())
