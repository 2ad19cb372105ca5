"""Packs items into slots: a slot has at most one item for a record of any event."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias, TypeVar

from engine.evaluation.sweep.event_dispatch import Events

Item = TypeVar("Item")
Slot: TypeAlias = tuple[set[str], list[Item]]  # the events, the items


def in_slots(items: Iterable[tuple[Item, Events]]) -> list[list[Item]]:
    """Put each item, given with its events, into the first slot free of these events.

    An item of any event (None) has a slot of its own. So few columns hold the results
    of all items, and each item has one column.
    """
    slots: list[Slot[Item]] = []
    of_any_event: list[list[Item]] = []
    for item, events in items:
        if events is None:
            of_any_event.append([item])
            continue
        free = (slot for slot in slots if slot[0].isdisjoint(events))
        taken, found = next(free, None) or _new(slots)
        taken.update(events)
        found.append(item)
    return [*of_any_event, *(found for _, found in slots)]


def _new(slots: list[Slot[Item]]) -> Slot[Item]:
    slots.append((set(), []))
    return slots[-1]
