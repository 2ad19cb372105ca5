"""Tells two movements of a line from one movement that has a day at either end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from engine.mapping.suggest.lines import Line, read_as
from engine.mapping.suggest.part import Part
from engine.mapping.suggest.synonyms import Synonyms

# So many lines have to show which of two days comes first.
_LEAST_ROWS = 2


def of_the_company(
    lines: Sequence[Line], parts: Sequence[Part], synonyms: Synonyms
) -> list[Line]:
    """Return the lines without those that tell how another party got what was sent.

    What comes in is in before it goes out. Where every day of receipt is that of the
    dispatch or a later one, both are of one movement, such as that of a waybill; the
    company is the one at the end whose party is the same in every line, or not named.
    """
    coming = [each for each in lines if _is_of(each, synonyms.comes)]
    going = [each for each in lines if _is_of(each, synonyms.goes)]
    if len(coming) != 1 or len(going) != 1 or not _arrives_later(going[0], coming[0]):
        return list(lines)
    way = way_of(parts)
    if way is None:
        return list(lines)
    other = coming[0] if way == "goes" else going[0]
    kept = [each for each in lines if each is not other]
    return [replace(each, when=None) for each in kept] if len(kept) == 1 else kept


def way_of(parts: Sequence[Part]) -> Literal["comes", "goes"] | None:
    """Return where the things of a sheet go, by who is the same in every line.

    Whoever sends them all, or takes them all, is the company; where nobody is named on
    either side, what is known of the receipt is so because it took them. None where
    nobody can tell.
    """
    senders, takers = (_parties(parts, side) for side in ("from", "to"))
    if not senders and not takers:
        return "comes"
    is_sender = bool(takers) and all(map(_is_constant, senders))
    is_taker = bool(senders) and all(map(_is_constant, takers))
    if is_sender == is_taker:
        return None
    return "goes" if is_sender else "comes"


def seen_from_here(
    lines: Sequence[Line], parts: Sequence[Part], synonyms: Synonyms
) -> list[Line]:
    """Return the one line of a sheet as the company sees it.

    What another party sends comes in, where parties on both sides are named and the one
    that takes everything is the same in every line; and the reverse.
    """
    if len(lines) != 1 or len(lines[0].events) != 1:
        return list(lines)
    ends = [p for p in parts if p.meaning.role == "party" and p.meaning.is_id]
    if {"from", "to"} - {p.meaning.side for p in ends}:
        return list(lines)
    [line], [event], way = lines, lines[0].events, way_of(ends)
    away = synonyms.goes if way == "comes" else synonyms.comes if way else ()
    other = synonyms.other_end.get(event)
    return [read_as(line, event, other) if event in away and other else line]


def _is_of(line: Line, events: Sequence[str]) -> bool:
    return line.day is not None and len(line.events) == 1 and line.events[0] in events


def _arrives_later(going: Line, coming: Line) -> bool:
    """Say whether what goes never goes after it comes, and sometimes before."""
    assert going.day
    assert coming.day
    rows = range(len(going.day.values.cells))
    days = [(going.day.values.day_at(r), coming.day.values.day_at(r)) for r in rows]
    both = [(out, in_) for out, in_ in days if out and in_]
    is_ordered = all(out <= in_ for out, in_ in both)
    return len(both) >= _LEAST_ROWS and is_ordered and any(o < i for o, i in both)


def _parties(parts: Sequence[Part], side: str) -> list[Part]:
    return [
        part
        for part in parts
        if part.meaning.role == "party" and part.meaning.side == side
    ]


def _is_constant(part: Part) -> bool:
    return len(part.values.distinct) == 1
