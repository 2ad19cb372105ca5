"""Hands files out, each with an entry on the trail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.files.names import file_stem
from portal.database.models import Run
from portal.errors import MissingError
from portal.services.reports import report
from portal.services.results import result
from portal.services.work import Work
from portal.storage import custody_folder, run_folder
from portal.storage.downloads import PDF, Download


@dataclass(frozen=True)
class HandedOut:
    """A file of a check to send: where it lies, and the name to file it under."""

    run: Run
    path: Path
    media_type: str
    name: str


def of_run(work: Work, key: str, name: str) -> HandedOut:
    """Hand out a file of a check; MissingError where it has none of this name.

    NotAllowedError for a report, where the person may not see personal data: a masked
    report would be another document under the number of the first.
    """
    found = result(work, key)
    wanted = run_folder.DOWNLOADS
    file = _wanted(work, found.run, wanted, found.folder.downloads(), name)
    return _hand_out(work, found.run, found.folder.path / file.file, file.media_type)


def of_view(work: Work, key: str, name: str) -> HandedOut:
    """Hand out a file of a view of custody; errors as in `of_run`."""
    found = result(work, key)
    view = found.require_view()
    file = _wanted(work, found.run, custody_folder.DOWNLOADS, view.downloads(), name)
    return _hand_out(work, found.run, view.path / file.file, file.media_type)


def of_report(work: Work, key: str, report_key: str) -> HandedOut:
    """Hand out a report that was asked for; MissingError where it is not printed."""
    run = work.find(Run, key)
    found = report(work, run, report_key)
    if found.file is None:
        raise MissingError
    name = f"{found.kind} {found.number} {found.language}.pdf"
    return _hand_out(work, run, work.store.path_of(found.file), PDF, name)


def _wanted(
    work: Work,
    run: Run,
    downloads: Mapping[str, Download],
    there: Sequence[str],
    name: str,
) -> Download:
    if name in downloads and downloads[name].media_type == PDF:
        work.authorise("personal.read", run)
    if name not in there:
        raise MissingError
    return downloads[name]


def _hand_out(
    work: Work, run: Run, path: Path, media_type: str, name: str = ""
) -> HandedOut:
    name = name or path.name
    with work.transaction():
        work.note("downloaded", f"{run.key} {name}")
    filed = f"{file_stem(run.dataset.title[:60])} {run.as_of} {name}"
    return HandedOut(run, path, media_type, filed)
