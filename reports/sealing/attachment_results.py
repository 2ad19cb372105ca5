"""Checks that a report says how it was made, and that its attachments agree with it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from engine.errors import ReportError, message
from reports.sealing.facts import NAME, Facts, read_facts
from reports.sealing.files import PdfBytes, plain, read_pdf
from reports.sealing.results import Outcome, Result


def facts_of(pdf: PdfBytes, *, is_sealed: bool) -> tuple[Facts | None, Result]:
    """Return what `report.json` says, None where it cannot be read, and the result.

    A file without it may be sealed all the same, such as a report on custody.
    """
    try:
        content = pdf.attachments.get(NAME)
    except ReportError as fault:
        return None, Result("failed", fault.message)
    if content is None:
        outcome: Outcome = "noted" if is_sealed else "failed"
        return None, Result(outcome, message("sealing.no-facts"))
    try:
        facts = read_facts(content)
    except ValueError as fault:
        found = message("sealing.facts-unreadable", fault=plain(fault))
        return None, Result("failed", found)
    found = message(
        "sealing.is-report",
        packlaw=facts.packlaw, kind=facts.kind, number=facts.number, as_of=facts.as_of,
        title=facts.dataset_title, rows=facts.rows,
    )  # fmt: skip
    return facts, Result("noted", found)


def number_on(pdf: Path) -> str:
    """Return the number of a report; ReportError where its `report.json` has none."""
    facts, result = facts_of(read_pdf(pdf), is_sealed=False)
    if facts is None:
        raise ReportError(result.found.code, **dict(result.found.values))
    return facts.number


def attachment_results(pdf: PdfBytes, facts: Facts | None) -> Iterator[Result]:
    """Hold the attachments against the hashes that `report.json` lists."""
    if facts is None:
        return
    if facts.attachments is None:
        yield Result("noted", message("sealing.attachments-unlisted"))
        return
    found = {
        name: hashlib.sha256(content).hexdigest()
        for name, content in pdf.attachments.items()
        if name != NAME
    }
    faults = list(_faults(facts.attachments, found))
    yield from faults
    if not faults:
        agree = message("sealing.attachments-agree", names=sorted(found))
        yield Result("passed", agree, message("sealing.attachments-prove"))


def _faults(listed: Mapping[str, str], found: Mapping[str, str]) -> Iterator[Result]:
    both = listed.keys() & found.keys()
    changed = sorted(name for name in both if listed[name] != found[name])
    if changed:
        yield Result("failed", message("sealing.attachments-changed", names=changed))
    if gone := sorted(listed.keys() - found.keys()):
        yield Result("failed", message("sealing.attachments-gone", names=gone))
    if foreign := sorted(found.keys() - listed.keys()):
        yield Result("failed", message("sealing.attachments-foreign", names=foreign))
