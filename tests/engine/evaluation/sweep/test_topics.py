"""A record is asked only what concerns its event."""

from __future__ import annotations

from typing import Any

from engine.evaluation.sweep.event_dispatch import EventDispatch
from tests.engine.agreement.pieces import life, record, rule
from tests.engine.evaluation.sweep.endings import scan_of


def concerned(
    dispatch: EventDispatch, topic: str, number: int | None = None
) -> list[Any]:
    rows = record("r1"), record("r2", event="crate.moved")
    tables = scan_of([rule(must={"be_reported": {}})], life(*rows)).tables
    added = dispatch.add(tables.table("visible"), tables)
    found = dispatch.concerns(added, topic, number)
    return sorted(tables.rows(added.select("record_id", found=found)))


def test_topic_concerns_the_events_of_its_questions() -> None:
    dispatch = EventDispatch({"slot": [("crate.moved",), ("crate.sealed",)]})

    assert concerned(dispatch, "slot", 0) == [("r1", False), ("r2", True)]
    assert concerned(dispatch, "slot") == [("r1", True), ("r2", True)]


def test_records_that_no_topic_concerns_are_left_out() -> None:
    dispatch = EventDispatch({"slot": [("crate.moved",)]})

    assert concerned(dispatch, "slot") == [("r2", True)]


def test_topic_of_any_event_concerns_every_record() -> None:
    dispatch = EventDispatch({"slot": [("crate.moved",)], "all": [None]})

    assert concerned(dispatch, "all") == [("r1", True), ("r2", True)]
    assert concerned(dispatch, "slot") == [("r1", False), ("r2", True)]
