"""Questions to different events share a column; those to one event do not."""

from __future__ import annotations

from engine.evaluation.sweep.slots import in_slots


def test_questions_share_a_slot_unless_they_share_an_event() -> None:
    asked = [("a", ("sealed",)), ("b", ("moved",)), ("c", ("sealed", "moved"))]

    assert in_slots(asked) == [["a", "b"], ["c"]]


def test_question_to_any_event_has_a_slot_of_its_own() -> None:
    asked = [("a", ("sealed",)), ("any", None), ("b", ("moved",))]

    assert in_slots(asked) == [["any"], ["a", "b"]]
