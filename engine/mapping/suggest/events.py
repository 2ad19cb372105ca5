"""Finds what the lines of a sheet tell: the event of each, its day and its battery."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from engine.dataset.names import folded
from engine.errors import message
from engine.mapping.suggest import shapes
from engine.mapping.suggest.head_words import event_words
from engine.mapping.suggest.heads import Head
from engine.mapping.suggest.layout import Layout
from engine.mapping.suggest.lines import (
    KNOWN_UNNAMED,
    Kinds,
    Line,
    battery_of,
    by_event,
    event_to_fill_in,
    event_told,
    of_batteries,
    of_days,
    of_kinds,
    of_unknown_batteries,
    read_as,
)
from engine.mapping.suggest.meanings import Sure
from engine.mapping.suggest.movements import of_the_company, seen_from_here
from engine.mapping.suggest.part import Part, best
from engine.mapping.suggest.proposal import ProposedColumn, When
from engine.mapping.suggest.shapes import Values
from engine.mapping.suggest.synonyms import Synonyms
from engine.mapping.suggest.tokens import Lexicon
from engine.rulebook.identifiers import is_battery_code
from engine.rulebook.model import Vocabulary

# A column of kinds has few of them, and from this share of its rows on known ones.
_MOST_KINDS = 15
_KNOWN_KINDS = 0.25
_HALF_OF_WORD = 0.5
# What heads of other roles name has other values than the few words of a kind.
_MAY_BE_KINDS = (None, "kind", "day", "number", "document")


@dataclass(frozen=True)
class _Named:
    """The event that a name speaks of; `is_near`: a sheet or a title, and no file."""

    event: str
    word: str
    text: str
    is_near: bool

    @property
    def proposed(self) -> ProposedColumn:
        """The event as it is proposed for every row."""
        return event_told(self.event, message("mapping.why.named", text=self.text))


class EventReader:
    """Reads the events of words, names and lines."""

    def __init__(self, vocabulary: Vocabulary, synonyms: Synonyms) -> None:
        others = (
            (word, kind, "")
            for kind in ("beside", "battery", "written", "document")
            for word in synonyms.words.get(kind, ())
        )
        none = ((word, "none", "") for word in synonyms.no_events)
        self._words = Lexicon([*event_words(vocabulary, synonyms), *others, *none])
        self._names = {
            folded(name): event
            for event, text in vocabulary.events.items()
            for name in (event, text.zh)
        }
        endings = "|".join(map(re.escape, synonyms.company_endings))
        self._company = re.compile(f".*(?:{endings})" if endings else "(?!)", re.I)
        self._synonyms = synonyms

    def lines(self, layout: Layout, parts: Sequence[Part]) -> tuple[Line, ...]:
        """Return what each line of a sheet tells, at least one thing."""
        days = self._days(parts)
        batteries = [part for part in parts if part.meaning.role == "battery"]
        moved = by_event(batteries)
        kinds = self._kinds(layout, parts)
        dated = by_event(days)
        if len(moved) > 1:
            found = of_batteries(moved, days)
        elif not moved and (unknown := _several(batteries, parts)):
            found = of_unknown_batteries(unknown, days)
        elif kinds and kinds.tells_more(dated):
            found = of_kinds(kinds, days, batteries)
        elif len(dated) > 1:
            found = of_days(dated, batteries)
        else:
            found = self._of_one(days, batteries, self._named(layout))
        found = of_the_company(found, parts, self._synonyms)
        found = seen_from_here(found, parts, self._synonyms)
        return self._read_again(found, parts)

    def event_of(self, word: str) -> tuple[str, float] | None:
        """Return the event that a word for a kind of line stands for, and how fully.

        The latter is the share of the word that is known; None where it names no event.
        """
        if event := self._names.get(folded(word)):
            return event, 1.0
        tokens = self._words.split(word)
        events = tokens.of("event")
        if not events or tokens.has("none"):
            return None
        return events[-1], tokens.covered

    def _days(self, parts: Sequence[Part]) -> list[Part]:
        """Return the days of events, without those that count only beside others."""
        days = [part for part in parts if part.meaning.role == "day"]
        done = [part for part in days if not part.meaning.is_planned]
        days = done or days
        there = {part.meaning.event for part in days}
        there |= {
            other.read
            for other in self._synonyms.instead
            if other.read and other.event in there and there & set(other.beside)
        }
        of_no_matter = {
            other.event
            for other in self._synonyms.instead
            if other.read is None and there & set(other.beside)
        }
        kept = []
        for part in days:
            beside = self._synonyms.only_beside.get(part.meaning.event or "")
            if part.meaning.event in of_no_matter:
                continue
            if beside is None or there & set(beside):
                kept.append(part)
        return kept

    def _kinds(self, layout: Layout, parts: Sequence[Part]) -> Kinds | None:
        """Return the column that says what each line is, if there is one."""
        roles = {part.name: part.meaning.role for part in parts}
        found: list[tuple[float, Kinds]] = []
        for head in layout.heads:
            values, role = layout.values[head.text], roles.get(head.text)
            if role not in _MAY_BE_KINDS or values.days or _is_code(head):
                continue
            if not 0 < len(values.distinct) <= _MOST_KINDS:
                continue
            kinds = self._as_kinds(head.text, values, role == "kind")
            if role != "kind" and not _is_of_kinds(kinds, values):
                continue
            if kinds.share >= (_KNOWN_KINDS if role == "kind" else KNOWN_UNNAMED):
                is_kind = role == "kind" and not self._is_of_paper(head)
                found.append((kinds.share + (role == "kind") + is_kind / 4, kinds))
        return max(found, key=lambda pair: pair[0])[1] if found else None

    def _is_of_paper(self, head: Head) -> bool:
        """Say whether a head speaks of the kind of a paper, and not of what happened."""
        return self._words.split(head.text).has("document")

    def _as_kinds(self, head: str, values: Values, is_kind: bool) -> Kinds:
        """Return the words under a head as events, as far as they name some.

        Under a head of kinds a word need not be known as a whole.
        """
        least = _HALF_OF_WORD if is_kind else 1.0
        read = {word: self.event_of(word) for word in values.distinct}
        known = {w: named for w, named in read.items() if named and named[1] >= least}
        sure: Sure = (
            "likely" if all(share == 1 for _, share in known.values()) else "guess"
        )
        if is_kind and all(folded(word) in self._names for word in known):
            sure = "sure"
        unknown = tuple(word for word in read if word not in known)
        events = {word: event for word, (event, _) in known.items()}
        return Kinds(head, events, unknown, sure, values.share(events.__contains__))

    def _named(self, layout: Layout) -> _Named | None:
        """Return the event of the sheet's name, else of a title, else of the file's."""
        sample = layout.sample
        names = [(sample.sheet or "", True)]
        names += [(title, True) for title in layout.titles]
        names.append((PurePosixPath(sample.file).stem, False))
        chosen: _Named | None = None
        for text, is_near in names:
            found = self._event_word(self._company.sub("", text))
            # Another name that says the same and more is more exact.
            if found and (chosen is None or _says_more(found[1], chosen.word)):
                chosen = _Named(*found, text, is_near)
        return chosen

    def _event_word(self, text: str) -> tuple[str, str] | None:
        """Return the event that a text speaks of last, with the word for it."""
        tokens = self._words.split(text).found
        found = ((token.meaning("event"), token.text) for token in tokens)
        return next(((e, word) for e, word in reversed(list(found)) if e), None)

    def _of_one(
        self, days: Sequence[Part], batteries: Sequence[Part], named: _Named | None
    ) -> list[Line]:
        """Return the lines of a sheet with at most one day that speaks of an event."""
        battery = battery_of(None, batteries)
        day = best(day for day in days if day.meaning.event)
        plain = best(day for day in days if not day.meaning.event)
        if day and day.meaning.event:
            return self._of_day(day, day.meaning.event, plain, battery, named)
        if named is None:
            return [Line((), event_to_fill_in(), plain, battery)]
        return [Line((named.event,), named.proposed, plain, battery)]

    def _of_day(
        self,
        day: Part,
        event: str,
        plain: Part | None,
        battery: Part | None,
        named: _Named | None,
    ) -> list[Line]:
        """Return the lines where a day speaks of one event, and a name of another.

        A name that says more is followed. A name and a day of no event beside it make a
        line of their own; else a sheet's name is followed as long as both move things
        the same way.
        """
        why = message("mapping.why.day-of", head=day.name)
        of_day = Line((event,), event_told(event, why), day, battery)
        if named is None or named.event == event:
            return [of_day]
        of_name = Line((named.event,), named.proposed, day, battery)
        _, word = self._event_word(day.name) or (event, "")
        if word and _says_more(named.word, word):
            return [of_name]
        if plain and plain.sure == "sure" and named.event != event:
            return [replace(of_name, day=plain), replace(of_day, when=When(day.name))]
        if not named.is_near:
            return [of_day]
        is_same_way = self._side(named.event) == self._side(event)
        return [of_name if is_same_way else of_day]

    def _side(self, event: str) -> tuple[bool, bool]:
        return event in self._synonyms.comes, event in self._synonyms.goes

    def _read_again(self, lines: list[Line], parts: Sequence[Part]) -> tuple[Line, ...]:
        """Replace events that mean others in such a company."""
        columns = {p.meaning.column for p in parts if p.meaning.role == "column"}
        for other in self._synonyms.instead:
            if other.read is None:
                continue
            events = {event for line in lines for event in line.events}
            if other.where in columns or events & set(other.beside):
                lines = [read_as(line, other.event, other.read) for line in lines]
        return tuple(lines)


def _several(batteries: Sequence[Part], parts: Sequence[Part]) -> list[Part]:
    """Return the columns of codes of batteries beside a vehicle, where there are several.

    One is taken out of it, and one put in, though no head says which.
    """
    coded = [p for p in batteries if p.values.are(is_battery_code)]
    has_vehicle = any(part.meaning.column == "vin" for part in parts)
    return coded if has_vehicle and len(coded) > 1 else []


def _is_of_kinds(kinds: Kinds, values: Values) -> bool:
    """Say whether a column whose head does not say so has the kinds of nearly all lines."""
    is_filled = len(values.filled) >= shapes.MOST * len(values.cells)
    return is_filled and len(set(kinds.events.values())) > 1


def _is_code(head: Head) -> bool:
    """Say whether a head surely names a column of a register, such as one of roles."""
    return any(
        meaning.role == "column" and meaning.sure == "sure"
        for table, meaning in head.meanings.items()
        if table != "records"
    )


def _says_more(word: str, other: str) -> bool:
    return other != word and other in word
