"""The parent's side of the long-lived child process in which durable-rules runs.

Its core is C and can crash; so that costs the group at hand, which is
reported, and never the process that asked.
"""

from __future__ import annotations

import os
import pickle
import struct
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from engine.errors import EvaluationError
from engine.evaluation.live.session import Ruling, SessionPlan

_LENGTH = struct.Struct("<Q")
# A group's answer: its rulings, or the text of what went wrong with it.
Answer = list[Ruling] | str


class WorkerDiedError(EvaluationError):
    """The child process ended in the middle of its work."""


class Worker:
    """The parent's handle: start, send batches of groups, take their answers in order."""

    def __init__(self, plans: Sequence[SessionPlan]) -> None:
        self._plans = list(plans)
        self._start()

    def send(self, groups: Sequence[tuple[int, str]]) -> None:
        """Send groups, each the number of its plan and its facts."""
        try:
            write_message(self._to_child, list(groups))
        except BrokenPipeError as error:
            raise WorkerDiedError(self._obituary()) from error

    def receive(self) -> list[Answer]:
        """Wait for the answers to the batch sent longest ago."""
        results = read_message(self._from_child)
        if results is None:
            raise WorkerDiedError(self._obituary())
        return results  # type: ignore[no-any-return]

    def restart(self) -> None:
        """Start a new child in place of one that died."""
        self.close()
        self._start()

    def close(self) -> None:
        """End the child process."""
        for pipe in (self._to_child, self._from_child):
            try:
                pipe.close()
            except BrokenPipeError:
                continue
        self.process.kill()
        self.process.wait()

    def _start(self) -> None:
        home = str(Path(__file__).resolve().parents[3])
        paths = [home, os.environ.get("PYTHONPATH", "")]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "engine.evaluation.live.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Ctrl-C in a terminal is for us alone: we end the child when we are done.
            process_group=0,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))},
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self._to_child, self._from_child = self.process.stdin, self.process.stdout
        write_message(self._to_child, self._plans)

    def _obituary(self) -> str:
        status = self.process.wait()
        how = f"signal {-status}" if status < 0 else f"status {status}"
        return f"durable-rules: its process ended ({how})"


def write_message(pipe: IO[bytes], message: Any) -> None:
    """Send one message down a pipe, its length first."""
    payload = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(payload)) + payload)
    pipe.flush()


def read_message(pipe: IO[bytes]) -> Any:
    """Return the next message; None at the end of the pipe, whole or cut off."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    payload = pipe.read(_LENGTH.unpack(head)[0])
    return pickle.loads(payload) if payload else None
