"""Interrupts the publishing of a run at each of its lines, and reports what is left.

    python -m tests.engine.stopped SITUATION SIGNAL FOLDER

Prints a JSON list with a pair for each line: what the run folder holds after the
interruption, and what it and the folder around it hold after the next run.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from hashlib import sha256
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

from engine.runs.folder import RUN, incomplete_reason, whole_run

STOPPED_IN = {"publishing.py", "exchange.py", "scratch.py", "folder.py"}
RUNS = {
    "old": {"findings.csv": "old", "report.pdf": "old", "summary.json": "old"},
    "new": {"findings.csv": "new", "findings.jsonl": "new", "summary.json": "new"},
    "next": {"findings.xlsx": "next", "summary.json": "next"},
}


def publish(out: Path, name: str) -> None:
    with whole_run(out) as fresh:
        for file, content in RUNS[name].items():
            (fresh / file).write_text(content)
        (fresh / RUN).write_text(json.dumps({"name": name}))


def what_stands(out: Path) -> str:
    """Return the name of the complete run in a folder, 'torn', 'a mixture' or 'nothing'."""
    if not out.exists():
        return "nothing"
    if incomplete_reason(out):
        return "torn"
    if not (out / RUN).exists():
        return "nothing"
    name = json.loads((out / RUN).read_text())["name"]
    present = {entry.name for entry in out.iterdir() if not entry.name.startswith(".")}
    is_alone = present - {"mine.txt"} == {RUN, *RUNS[name]}
    return name if is_alone and hashes_agree(out) else "a mixture"


def hashes_agree(out: Path) -> bool:
    """Whether run.json lists files, and each has the hash that it lists."""
    files = json.loads((out / RUN).read_text())["files"]
    return bool(files) and all(
        sha256((out / name).read_bytes()).hexdigest() == sealed["sha256"]
        for name, sealed in files.items()
    )


def stops(situation: str, number: int, folder: Path) -> Iterator[tuple[str, list[str]]]:
    out, before = folder / "out", folder.with_name("before")
    if situation != "nothing there":
        publish(before / "out", "old")
    if situation == "a file of mine":
        (before / "out" / "mine.txt").write_text("mine")
    before.mkdir(exist_ok=True)
    for line in count(1):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(before, folder)
        ended = _publish_until(line, number, out)
        left = what_stands(out)
        publish(out, "next")
        entries = [*folder.iterdir(), *(e for e in out.iterdir() if _is_odd(e))]
        yield left, [what_stands(out), *sorted(entry.name for entry in entries)]
        if ended:
            return


def _is_odd(entry: Path) -> bool:
    return entry.name not in {RUN, *RUNS["next"]}


def _publish_until(line: int, number: int, out: Path) -> bool:
    """Publish in a child process that gets a signal before its n-th line; whether it ended."""
    child = os.fork()
    if child == 0:
        seen = count(1)

        def trace(frame: FrameType, event: str, argument: Any) -> Any:
            if Path(frame.f_code.co_filename).name not in STOPPED_IN:
                return None
            if event == "line" and next(seen) == line:
                os.kill(os.getpid(), number)
            return trace

        try:
            # A shell that starts us in the background has us ignore it.
            signal.signal(signal.SIGINT, signal.default_int_handler)
            sys.settrace(trace)
            publish(out, "new")
            os._exit(0)
        finally:
            os._exit(1)
    return os.waitpid(child, 0)[1] == 0


if __name__ == "__main__":
    situation, name, folder = sys.argv[1:]
    print(json.dumps(list(stops(situation, signal.Signals[name], Path(folder)))))
