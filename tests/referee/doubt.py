"""Which rejected rows might be what a verdict rests on not being there."""

from typing import Any

from .kleene import Kleene, all_of
from .world import Row, World

Pairs = list[tuple[str, str]]


def is_event(row: Row, events: Any) -> bool:
    """Tell whether a record is of one of these events."""
    wanted = events if isinstance(events, list) else [events]
    return events == "any_event" or row["event"] in wanted


def might_be_event(world: World, row: Row, events: Any) -> bool:
    """Tell whether a rejected row is of one of these events, or its event unreadable."""
    return is_event(row, events) or row["event"] not in world.events


def agrees(one: Row, other: Row, pairs: Pairs) -> bool:
    """Tell whether all these columns are filled and equal."""
    return all(one[a] is not None and one[a] == other[b] for a, b in pairs)


def may_agree(world: World, one: Row, other: Row, pairs: Pairs) -> Kleene:
    """Compare as `agrees` does; a column of the other that no file has is unknown."""
    return all_of(
        None if world.is_absent("records", b) else agrees(one, other, [(a, b)])
        for a, b in pairs
    )


def rejected_like(world: World, row: Row, events: Any, pairs: Pairs) -> list[Row]:
    """Return the rejected rows that might be such an event with equal `same` cells."""
    return [
        other
        for other in world.rejected["records"]
        if might_be_event(world, other, events) and agrees(row, other, pairs)
    ]


def might_be_corrected(world: World, row: Row) -> bool:
    """Tell whether a rejected row corrects this record."""
    return any(r["corrects"] == row["record_id"] for r in world.rejected["records"])


def might_be_in_year(world: World, events: Any, actor: str, year: int) -> bool:
    """Tell whether a rejected row might be a further record of an actor's year."""
    return any(
        might_be_event(world, row, events)
        and row["actor_id"] == actor
        and (row["occurred_on"] is None or row["occurred_on"].year == year)
        for row in world.rejected["records"]
    )
