"""Narrows the summary of a run to what one party owes."""

from __future__ import annotations

from engine.evaluation.duty_counts import DutyCounts
from engine.rulebook.outcomes import VERDICT_WORDS
from engine.runs.evidence import FILE as EVIDENCE
from engine.runs.gaps import select_causes
from reports.folder import Content, Folder, Row

_OWED = "owed_by = $entity"


def summary_of_party(
    folder: Folder, summary: Content, duties: DutyCounts | None, entity: str
) -> Row:
    """Return a summary in which rules and causes count the duties of one party.

    Which records opened no duty of its own is not known of one party: none is counted.
    """
    counts = duties or DutyCounts()
    rules = [
        {
            **rule,
            **{word: counts[rule["rule_id"], entity, word] for word in VERDICT_WORDS},
            "no_duty": 0,
        }
        for rule in summary["rules"]
    ]
    return {
        **summary,
        "rules": rules,
        "undetermined_by_cause": _causes(folder, summary, entity),
    }


def _causes(folder: Folder, summary: Content, entity: str) -> list[Row]:
    """Count the causes of the run anew, the most duties first."""
    if not (folder.path / EVIDENCE).is_file():
        return []
    evidence = folder.path / EVIDENCE
    sql = select_causes("read_parquet($file)", "read_parquet($evidence)", _OWED)
    rows = folder.rows("findings.parquet", sql, entity=entity, evidence=evidence)
    counted = {row["cause"]: row for row in rows}
    causes = [
        {
            **cause,
            "duties": counted[cause["cause"]]["duties"],
            "subjects": counted[cause["cause"]]["subjects"],
        }
        for cause in summary.get("undetermined_by_cause", ())
        if cause["cause"] in counted
    ]
    return sorted(causes, key=lambda cause: (-cause["duties"], cause["cause"]))
