"""Prints a report for each enterprise of a run, with a table of them all beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.errors import Language, Message, Text, UsageError, message
from engine.files.names import file_stem
from engine.files.progress import Progress
from reports.bulk import Job, print_all
from reports.choices import ReportKind, ReportLanguage
from reports.command.index import INDEX, Index, binding_rules, duties_of
from reports.kinds import KINDS
from reports.run import RunFolder, read_run_folder


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
    language: Language = "en" if asked.language == "en" else "zh"
    index = Index(out / INDEX, folder, jobs, language)
    printed = print_all(jobs, workers, progress, so_far=index.write)
    failed = [(folder.party(one.job.entity or "").called, one.reason)
              for one in printed.failures]  # fmt: skip
    return Outcome(len(printed.fresh), len(printed.kept), failed)


def file_names(names: Mapping[str, str]) -> dict[str, str]:
    """Return the name of each party's file, safe on every file system and told apart.

    `names` has the parties' names by id.
    """
    found: dict[str, str] = {}
    taken = {INDEX}
    for party, name in names.items():
        both = party if name == party else f"{party} {name}"
        stem = file_stem(both)
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
    duties = duties_of(folder)
    verdict = "breach" if KINDS[kind].of_breaches else None
    binding = binding_rules(folder)
    found = {
        party
        for (rule, party, of), count in duties.items()
        if count and (verdict is None or (of == verdict and rule in binding))
    }
    # A duty may be owed by a party that the records do not name.
    return sorted(party for party in found if party is not None)


def outcome_words(outcome: Outcome, out: Path) -> Message:
    """Word how many reports there are and where."""
    return message(
        "reports.enterprises",
        fresh=outcome.fresh,
        kept=outcome.kept,
        failed=len(outcome.failures),
        index=out / INDEX,
    )
