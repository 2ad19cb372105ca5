"""The lines of a sheet: what each tells, once it is known by which of its columns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from engine.errors import Message, message
from engine.mapping.model import Constant, FromColumn, Translation
from engine.mapping.suggest.cells import constant, to_fill_in
from engine.mapping.suggest.meanings import Sure
from engine.mapping.suggest.part import Part, best
from engine.mapping.suggest.proposal import ProposedColumn, When

# From this share of its rows on with a known word, a column without a head for it says
# what its lines are.
KNOWN_UNNAMED = 0.6


@dataclass(frozen=True)
class Line:
    """What a line of a sheet tells: one event, or one for each kind of line.

    `events` are the events that it can be, none where a person has to say it; `event` is
    what stands in our column.
    """

    events: tuple[str, ...]
    event: ProposedColumn
    day: Part | None
    battery: Part | None
    when: When | None = None


@dataclass(frozen=True)
class Kinds:
    """A column that says of each line what it is: its head, and events by word.

    `share` is the share of the rows whose word is known.
    """

    head: str
    events: Mapping[str, str]
    unknown: tuple[str, ...]
    sure: Sure
    share: float

    def tells_more(self, days: Collection[str]) -> bool:
        """Say whether it tells of events that the heads of days do not tell of."""
        if len(days) > 1 and (self.share < KNOWN_UNNAMED or self.sure == "guess"):
            return False
        return not set(self.events.values()) <= set(days)


def by_event(parts: Iterable[Part]) -> dict[str, Part]:
    """Return the surest part of each event that some of them speak of, in order."""
    found: dict[str, list[Part]] = {}
    for part in parts:
        if part.meaning.event:
            found.setdefault(part.meaning.event, []).append(part)
    chosen = ((event, best(some)) for event, some in found.items())
    return {event: part for event, part in chosen if part}


def battery_of(event: str | None, batteries: Sequence[Part]) -> Part | None:
    """Return the battery of an event, else the one of no event, else any."""
    return (
        best(part for part in batteries if event and part.meaning.event == event)
        or best(part for part in batteries if not part.meaning.event)
        or best(batteries)
    )


def of_batteries(moved: Mapping[str, Part], days: Sequence[Part]) -> list[Line]:
    """Return a line for each battery that a row names as one of another event."""
    return [
        Line(
            (event,),
            event_told(event, message("mapping.why.battery-of", head=battery.name)),
            best(day for day in days if day.meaning.event == event)
            or best(day for day in days if not day.meaning.event)
            or best(days),
            battery,
            When(battery.name),
        )
        for event, battery in moved.items()
    ]


def of_unknown_batteries(batteries: Sequence[Part], days: Sequence[Part]) -> list[Line]:
    """Return a line for each battery of a row, of which a person has to say the event."""
    return [
        Line((), event_to_fill_in(), best(days), battery, When(battery.name))
        for battery in batteries
    ]


def of_days(by_event: Mapping[str, Part], batteries: Sequence[Part]) -> list[Line]:
    """Return a line for each day that a row has of another event."""
    return [
        Line(
            (event,),
            event_told(event, message("mapping.why.day-of", head=day.name)),
            day,
            battery_of(event, batteries),
            When(day.name),
        )
        for event, day in by_event.items()
    ]


def of_kinds(
    kinds: Kinds, days: Sequence[Part], batteries: Sequence[Part]
) -> list[Line]:
    """Return the line of the kinds, and one for each day of an event that is no kind."""
    events = tuple(dict.fromkeys(kinds.events.values()))
    plain = best(day for day in days if not day.meaning.event)
    day = plain or best(day for day in days if day.meaning.event in events)
    event = ProposedColumn(
        "event",
        FromColumn(kinds.head, 0, Translation(dict(kinds.events))),
        kinds.sure,
        (message("mapping.why.kinds", head=kinds.head),),
        kinds.unknown,
    )
    others = {e: d for e, d in by_event(days).items() if e not in events and d != day}
    line = Line(events, event, day, battery_of(None, batteries))
    return [line, *of_days(others, batteries)]


def event_told(event: str, why: Message) -> ProposedColumn:
    """Propose one event for every row."""
    return constant("event", event, "likely", why)


def event_to_fill_in() -> ProposedColumn:
    """Return the event that a person has to fill in."""
    return to_fill_in("event", message("mapping.why.no-event"))


def read_as(line: Line, event: str, read: str) -> Line:
    """Return a line in which an event stands for another."""
    if event not in line.events:
        return line
    cell = line.event.cell
    if isinstance(cell, Constant):
        cell = replace(cell, text=read)
    elif isinstance(cell, FromColumn) and cell.translation.values:
        values = {
            word: read if meant == event else meant
            for word, meant in cell.translation.values.items()
        }
        cell = replace(cell, translation=replace(cell.translation, values=values))
    events = tuple(read if each == event else each for each in line.events)
    return replace(line, events=events, event=replace(line.event, cell=cell))
