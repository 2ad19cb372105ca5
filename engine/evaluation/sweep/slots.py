"""Lays questions out in slots: each slot asks a record of any event one thing at most."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias, TypeVar

from engine.evaluation.sweep.event_dispatch import Events

Question = TypeVar("Question")
Slot: TypeAlias = tuple[set[str], list[Question]]  # the events asked, the questions


def in_slots(asked: Iterable[tuple[Question, Events]]) -> list[list[Question]]:
    """Put each question into the first slot where none of its events is asked yet.

    A question to any event (None) has a slot of its own. So few columns hold the
    answers of all questions, and each question's are in one column.
    """
    slots: list[Slot[Question]] = []
    alone: list[list[Question]] = []
    for question, events in asked:
        if events is None:
            alone.append([question])
            continue
        free = (slot for slot in slots if slot[0].isdisjoint(events))
        taken, predicates = next(free, None) or _new(slots)
        taken.update(events)
        predicates.append(question)
    return [*alone, *(predicates for _, predicates in slots)]


def _new(slots: list[Slot[Question]]) -> Slot[Question]:
    slots.append((set(), []))
    return slots[-1]
