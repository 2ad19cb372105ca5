"""`index.csv` beside the reports of all enterprises: figures, file, and what became of each.

It is written again after each report, so that what is interrupted leaves a true table.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from engine.errors import Language, Message, ReportError, Text
from engine.evaluation.duty_counts import DutyCounts
from engine.files.publishing import whole_file
from engine.files.spreadsheet import plain_cell
from engine.wording.terms import VERDICTS
from reports.bulk import Job, Printed
from reports.run import RunFolder

INDEX = "index.csv"
_FIGURES = ("breach", "undetermined", "pending", "compliant")
_HEADS = (Text("主体编号", "Enterprise"), Text("名称", "Name"))
_ENDS = (Text("文件", "File"), Text("状态", "State"))
_FRESH, _KEPT = Text("已出具", "printed"), Text("此前已出具", "printed before")
_WAITING = Text("尚未出具", "not printed yet")


class Index:
    """The table of the reports of one run, in one language, at its place.

    ReportError where the run did not count duties.
    """

    def __init__(
        self, file: Path, folder: RunFolder, jobs: Sequence[Job], language: Language
    ) -> None:
        self._file, self._jobs, self._language = file, jobs, language
        heads = [*_HEADS, *(VERDICTS[verdict] for verdict in _FIGURES), *_ENDS]
        self._heads = [head.in_language(language) for head in heads]
        self._figures = {job.entity: self._of(folder, job.entity) for job in jobs}

    def _of(self, folder: RunFolder, party: str | None) -> list[object]:
        """Return the name of a party, and its binding duties by verdict."""
        duties, binding = duties_of(folder), binding_rules(folder)
        return [
            folder.party(party or "").name.in_language(self._language),
            *(sum(duties[rule, party, word] for rule in binding) for word in _FIGURES),
        ]

    def write(self, printed: Printed) -> None:
        """Write what became of the reports until now.

        The table is in UTF-8 with a mark that spreadsheets know it by.
        """
        states: Mapping[str | None, Text | Message] = {
            **{job.entity: _FRESH for job in printed.fresh},
            **{job.entity: _KEPT for job in printed.kept},
            **{one.job.entity: one.reason for one in printed.failures},
        }
        there = {job.entity for job in (*printed.fresh, *printed.kept)}
        rows = [self._heads]
        for job in self._jobs:
            file = job.out.name if job.entity in there else ""
            state = states.get(job.entity, _WAITING).in_language(self._language)
            cells = [job.entity, *self._figures[job.entity], file, state]
            rows.append([plain_cell(cell) for cell in cells])
        with (
            whole_file(self._file) as fresh,
            fresh.open("w", encoding="utf-8-sig", newline="") as to,
        ):
            csv.writer(to).writerows(rows)


def duties_of(folder: RunFolder) -> DutyCounts:
    """Return the duties of a run; ReportError where it did not count them."""
    if folder.duties is None:
        raise ReportError("reports.no-duty-counts", run=folder.folder.path)
    return folder.duties


def binding_rules(folder: RunFolder) -> set[str]:
    """Return the ids of the rules that bind."""
    rules = folder.summary["rules"]
    return {rule["rule_id"] for rule in rules if rule["force"] == "binding"}
