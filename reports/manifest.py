"""Remembers, in each folder of reports, which of them are whole and of which run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from engine import VERSION
from engine.files.publishing import whole_file

MANIFEST = "reports.json"
# What a run folder is told apart by: these name its dataset, rules and findings.
_OF_THE_RUN = ("run.json", "summary.json")

Words = Mapping[str, str | int]


class Manifest:
    """The `reports.json` of the folders that reports are printed into.

    By file name it has the sha256 of the report, that of its run's descriptions, the
    version of packlaw that printed it, and the job.
    """

    def __init__(self) -> None:
        self._run = cache(_run)
        self._folder = cache(_read)

    def has(self, run: Path, out: Path, job: Words) -> bool:
        """Return whether `out` is the whole report of this job, of the run as it is."""
        entry = self._folder(out.parent).get(out.name)
        return (
            entry is not None and out.is_file() and entry == self._entry(run, out, job)
        )

    def add(self, run: Path, out: Path, job: Words) -> None:
        """Enter a report that was just printed."""
        entries = self._folder(out.parent)
        entries[out.name] = self._entry(run, out, job)
        text = json.dumps(entries, ensure_ascii=False, indent=1, sort_keys=True)
        with whole_file(out.parent / MANIFEST) as fresh:
            fresh.write_text(text + "\n", encoding="utf-8")

    def _entry(self, run: Path, out: Path, job: Words) -> dict[str, object]:
        return {
            "sha256": hashlib.sha256(out.read_bytes()).hexdigest(),
            "run": self._run(run),
            "packlaw": VERSION,
            "job": dict(job),
        }


def _run(run: Path) -> str:
    digest = hashlib.sha256()
    for name in _OF_THE_RUN:
        if (file := run / name).is_file():
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _read(folder: Path) -> dict[str, dict[str, object]]:
    """Return the entries of a folder; none where its file was not written by this."""
    try:
        entries = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return entries if isinstance(entries, dict) else {}
