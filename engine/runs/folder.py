"""A run's folder as one thing: `run.json` lists every other file and comes last."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from engine.files.publishing import MOVING, whole_folder

RUN = "run.json"
SUMMARY = "summary.json"
_PLAIN = re.compile(r"\w[\w.-]*")


@contextmanager
def whole_run(out: Path, marker_file: str = RUN) -> Iterator[Path]:
    """Yield a fresh folder for a run, with run.json; put it in the place of `out`.

    It replaces an earlier run wholly and keeps whatever else lies in `out`; the
    size and SHA-256 of each file are added to run.json. What is no run has another
    `marker_file`. Raises UsageError like `whole_folder`; nothing is changed then.
    """
    with whole_folder(out, marker_file, _listed) as fresh:
        yield fresh
        run = json.loads((fresh / marker_file).read_text("utf-8"))
        files = sorted(file for file in fresh.iterdir() if file.name != marker_file)
        run["files"] = {file.name: _seal(file) for file in files}
        write_json(fresh / marker_file, run)


def incomplete_reason(folder: Path, marker_file: str = RUN) -> str:
    """Say why a folder that holds a run, or a part of one, is no whole run; else ''.

    Sizes are compared, hashes are not: what a person changed later is not seen.
    """
    if not (folder / marker_file).exists():
        is_part = (folder / SUMMARY).exists() or (folder / MOVING).exists()
        return f"{marker_file} is missing" if is_part else ""
    for name, sealed in _files(folder / marker_file).items():
        file = folder / name
        if not file.is_file():
            return f"{name} is missing"
        if (size := file.stat().st_size) != sealed["bytes"]:
            return f"{name} has {size:,} bytes, {marker_file} says {sealed['bytes']:,}"
    return ""


def changed_reason(folder: Path) -> str:
    """Say which file of a run is not the one that run.json lists; else ''. Reads them all."""
    for name, sealed in _files(folder / RUN).items():
        if _seal(folder / name) != sealed:
            return f"{name} is not what run.json says"
    return ""


def write_json(file: Path, content: Any) -> None:
    """Write JSON that people can read and programs can compare."""
    text = json.dumps(content, ensure_ascii=False, indent=1, default=str)
    file.write_text(f"{text}\n", "utf-8")


def _seal(file: Path) -> dict[str, int | str]:
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {"bytes": file.stat().st_size, "sha256": digest}


def _listed(run: Path) -> frozenset[str]:
    return frozenset(_files(run))


def _files(run: Path) -> dict[str, Any]:
    """Read which files belong to a run: none where run.json is missing or foreign.

    Only plain names count, so that no run.json can point out of its folder.
    """
    try:
        files = json.loads(run.read_text("utf-8"))["files"]
        return {name: files[name] for name in files if _PLAIN.fullmatch(name)}
    except (OSError, ValueError, LookupError, TypeError):
        return {}
