"""What a run could not read, and what its duties lack: the figures of `summary.json`.

Each figure names the table or file to act on, so that the terminal, the page and the
report can point to it (see `notices`).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from engine.dataset import Dataset
from engine.errors import message
from engine.evaluation.columns_read import columns_at, columns_read
from engine.rulebook import Rule
from engine.rulebook.columns import REGISTERS
from engine.runs.evidence import FILE
from engine.runs.result import RunResult
from engine.runs.summary import AbsentSummary, CauseSummary, wording
from engine.tables.sql import text
from engine.wording.labels import Labels

REJECTED = "rejected.csv"
MANIFEST = "dataset.yaml"

# Causes that are no columns, with the file or table to act on.
_CAUSES = {
    "rejected": ("runs.cause.rejected", REJECTED),
    "complete.until": ("runs.cause.ended", MANIFEST),
    "complete.from": ("runs.cause.begun", MANIFEST),
    "calendar": ("runs.cause.calendar", ""),
    "denominator": ("runs.cause.zero", "records"),
    "outlets": ("runs.cause.outlets", "outlets"),
}
# What a cause is about, by the first word of its path: what it is counted in, and the
# column of the findings `f` or of the evidence `e` that names it.
_SUBJECTS = {
    "actor": ("parties", "f.actor_id"),
    "counterparty": ("parties", "e.counterparty_id"),
    "battery": ("batteries", "f.battery_code"),
    "vehicle": ("vehicles", "f.vin"),
}
_RECORDS = ("records", "f.record_id")
_REPORTED = ("records", "reported_on")


def unread_rows(dataset: Dataset) -> dict[str, int]:
    """Return the number of rejected rows of each table that has any."""
    counts = dataset.counts.items()
    return {table: each["rejected"] for table, each in counts if each["rejected"]}


def absent_parts(dataset: Dataset, rules: Iterable[Rule]) -> AbsentSummary:
    """Return which columns and tables no file has; `needed` by these rules.

    Always needed is `reported_on`: an empty cell says that nothing was reported.
    """
    columns = {
        table: sorted(absent)
        for table, absent in dataset.absent_columns.items()
        if absent
    }
    read = {_REPORTED}.union(*map(columns_read, rules))
    tables = sorted(set(REGISTERS) - dataset.present)
    needed = {
        table: sorted(column for column in absent if (table, column) in read)
        for table, absent in columns.items()
    }
    return {
        "columns": columns,
        "tables": tables,
        "needed_columns": {table: names for table, names in needed.items() if names},
        "needed_tables": sorted({table for table, _ in read} & set(tables)),
    }


def undetermined_by_cause(result: RunResult, folder: Path) -> list[CauseSummary]:
    """Count the binding duties that each cause leaves undetermined, the most first.

    Needs the table `findings`, and the evidence in the folder of the run. `subjects`
    are the distinct parties, batteries, vehicles or records that the cause is about.
    """
    evidence = f"read_parquet({text(str(folder / FILE))})"
    rows = result.tables.connection.execute(select_causes("findings", evidence))
    return [
        _cause(cause, duties, subjects, result.dataset)
        for cause, duties, subjects in rows.fetchall()
    ]


def select_causes(findings: str, evidence: str, where: str = "TRUE") -> str:
    """Select cause, duties and subjects of the binding duties that are undetermined.

    `findings` and `evidence` are tables in SQL, `where` limits the findings `f`.
    """
    return (
        "SELECT coalesce(missing_field, '') AS cause, count(*) AS duties, "
        f"count(DISTINCT {subject_column()}) AS subjects FROM {findings} f "
        f"LEFT JOIN (FROM {evidence} WHERE rule_id IS NULL) e USING (record_id) "
        f"WHERE verdict = 'undetermined' AND force = 'binding' AND {where} "
        "GROUP BY missing_field ORDER BY count(*) DESC, missing_field"
    )


def subject_column(*, has_evidence: bool = True) -> str:
    """Write the column in SQL that names what the cause of a finding is about.

    `f` are the findings, `e` their evidence. Without that, what it alone names is counted
    by records.
    """
    branches = (
        f"WHEN split_part(missing_field, '.', 1) = '{head}' THEN {column}"
        for head, (_, column) in _SUBJECTS.items()
        if has_evidence or not column.startswith("e.")
    )
    return f"CASE {' '.join(branches)} ELSE {_RECORDS[1]} END"


def _cause(cause: str, duties: int, subjects: int, dataset: Dataset) -> CauseSummary:
    of, _ = _SUBJECTS.get(cause.partition(".")[0], _RECORDS)
    code, table, column = _code_of(cause, dataset)
    label = Labels(dataset.words, {}).label(cause)
    words = message(code, label=label, table=table, column=column)
    return {
        "cause": cause, **wording(words), "duties": duties, "of": of,
        "subjects": subjects, "place": _place(table, dataset),
    }  # fmt: skip


def _place(table: str, dataset: Dataset) -> str:
    """Return the file of a table, "" where it has none; other places as they are."""
    return dataset.files.get(table, "" if table in REGISTERS else table)


def _code_of(cause: str, dataset: Dataset) -> tuple[str, str, str]:
    """Return the message of a cause, the table or file to act on, and an absent column."""
    if cause == "outlets" and cause not in dataset.files:
        return "runs.cause.no-table", cause, ""
    if cause == "complete.from" and dataset.complete.start is None:
        return "runs.cause.start-not-said", MANIFEST, ""
    if cause in _CAUSES:
        return (*_CAUSES[cause], "")
    table, columns = columns_at(cause)
    if table not in dataset.files:
        return "runs.cause.no-table", table, ""
    for column in columns:
        if column in dataset.absent_columns.get(table, ()):
            return "runs.cause.no-column", table, column
    return "runs.cause.not-given", table, ""
