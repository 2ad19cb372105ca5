"""The worker answers in order, and its death costs no more than a restart."""

from __future__ import annotations

import io

import pytest

from engine.evaluation.live.session import (
    BranchNote,
    SessionPlan,
    plan_markers,
)
from engine.evaluation.live.worker import (
    Worker,
    WorkerDiedError,
    read_message,
    write_message,
)

PLAN = SessionPlan(
    '{"0": {"all": [{"t": {"$and": [{"event": 1}]}}]}, "any": {"all": [{"m": {"fact": 1}}]}}',
    (BranchNote(3, 5, None, latest=False, sureness=0),),
    plan_markers([[1000]]),
)
FACT = '{"fact":1,"sid":"0","id":"1","record_key":9,"rank":1,"event":1},'


def test_answers_come_in_the_order_of_the_batches() -> None:
    worker = Worker([PLAN])
    worker.send([(0, FACT), (0, FACT.replace('"record_key":9', '"record_key":8'))])
    worker.send([(0, FACT.replace('"event":1', '"event":2'))])

    results = worker.receive(), worker.receive()
    worker.close()

    assert results == ([[(3, 9, 5, -1)], [(3, 8, 5, -1)]], [[]])


def test_fault_in_a_group_is_its_answer_and_the_next_is_judged() -> None:
    worker = Worker([PLAN])
    # Matches left behind by the refused fact would corrupt the core's memory.
    worker.send([(0, FACT + FACT), (0, FACT)] * 20)

    spoilt, judged, *_ = worker.receive()
    worker.close()

    assert "already seen" in str(spoilt)
    assert judged == [(3, 9, 5, -1)]


def test_death_is_told_and_a_restart_judges_again() -> None:
    worker = Worker([PLAN])
    worker.process.kill()

    with pytest.raises(WorkerDiedError, match="signal 9"):
        worker.receive()
    worker.restart()
    worker.send([(0, FACT)])

    assert worker.receive() == [[(3, 9, 5, -1)]]
    worker.close()


def test_message_cut_off_is_the_end() -> None:
    pipe = io.BytesIO()
    write_message(pipe, ["text"])

    assert read_message(io.BytesIO(pipe.getvalue())) == ["text"]
    assert read_message(io.BytesIO(pipe.getvalue()[:5])) is None
