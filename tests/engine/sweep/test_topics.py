"""A record is asked only what concerns its event."""

from __future__ import annotations

from typing import Any

from engine.sweep.topics import Topics
from tests.engine.agreement.pieces import life, record, rule
from tests.engine.sweep.endings import scan_of


def concerned(topics: Topics, topic: str, number: int | None = None) -> list[Any]:
    rows = record("r1"), record("r2", event="crate.moved")
    bench = scan_of([rule(must={"be_reported": {}})], life(*rows)).bench
    added = topics.add(bench.table("seen"), bench)
    found = topics.concerns(added, topic, number)
    return sorted(bench.rows(added.select("record_id", found=found)))


def test_topic_concerns_the_events_of_its_questions() -> None:
    topics = Topics({"slot": [("crate.moved",), ("crate.sealed",)]})

    assert concerned(topics, "slot", 0) == [("r1", False), ("r2", True)]
    assert concerned(topics, "slot") == [("r1", True), ("r2", True)]


def test_records_that_no_topic_concerns_are_left_out() -> None:
    topics = Topics({"slot": [("crate.moved",)]})

    assert concerned(topics, "slot") == [("r2", True)]


def test_topic_of_any_event_concerns_every_record() -> None:
    topics = Topics({"slot": [("crate.moved",)], "all": [None]})

    assert concerned(topics, "all") == [("r1", True), ("r2", True)]
    assert concerned(topics, "slot") == [("r1", False), ("r2", True)]
