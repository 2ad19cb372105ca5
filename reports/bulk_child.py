"""The child process of `reports.bulk`: prints a report for each job that it is sent.

    python -m reports.bulk_child MODULE:FUNCTION

It says when it is ready. A job is a line of JSON on the standard input, the answer a line
on the standard output: null where the report is printed, else the reason in both
languages, or a defect of ours with its trace. It ends with its input, in the middle of a
report too: whoever sends the jobs may have been killed.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue
from typing import IO

from engine.errors import PacklawError

READY = b'"ready"\n'
_PATHS = {"run", "out", "against"}


def main(render: str) -> None:
    """Answer the jobs on the standard input with what the named function does."""
    # What a library writes to the standard output must not pass for an answer.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    jobs: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_read, args=(sys.stdin.buffer, jobs), daemon=True).start()
    module, _, name = render.partition(":")
    _serve(iter(jobs.get, None), answers, getattr(import_module(module), name))


def _read(sent: IO[bytes], jobs: SimpleQueue[bytes]) -> None:
    """Pass jobs on until there can be no more, and end the process then."""
    for line in sent:
        jobs.put(line)
    os._exit(0)


def _serve(
    jobs: Iterable[bytes], answers: IO[bytes], render: Callable[..., Path]
) -> None:
    answers.write(READY)
    answers.flush()
    for line in jobs:
        answer = _print(json.loads(line), render)
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


def _print(
    words: dict[str, str | int], render: Callable[..., Path]
) -> dict[str, str] | None:
    """Print one report and return why there is none, if there is none."""
    job = {name: Path(str(v)) if name in _PATHS else v for name, v in words.items()}
    try:
        render(job.pop("run"), job.pop("out"), **job)
    except PacklawError as error:
        return {"zh": error.in_language("zh"), "en": error.in_language("en")}
    except MemoryError:
        # There may be none for an answer: that this process ends is one.
        raise
    except Exception as error:
        # A fault of ours in one report must not stop the others.
        fault = f"{type(error).__name__}: {error}"
        return {"fault": fault, "trace": traceback.format_exc()}
    return None


if __name__ == "__main__":
    main(sys.argv[1])
