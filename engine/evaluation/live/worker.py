"""The parent's side of the long-lived child process in which durable-rules runs.

Its core is C and can crash. A crash costs the group at hand, which is reported, and never
the parent process.
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

from engine.errors import EvaluationError, Message
from engine.evaluation.live.session import Ruling, SessionPlan

_LENGTH = struct.Struct("<Q")
# A group's answer: its rulings, or why there are none.
Answer = list[Ruling] | Message


class WorkerDiedError(EvaluationError):
    """The child process ended in the middle of its work."""


class Worker:
    """The parent's handle: sends batches of groups and receives answers in order."""

    def __init__(self, plans: Sequence[SessionPlan]) -> None:
        self._plans = list(plans)
        self._start()

    def send(self, groups: Sequence[tuple[int, str]]) -> None:
        """Send groups, each the number of its plan and its facts."""
        try:
            write_message(self._to_child, list(groups))
        except BrokenPipeError as error:
            raise self._death() from error

    def receive(self) -> list[Answer]:
        """Wait for the answers to the batch sent longest ago."""
        results = read_message(self._from_child)
        if results is None:
            raise self._death()
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
            # Ctrl-C in a terminal reaches the parent alone, which ends the child.
            process_group=0,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))},
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self._to_child, self._from_child = self.process.stdin, self.process.stdout
        write_message(self._to_child, self._plans)

    def _death(self) -> WorkerDiedError:
        """Return the error that says how the process ended."""
        status = self.process.wait()
        if status < 0:
            return WorkerDiedError("evaluation.worker-killed", signal=-status)
        return WorkerDiedError("evaluation.worker-ended", status=status)


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
    (length,) = _LENGTH.unpack(head)
    payload = pipe.read(length)
    return pickle.loads(payload) if payload and len(payload) == length else None
