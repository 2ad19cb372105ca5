"""Run folders: written as a whole, read back through `run.json`.

`run.json` lists every other file with its size and SHA-256 and is written last, so
that a folder without it, or with a file that differs, is not a complete run.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast

from engine.errors import Message, UsageError, message
from engine.files.publishing import MOVING, whole_folder
from engine.rulebook import Completeness
from engine.runs.options import OptionsRecord
from engine.runs.summary import FindingsSummary, Summary

RUN = "run.json"
SUMMARY = "summary.json"
_PLAIN_NAME = re.compile(r"\w[\w.-]*")


@dataclass(frozen=True)
class DatasetRecord:
    """The dataset that a run read: where it was, its SHA-256, what its manifest says.

    `is_source`: at `path` are a company's own tables, of which a mapping made it.
    """

    path: Path
    hash: str
    title: str
    vocabulary: str
    complete: Completeness
    is_source: bool = False


@dataclass(frozen=True)
class RulebookRecord:
    """The rulebook of a run: its fingerprint, and its files by relative path."""

    fingerprint: str
    files: Mapping[str, str]


@dataclass(frozen=True)
class RunRecord:
    """The content of a run's `run.json`.

    `finding_ids` is the kind of its ids (`finding_ids.KIND`). `versions` are by package;
    `files` are the names of the other files of the run.
    """

    folder: Path
    finding_ids: int
    versions: Mapping[str, str]
    dataset: DatasetRecord
    as_of: date
    rulebook: RulebookRecord
    options: OptionsRecord
    findings: FindingsSummary
    files: frozenset[str]


class RunRecordError(UsageError):
    """A folder that cannot be read as a run."""


class NoRunError(RunRecordError):
    """A folder, or another file, without `run.json`."""


class IncompleteRunError(RunRecordError):
    """A run folder of which a file is missing or has another size."""


class UnreadableRunError(RunRecordError):
    """A `run.json` that is no JSON, or lacks something; `fault` is the cause in short."""

    def __init__(self, error: Exception) -> None:
        super().__init__("runs.record-unreadable", error=repr(error))
        self.fault = str(error)


def read_run(folder: Path, *, check_files: bool = True) -> RunRecord:
    """Read `run.json` of a run folder.

    With `check_files` the other files must be there with the size that it lists.
    Raises NoRunError, IncompleteRunError or UnreadableRunError; callers add what
    they need a run for.
    """
    if check_files and (reason := incomplete_reason(folder)):
        raise IncompleteRunError(reason.code, **dict(reason.values))
    if not (folder / RUN).is_file():
        raise NoRunError("runs.file-missing", file=RUN)
    try:
        return _record_of(folder, json.loads((folder / RUN).read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableRunError(error) from error


def read_summary(folder: Path) -> Summary:
    """Read `summary.json` of a run folder; days in it are ISO 8601 text.

    Raises OSError or ValueError where it cannot be read.
    """
    return cast("Summary", json.loads((folder / SUMMARY).read_text("utf-8")))


@contextmanager
def whole_run(out: Path, marker_file: str = RUN) -> Iterator[Path]:
    """Yield an empty folder to write a run into, and move it to `out` at the end.

    It replaces an earlier run in `out` as a whole and keeps other files there. The
    size and SHA-256 of each file are added to `run.json`. Folders that are no runs
    have another `marker_file`. Raises UsageError like `whole_folder`; `out` is then
    unchanged.
    """
    with whole_folder(out, marker_file, _listed_names) as fresh:
        yield fresh
        run = json.loads((fresh / marker_file).read_text("utf-8"))
        files = sorted(file for file in fresh.iterdir() if file.name != marker_file)
        run["files"] = {file.name: _seal(file) for file in files}
        write_json(fresh / marker_file, run)


def incomplete_reason(folder: Path, marker_file: str = RUN) -> Message | None:
    """Return why a folder with a run, or a part of one, is incomplete; None if it is not.

    None also for a folder that holds no part of a run. Sizes are compared and hashes
    are not, since every reader calls this: later edits of the same size pass.
    """
    if not (folder / marker_file).exists():
        is_part = (folder / SUMMARY).exists() or (folder / MOVING).exists()
        return message("runs.file-missing", file=marker_file) if is_part else None
    for name, sealed in _listed_files(folder / marker_file).items():
        file = folder / name
        if not file.is_file():
            return message("runs.file-missing", file=name)
        if (size := file.stat().st_size) != sealed["bytes"]:
            return message(
                "runs.file-size", file=name, actual=size, marker=marker_file,
                listed=sealed["bytes"],
            )  # fmt: skip
    return None


def has_changed_files(folder: Path) -> bool:
    """Whether a file of a run is not the one that `run.json` lists; hashes them all."""
    listed = _listed_files(folder / RUN).items()
    return any(_seal(folder / name) != sealed for name, sealed in listed)


def write_json(file: Path, content: object) -> None:
    """Write JSON with one space of indentation; days are written as ISO 8601 text."""
    text = json.dumps(content, ensure_ascii=False, indent=1, default=str)
    file.write_text(f"{text}\n", "utf-8")


def _record_of(folder: Path, run: Any) -> RunRecord:
    rulebook, dataset = run["rulebook"], run["dataset"]
    return RunRecord(
        folder=folder,
        # The first kind was not named.
        finding_ids=run.get("finding_ids", 1),
        rulebook=RulebookRecord(
            rulebook["fingerprint"],
            {str(name): str(text) for name, text in rulebook["files"].items()},
        ),
        dataset=DatasetRecord(
            Path(dataset["path"]), dataset["hash"], dataset["title"],
            dataset["vocabulary"],
            Completeness(
                _day(dataset["complete"]["from"]), _day(dataset["complete"]["until"])
            ),
            dataset.get("is_source", False),
        ),
        as_of=date.fromisoformat(run["as_of"]),
        versions=dict(run["versions"]),
        options=OptionsRecord(
            entities=run["options"]["entities"], rule_ids=run["options"]["rule_ids"],
            formats=run["options"]["formats"], all=run["options"]["all"],
        ),
        findings=FindingsSummary(
            rows=run["findings"]["rows"], hash=run["findings"]["hash"]
        ),
        files=frozenset(run.get("files", ())),
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _seal(file: Path) -> dict[str, int | str]:
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {"bytes": file.stat().st_size, "sha256": digest}


def _listed_names(run: Path) -> frozenset[str]:
    return frozenset(_listed_files(run))


def _listed_files(run: Path) -> dict[str, Any]:
    """Return the files that `run.json` lists; none where it is missing or foreign.

    Names with a slash or a leading dot are left out, so that no `run.json` can name a
    file outside its folder.
    """
    try:
        files = json.loads(run.read_text("utf-8"))["files"]
        return {name: files[name] for name in files if _PLAIN_NAME.fullmatch(name)}
    except (OSError, ValueError, LookupError, TypeError):
        return {}
