"""Queued work runs in order on one thread; a failure is raised and ends the rest."""

from __future__ import annotations

from threading import Event, current_thread

import pytest

from engine.tables.statement_queue import StatementQueue

_LONG = 60


def broken() -> None:
    raise ValueError("no room")


def test_work_runs_in_order_on_one_thread() -> None:
    done: list[object] = []

    with StatementQueue(interrupt=Event().set) as queue:
        for number in range(100):
            queue.submit(lambda number=number: done.append(number))
        queue.submit(lambda: done.append(current_thread()))

    assert done[:-1] == list(range(100))
    assert done[-1] is not current_thread()


def test_wait_returns_when_all_submitted_work_is_done() -> None:
    done: list[int] = []

    with StatementQueue(interrupt=Event().set) as queue:
        queue.submit(lambda: done.append(1))
        queue.wait()
        assert done == [1]


@pytest.mark.parametrize("waits", [True, False])
def test_failure_is_raised_at_a_wait_or_the_end_and_ends_the_rest(
    waits: bool,
) -> None:
    done: list[int] = []

    def submit() -> None:
        with StatementQueue(interrupt=Event().set) as queue:
            queue.submit(broken)
            queue.submit(lambda: done.append(1))
            if waits:
                queue.wait()

    with pytest.raises(ValueError, match=r"^no room$"):
        submit()
    assert done == []


def test_failure_is_raised_at_a_later_submit() -> None:
    def submit_for_ever() -> None:
        with StatementQueue(interrupt=Event().set) as queue:
            queue.submit(broken)
            while True:
                queue.submit(Event().set)

    with pytest.raises(ValueError, match=r"^no room$"):
        submit_for_ever()


def test_exception_interrupts_and_skips_the_rest() -> None:
    begun, interrupted, done = Event(), Event(), Event()

    def work() -> None:
        begun.set()
        assert interrupted.wait(_LONG)

    def submit_and_leave() -> None:
        with StatementQueue(interrupted.set) as queue:
            queue.submit(work)
            queue.submit(done.set)
            assert begun.wait(_LONG)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        submit_and_leave()
    assert interrupted.is_set()
    assert not done.is_set()
