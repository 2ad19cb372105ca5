"""Does work in a process of its own, which bounds and people can end without this one."""

from __future__ import annotations

import multiprocessing
import os
import resource
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Literal

from engine.files.memory import end_family, resident_bytes_of_family
from engine.files.scratch import bytes_below

# A forked process would hold the worker's threads, its locks and its connections.
_SPAWN = multiprocessing.get_context("spawn")
LOOK_SECONDS = 0.1
_KEEP_SECONDS = 1.0
_MEGABYTE = 1_000_000

Bound = Literal["seconds", "memory", "scratch", "end"]
Send = Callable[[object], None]
# Work gets its order and a function that sends messages; what it returns is the answer.
Work = Callable[[Any, Send], Any]


@dataclass(frozen=True)
class Bounds:
    """What the process may take: seconds, memory, and scratch space below a folder.

    Its own children count as well. Without `scratch` the space is not measured.
    """

    seconds: int
    megabytes: int
    scratch: Path | None = None
    scratch_megabytes: int = 0


class BrokenBoundError(Exception):
    """The process was ended at a bound; `end`: it ended by itself, without an answer."""

    def __init__(self, bound: Bound) -> None:
        self.bound = bound
        super().__init__(bound)


def do_apart(
    work: Work,
    order: object,
    bounds: Bounds,
    *,
    on_message: Callable[[Any], None] | None = None,
    keep: Callable[[], None] | None = None,
) -> Any:
    """Do work in a process that ends with this one; return its answer.

    `on_message` is called with each message. `keep` is called each second; what it raises ends
    the process and leaves this function. Raises BrokenBoundError.
    """
    received, sent = _SPAWN.Pipe(duplex=False)
    child = _SPAWN.Process(target=_begin, args=(work, order, bounds, sent), daemon=True)
    child.start()
    sent.close()
    assert child.pid is not None
    try:
        return _follow(child.pid, received, bounds, on_message, keep)
    except EOFError:
        raise BrokenBoundError("end") from None
    finally:
        end_family(child.pid)
        child.join()
        received.close()


def _follow(
    pid: int,
    received: Connection,
    bounds: Bounds,
    on_message: Callable[[Any], None] | None,
    keep: Callable[[], None] | None,
) -> Any:
    """Take in messages until the answer comes, looking at the bounds meanwhile."""
    start = kept = time.monotonic()
    while True:
        if received.poll(LOOK_SECONDS):
            is_answer, message = received.recv()
            if is_answer:
                return message
            if on_message:
                on_message(message)
        moment = time.monotonic()
        if moment - start > bounds.seconds:
            raise BrokenBoundError("seconds")
        if resident_bytes_of_family(pid) > bounds.megabytes * _MEGABYTE:
            raise BrokenBoundError("memory")
        if moment - kept > _KEEP_SECONDS:
            kept = moment
            _require_room(bounds)
            if keep:
                keep()


def _require_room(bounds: Bounds) -> None:
    most = bounds.scratch_megabytes * _MEGABYTE
    if bounds.scratch and bytes_below(bounds.scratch) > most:
        raise BrokenBoundError("scratch")


def _begin(work: Work, order: object, bounds: Bounds, sent: Connection) -> None:
    """Do the work; the process's main function."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _refuse_sudden_demands(2 * bounds.megabytes * _MEGABYTE + 4 * 1024**3)
    if bounds.scratch:
        os.environ["TMPDIR"] = tempfile.tempdir = str(bounds.scratch)
    answer = work(order, lambda message: sent.send((False, message)))
    sent.send((True, answer))


def _refuse_sudden_demands(most: int) -> None:
    """Let the system refuse what no look would be in time for.

    It counts what libraries reserve, which is more than they use, so that this is far
    above the bound that is measured.
    """
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard == resource.RLIM_INFINITY or most < hard:
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _end_with_parent() -> None:
    """End this process and its children when the one that started it has ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        end_family(os.getpid())
