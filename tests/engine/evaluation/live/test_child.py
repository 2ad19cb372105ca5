"""The child answers every batch in order and ends with its input."""

from __future__ import annotations

import io
import subprocess
import sys

from engine.evaluation.live.child import serve
from engine.evaluation.live.worker import read_message, write_message
from tests.engine.evaluation.live.test_worker import FACT, PLAN


def served(*batches: list[tuple[int, str]]) -> list[object]:
    source, sink = io.BytesIO(), io.BytesIO()
    for message in ([PLAN], *batches):
        write_message(source, message)
    source.seek(0)
    serve(source, sink)
    sink.seek(0)
    results = []
    while (answer := read_message(sink)) is not None:
        results.append(answer)
    return results


def test_batches_are_answered_in_order_until_the_input_ends() -> None:
    ruling = (3, 9, 5, -1)

    assert served([(0, FACT), (0, FACT)], [(0, FACT)]) == [
        [[ruling], [ruling]],
        [[ruling]],
    ]


def test_input_without_batches_is_answered_with_nothing() -> None:
    assert served() == []


def test_group_that_fails_is_answered_in_words_and_the_next_is_judged() -> None:
    (((refusal, judged),),) = [served([(0, FACT + FACT), (0, FACT)])]

    assert str(refusal) == ("durable-rules: a fact was taken for one already seen")
    assert judged == [(3, 9, 5, -1)]


def test_child_ends_when_its_parent_is_gone_in_the_middle_of_a_message() -> None:
    source = io.BytesIO()
    for message in ([PLAN], [(0, FACT)]):
        write_message(source, message)
    child = subprocess.Popen(
        [sys.executable, "-m", "engine.evaluation.live.child"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip

    # Without its end the child waited for ever.
    child.communicate(source.getvalue()[:-9], timeout=120)

    assert child.returncode == 0
