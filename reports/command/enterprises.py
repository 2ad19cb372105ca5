"""Prints a report for each enterprise of a run, with a table of them all beside.

`index.csv` has a line for each enterprise: its binding duties by verdict, its file, and
what became of it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.errors import Language, Message, ReportError, Text, UsageError, message
from engine.evaluation.duty_counts import DutyCounts
from engine.files.progress import Progress
from engine.files.publishing import whole_file
from engine.files.spreadsheet import plain_cell
from engine.wording.terms import VERDICTS
from reports.bulk import Job, print_all
from reports.choices import ReportKind, ReportLanguage
from reports.kinds import KINDS
from reports.run import RunFolder, read_run_folder

INDEX = "index.csv"
_FIGURES = ("breach", "undetermined", "pending", "compliant")
_HEADS = (Text("主体编号", "Enterprise"), Text("名称", "Name"))
_ENDS = (Text("文件", "File"), Text("状态", "State"))
_FRESH, _KEPT = Text("已出具", "printed"), Text("此前已出具", "printed before")
# A file system takes no more bytes in a name than 255; some are for a number and .pdf.
_MOST_BYTES = 200
# What a file system or a shell may take for something else, and all that is not seen.
_UNSAFE = re.compile(
    r'[\\/:*?"<>|\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]'
)


@dataclass(frozen=True)
class Asked:
    """Which reports are asked for, besides the enterprises."""

    run: Path
    kind: ReportKind
    language: ReportLanguage
    cap: int
    against: Path | None = None


@dataclass(frozen=True)
class Outcome:
    """How many reports there are now, and why some are not, by the name of the party."""

    fresh: int
    kept: int
    failures: Sequence[tuple[Text, Text | Message]]


def print_enterprises(
    asked: Asked, out: Path, workers: int, progress: Progress
) -> Outcome:
    """Print a report for each enterprise that the kind is about into the folder `out`.

    Those that `out` has already, of the same run, are kept. A notice is made for each
    enterprise in breach of a binding rule, other kinds for each that owes a duty.
    UsageError where `out` is a file, ReportError where the run did not count duties.
    """
    folder = read_run_folder(asked.run, cap=1)
    _make(out)
    parties = _parties(folder, asked.kind)
    names = file_names({party: folder.party(party).name.zh for party in parties})
    jobs = [
        Job(asked.run, out / names[party], asked.kind, party, asked.language, asked.cap,
            asked.against)
        for party in parties
    ]  # fmt: skip
    printed = print_all(jobs, workers, progress)
    states: dict[str | None, Text | Message] = {
        **{job.entity: _FRESH for job in printed.fresh},
        **{job.entity: _KEPT for job in printed.kept},
        **{one.job.entity: one.reason for one in printed.failures},
    }
    failed = [(folder.party(one.job.entity or "").called, one.reason)
              for one in printed.failures]  # fmt: skip
    lines = [(party, names[party], states[party]) for party in parties]
    absent = {one.job.entity for one in printed.failures}
    language: Language = "en" if asked.language == "en" else "zh"
    _write_index(out / INDEX, folder, lines, absent, language)
    return Outcome(len(printed.fresh), len(printed.kept), failed)


def file_names(names: Mapping[str, str]) -> dict[str, str]:
    """Return the name of each party's file, safe on every file system and told apart.

    `names` has the parties' names by id.
    """
    found: dict[str, str] = {}
    taken = {INDEX}
    for party, name in names.items():
        both = party if name == party else f"{party} {name}"
        stem = _UNSAFE.sub("_", both).strip(". ") or "_"
        stem = stem.encode()[:_MOST_BYTES].decode(errors="ignore").rstrip(". ")
        file, number = f"{stem}.pdf", 1
        while file.casefold() in taken:
            number += 1
            file = f"{stem} ({number}).pdf"
        taken.add(file.casefold())
        found[party] = file
    return found


def _make(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise UsageError("reports.out-is-file", out=out)
    out.mkdir(parents=True, exist_ok=True)


def _parties(folder: RunFolder, kind: ReportKind) -> list[str]:
    """Return the parties that a report of the kind can be made for, by id."""
    duties = _duties(folder)
    verdict = "breach" if KINDS[kind].of_breaches else None
    binding = _binding(folder)
    found = {
        party
        for (rule, party, of), count in duties.items()
        if count and (verdict is None or (of == verdict and rule in binding))
    }
    # A duty may be owed by a party that the records do not name.
    return sorted(party for party in found if party is not None)


def _duties(folder: RunFolder) -> DutyCounts:
    if folder.duties is None:
        raise ReportError("reports.no-duty-counts", run=folder.folder.path)
    return folder.duties


def _binding(folder: RunFolder) -> set[str]:
    rules = folder.summary["rules"]
    return {rule["rule_id"] for rule in rules if rule["force"] == "binding"}


def _write_index(
    file: Path,
    folder: RunFolder,
    lines: Iterable[tuple[str, str, Text | Message]],
    absent: set[str | None],
    language: Language,
) -> None:
    """Write the table, in UTF-8 with a mark that spreadsheets know it by."""
    duties, binding = _duties(folder), _binding(folder)
    heads = [*_HEADS, *(VERDICTS[verdict] for verdict in _FIGURES), *_ENDS]
    rows = [[head.in_language(language) for head in heads]]
    for party, name, state in lines:
        figures = [
            sum(duties[rule, party, verdict] for rule in binding)
            for verdict in _FIGURES
        ]
        called = folder.party(party).name.in_language(language)
        file_name = "" if party in absent else name
        cells = [party, called, *figures, file_name, state.in_language(language)]
        rows.append([plain_cell(cell) for cell in cells])
    with (
        whole_file(file) as fresh,
        fresh.open("w", encoding="utf-8-sig", newline="") as to,
    ):
        csv.writer(to).writerows(rows)


def outcome_words(outcome: Outcome, out: Path) -> Message:
    """Word how many reports there are and where."""
    return message(
        "reports.enterprises",
        fresh=outcome.fresh,
        kept=outcome.kept,
        failed=len(outcome.failures),
        index=out / INDEX,
    )
