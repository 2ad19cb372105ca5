"""The gravest breaches of a run, with where in the source their records stand.

For the terminal, which shows a few where a mapping had the records from a source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.errors import Text
from engine.runs.evidence import FILE
from engine.tables.duckdb.session import query_files
from engine.wording.places import place_of

_FINDINGS = "findings.parquet"
# A yearly duty has no record of its own, and so no place.
_GRAVEST = """
    SELECT f.rule_id, f.reason_zh, f.reason_en, e.source_file, e.source_sheet, e.source_row
    FROM read_parquet($findings) f JOIN read_parquet($evidence) e USING (record_id)
    WHERE f.force = 'binding' AND f.verdict = 'breach' AND e.rule_id IS NULL
        AND e.source_file IS NOT NULL
    ORDER BY list_position(['critical', 'major', 'minor'], f.severity),
        e.source_file, e.source_sheet NULLS FIRST, e.source_row, f.rule_id
    LIMIT $count
"""


@dataclass(frozen=True)
class FirstBreach:
    """A breach of a binding rule: why it is one, and the place of its record."""

    rule_id: str
    reason: Text
    place: Text


def first_breaches(folder: Path, count: int) -> Sequence[FirstBreach]:
    """Return the gravest breaches whose records have a place, at most `count`.

    None where the run left no findings.parquet.
    """
    findings = folder / _FINDINGS
    if not findings.is_file():
        return ()
    rows = query_files(
        _GRAVEST, {"count": count}, findings=findings, evidence=folder / FILE
    )
    found = []
    for row in rows:
        if place := place_of(row):
            reason = Text(row["reason_zh"], row["reason_en"])
            found.append(FirstBreach(row["rule_id"], reason, place))
    return found
