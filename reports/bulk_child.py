"""The child process of `reports.bulk`: prints a report for each job that it is sent.

    python -m reports.bulk_child MODULE:FUNCTION

It says when it is ready. A job is a line of JSON on the standard input, the answer a line
on the standard output: null where the report is printed, else the reason in both
languages. It ends with its input.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import IO

from engine.errors import Message, PacklawError, Text, message

READY = b'"ready"\n'
_PATHS = {"run", "out", "against"}


def main(render: str) -> None:
    """Answer the jobs on the standard input with what the named function does."""
    # What a library writes to the standard output must not pass for an answer.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    module, _, name = render.partition(":")
    _serve(sys.stdin.buffer, answers, getattr(import_module(module), name))


def _serve(jobs: IO[bytes], answers: IO[bytes], render: Callable[..., Path]) -> None:
    answers.write(READY)
    answers.flush()
    for line in jobs:
        reason = _print(json.loads(line), render)
        answer = reason and {
            "zh": reason.in_language("zh"),
            "en": reason.in_language("en"),
        }
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


def _print(
    words: dict[str, str | int], render: Callable[..., Path]
) -> Text | Message | PacklawError | None:
    """Print one report and return why there is none, if there is none."""
    job = {name: Path(str(v)) if name in _PATHS else v for name, v in words.items()}
    try:
        render(job.pop("run"), job.pop("out"), **job)
    except PacklawError as error:
        return error
    except Exception as error:
        # A fault of ours in one report must not stop the others.
        return message("reports.child-failed", fault=f"{type(error).__name__}: {error}")
    return None


if __name__ == "__main__":
    main(sys.argv[1])
