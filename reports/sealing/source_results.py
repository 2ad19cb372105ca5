"""Holds a report against what it was made from: its run, or its dataset."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import gettempdir

from engine import VERSION
from engine.dataset import open_dataset
from engine.errors import Text, UsageError, message
from engine.files.scratch import scratch_folder
from engine.rulebook import load_rulebook, shipped_rules
from engine.runs import RunRecord, RunRecordError, read_run
from engine.runs.folder import has_changed_files
from reports.choices import KIND_NAMES, LANGUAGES
from reports.render import render
from reports.sealing.contents import compare
from reports.sealing.facts import Facts
from reports.sealing.files import PdfBytes
from reports.sealing.results import Result


def run_results(
    pdf: PdfBytes, facts: Facts | None, run: Path, against: Path | None
) -> Iterator[Result]:
    """Print the report again from its run folder, and compare it byte for byte.

    Compared is the first revision: that is the report as it was printed, before any
    seal. UsageError where `run` or `against` is no run folder.
    """
    record, earlier = _record(run), _record(against) if against else None
    if facts is None:
        yield Result("failed", message("sealing.no-options", run=run))
        return
    if has_changed_files(run):
        yield Result("failed", message("sealing.run-changed", run=run))
    if fault := _fault(facts, record, earlier):
        yield fault
        return
    if facts.packlaw != VERSION:
        versions = message("sealing.other-version", printed=facts.packlaw, here=VERSION)
        yield Result("noted", versions)
    with scratch_folder(Path(gettempdir())) as scratch:
        fresh = _print_again(facts, run, against, scratch / "report.pdf")
        yield _compared(pdf.first_revision, PdfBytes(pdf.name, fresh.read_bytes()), run)


def dataset_results(
    facts: Facts | None, dataset: Path, rules: Path | None
) -> Iterator[Result]:
    """Compare the hash of a dataset with the one that the report names; judge nothing.

    DatasetError where the dataset cannot be read.
    """
    if facts is None:
        yield Result("failed", message("sealing.no-dataset-named", dataset=dataset))
        return
    vocabularies = load_rulebook(rules or shipped_rules()).vocabularies
    with open_dataset(dataset, vocabularies) as opened:
        found = opened.hash
    if found == facts.dataset:
        agrees = message("sealing.dataset-agrees", dataset=dataset)
        yield Result("passed", agrees, message("sealing.dataset-proves"))
        return
    differs = message(
        "sealing.dataset-differs", dataset=dataset, named=facts.dataset, found=found
    )
    yield Result("failed", differs)


def _record(folder: Path) -> RunRecord:
    try:
        return read_run(folder)
    except RunRecordError as fault:
        raise UsageError(
            "sealing.no-run", folder=folder, reason=fault.message
        ) from fault


def _fault(facts: Facts, run: RunRecord, earlier: RunRecord | None) -> Result | None:
    """Return why the report cannot come from the run, or cannot be printed again."""
    pairs = {
        Text("数据", "dataset"): (facts.dataset, run.dataset.hash),
        Text("评估日", "day"): (facts.as_of, run.as_of.isoformat()),
        Text("规则", "rulebook"): (facts.rulebook, run.rulebook.fingerprint),
        Text("发现", "findings"): (facts.findings, run.findings["hash"]),
    }
    if other := [name for name, (said, found) in pairs.items() if said != found]:
        found = message("sealing.other-run", run=run.folder, facts=other)
        return Result("failed", found)
    if facts.against and earlier is None:
        return Result("failed", message("sealing.needs-against"))
    if earlier and facts.against != earlier.findings["hash"]:
        found = message("sealing.other-against", against=earlier.folder)
        return Result("failed", found)
    if facts.kind not in KIND_NAMES or facts.language not in LANGUAGES:
        unknown = message(
            "sealing.kind-unknown", kind=facts.kind, language=facts.language
        )
        return Result("failed", unknown)
    return None


def _print_again(facts: Facts, run: Path, against: Path | None, out: Path) -> Path:
    """Print the report with the options that `report.json` names."""
    printing: Callable[..., Path] = render
    return printing(
        run, out, kind=facts.kind, entity=facts.entity, against=against,
        language=facts.language, cap=facts.cap,
    )  # fmt: skip


def _compared(report: PdfBytes, fresh: PdfBytes, run: Path) -> Result:
    if report.content == fresh.content:
        agrees = message("sealing.run-agrees", run=run)
        return Result("passed", agrees, message("sealing.run-proves"))
    if parts := compare(fresh, report):
        return Result("failed", message("sealing.run-differs", run=run, parts=parts))
    other = message("sealing.other-bytes", run=run)
    return Result("failed", other, message("sealing.other-bytes-proves"))
