"""The child process in which durable-rules runs; `worker.py` is the parent's side."""

from __future__ import annotations

import os
import queue
import sys
import threading
from typing import IO, Any

from engine.errors import Message, PacklawError, message
from engine.evaluation.live.session import Session
from engine.evaluation.live.worker import Answer, read_message, write_message


def serve(source: IO[bytes], sink: IO[bytes]) -> None:
    """Judge batches from the source until it ends; write their answers to the sink."""
    plans = read_message(source) or []
    sessions = [Session(f"set{n}", plan) for n, plan in enumerate(plans)]
    # A thread reads ahead: if both sides wrote at once, both would wait for ever.
    batches: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_read_ahead, args=(source, batches), daemon=True).start()
    while (groups := batches.get()) is not None:
        write_message(
            sink, [_answer(sessions[number], facts) for number, facts in groups]
        )


def _read_ahead(source: IO[bytes], batches: queue.SimpleQueue[Any]) -> None:
    try:
        while (received := read_message(source)) is not None:
            batches.put(received)
    finally:
        # Whatever ended the reading, the judging must not wait for more.
        batches.put(None)


def _answer(session: Session, facts: str) -> Answer:
    # Every error is reported with its group.
    try:
        return session.judge(facts)
    except PacklawError as error:
        return _message_of(error)
    except Exception as error:
        kind = type(error).__name__
        return message("evaluation.group-error", kind=kind, text=str(error))


def _message_of(error: PacklawError) -> Message:
    assert isinstance(error.message, Message)
    return error.message


def main() -> None:
    """Serve the parent; end quietly where it has gone."""
    try:
        serve(sys.stdin.buffer, sys.stdout.buffer)
    except BrokenPipeError:
        os._exit(0)


if __name__ == "__main__":
    main()
