"""The child process in which durable-rules runs; `worker.py` is the parent's side."""

from __future__ import annotations

import os
import queue
import sys
import threading
from typing import IO, Any

from engine.evaluation.live.session import Session
from engine.evaluation.live.worker import Answer, read_message, write_message


def serve(source: IO[bytes], sink: IO[bytes]) -> None:
    """Judge batches from the source until it ends; write their answers to the sink."""
    plans = read_message(source) or []
    sessions = [Session(f"set{n}", plan) for n, plan in enumerate(plans)]
    # Reading ahead in a thread: were both sides to write at once, both would wait.
    batches: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_read_ahead, args=(source, batches), daemon=True).start()
    while (groups := batches.get()) is not None:
        write_message(
            sink, [_answer(sessions[number], facts) for number, facts in groups]
        )


def _read_ahead(source: IO[bytes], batches: queue.SimpleQueue[Any]) -> None:
    message = True
    while message is not None:
        message = read_message(source)
        batches.put(message)


def _answer(session: Session, facts: str) -> Answer:
    # Whatever goes wrong inside is reported with the group, never swallowed.
    try:
        return session.judge(facts)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def main() -> None:
    """Serve the parent; end without a word where it has gone."""
    try:
        serve(sys.stdin.buffer, sys.stdout.buffer)
    except BrokenPipeError:
        os._exit(0)


if __name__ == "__main__":
    main()
