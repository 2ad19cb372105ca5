"""Verifies a report: what its seals, its attachments, its run and its dataset prove."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.errors import UsageError, message
from reports.sealing.attachment_results import attachment_results, facts_of
from reports.sealing.facts import Facts
from reports.sealing.files import PdfBytes, read_pdf
from reports.sealing.keys import read_trusted
from reports.sealing.results import Outcome, Result
from reports.sealing.seal_results import seal_results
from reports.sealing.seals import Seal, read_seals


@dataclass(frozen=True)
class Expected:
    """What a report is held against; none of it is required.

    `run` is the folder of the run that it was made from, `against` that of the earlier
    one if it compares two; `dataset` a folder or zip, read with the vocabularies of
    `rules`. `trusted` are PEM files with certificates of those who may have sealed it,
    or of the authorities above them, also of those that gave the time. `is_sealed`: a
    report without a seal fails.
    """

    run: Path | None = None
    against: Path | None = None
    dataset: Path | None = None
    rules: Path | None = None
    trusted: Sequence[Path] = ()
    is_sealed: bool = False


@dataclass(frozen=True)
class Verification:
    """What was found out about one file.

    `sha256` is that of the file, `unsealed_sha256` that of the report before it was
    sealed. `facts` is None where `report.json` is missing or ill-formed.
    """

    file: Path
    sha256: str
    unsealed_sha256: str
    facts: Facts | None
    seals: Sequence[Seal]
    results: Sequence[Result]

    @property
    def failures(self) -> int:
        """How many checks failed."""
        return sum(result.outcome == "failed" for result in self.results)


def verify(pdf: Path, expected: Expected | None = None) -> Verification:
    """Verify a report offline and return what was found; nothing is printed or fetched.

    A report without a seal fails unless a run or a dataset is given to hold it against.
    UsageError where a file that is named cannot be used; ReportError where `pdf` cannot
    be read as a PDF.
    """
    wanted = expected or Expected()
    if wanted.against and not wanted.run:
        raise UsageError("sealing.against-alone")
    file = read_pdf(pdf)
    roots = [root for trusted in wanted.trusted for root in read_trusted(trusted)]
    seals = read_seals(file, roots)
    facts, about = facts_of(file, is_sealed=bool(seals))
    return Verification(
        file=pdf,
        sha256=hashlib.sha256(file.content).hexdigest(),
        unsealed_sha256=hashlib.sha256(file.first_revision.content).hexdigest(),
        facts=facts,
        seals=seals,
        results=(about, *_results(file, facts, seals, wanted)),
    )


def _results(
    file: PdfBytes, facts: Facts | None, seals: Sequence[Seal], wanted: Expected
) -> Iterator[Result]:
    yield from attachment_results(file, facts)
    if not seals:
        yield _unsealed(wanted)
    yield from seal_results(file, seals, asks_who=bool(wanted.trusted))
    # Imported late: a seal is verified without the libraries that read records.
    if wanted.run:
        from reports.sealing.source_results import run_results

        yield from run_results(file, facts, wanted.run, wanted.against)
    if wanted.dataset:
        from reports.sealing.source_results import dataset_results

        yield from dataset_results(facts, wanted.dataset, wanted.rules)


def _unsealed(wanted: Expected) -> Result:
    proves = message("sealing.unsealed-proves")
    if not (wanted.run or wanted.dataset):
        return Result("failed", message("sealing.nothing-to-hold"), proves)
    outcome: Outcome = "failed" if wanted.is_sealed else "noted"
    return Result(outcome, message("sealing.unsealed"), proves)
