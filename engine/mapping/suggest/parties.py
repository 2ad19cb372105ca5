"""Finds who a line is about: the company itself, and the party on the other side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from engine.mapping.suggest.lines import Line
from engine.mapping.suggest.part import Part, best
from engine.mapping.suggest.synonyms import Synonyms
from engine.rulebook.identifiers import is_uscc

Way = Literal["comes", "goes", "both", "none"]
# On which side the other party stands, by where a thing goes; the surest side first.
_OTHER_SIDES: dict[Way, tuple[str, ...]] = {
    "comes": ("from", "other", "any", "to"),
    "goes": ("to", "other", "any", "from"),
    "both": ("other", "any", "from", "to"),
    "none": ("other",),
}


@dataclass(frozen=True)
class Parties:
    """The parties that the heads of one sheet name, in the order of the columns.

    `unnamed` are names of companies by their values alone.
    """

    parts: tuple[Part, ...]
    lines: tuple[Line, ...]
    synonyms: Synonyms
    unnamed: tuple[Part, ...] = ()

    @classmethod
    def of(
        cls, parts: Sequence[Part], lines: Sequence[Line], synonyms: Synonyms
    ) -> Parties:
        """Take the parties among the parts of a sheet."""
        named = [part for part in parts if part.meaning.role == "party"]
        parties = tuple(part for part in named if _is_party(part))
        unnamed = tuple(p for p in named if not p.meaning.is_id and p not in parties)
        return cls(parties, tuple(lines), synonyms, unnamed)

    def way(self, line: Line) -> Way:
        """Return where the thing of a line goes: to the company, away, or neither."""
        comes = any(event in self.synonyms.comes for event in line.events)
        goes = any(event in self.synonyms.goes for event in line.events)
        if comes and goes:
            return "both"
        return "comes" if comes else "goes" if goes else "none"

    def counterparty(self, line: Line) -> Part | None:
        """Return the part of the other side: its credit code, another id, or its name."""
        others = [part for part in self.parts if self._is_other(line, part)]
        ids = [part for part in others if part.meaning.is_id]
        codes = [part for part in ids if part.values.are(is_uscc)]
        # The name of a person is no id of anybody, and nobody's business here.
        names = [p for p in others if not p.meaning.is_id and p.is_company]
        if self.way(line) == "none":
            names = []
        for parts in (codes, ids, names):
            for side in _OTHER_SIDES[self.way(line)]:
                if found := best(part for part in parts if _side(part) == side):
                    return found
        return None

    def _is_other(self, line: Line, part: Part) -> bool:
        """Say whether a party may be the other side of a line.

        It is not the company, and not the one of another line's event.
        """
        if part == self.actor() or self._is_own(part):
            return False
        if self.way(line) == "comes" and part.meaning.side == "to":
            # A customer brings things, too; who takes several is another line's.
            return not _is_constant(part) and not self._ways() & {"goes", "both"}
        if self.way(line) == "goes" and part.meaning.side == "from":
            return not _is_constant(part) and not self._ways() & {"comes", "both"}
        event = part.meaning.event
        there = {event for each in self.lines for event in each.events}
        is_of_event = event in line.events or event not in there
        return _side(part) != "other" or event is None or is_of_event

    def _is_own(self, part: Part) -> bool:
        """Say whether a head names the company itself.

        Who does what a head speaks of, as 入库企业 does, is the company where it brings
        something and is the same in every line; 交付网点 is who gets it.
        """
        event = part.meaning.event
        if event and part.meaning.side in ("any", "self"):
            return event not in self.synonyms.goes and _is_constant(part)
        return part.meaning.side == "self"

    def _ways(self) -> set[Way]:
        return {self.way(line) for line in self.lines}

    def actor(self) -> Part | None:
        """Return the id of the company itself, where a column has it."""
        ids = [part for part in self.parts if part.meaning.is_id]
        ways = self._ways()
        own = [part for part in ids if self._is_own(part)]
        codes = [part for part in own if part.values.are(is_uscc)]
        if own:
            return best(codes) or best(own)
        sides = {"any"}
        # In a sheet of what comes in, who takes it is the company, and the reverse.
        if ways == {"comes"}:
            sides.add("to")
        elif ways == {"goes"}:
            sides.add("from")
        return best(p for p in ids if p.meaning.side in sides and _is_constant(p))

    def name_of(self, part: Part) -> Part | None:
        """Return the name of the party whose id a part has: the nearest of its side.

        Where no head says so, it is the nearest that has one name for each id.
        """
        place = {each.name: n for n, each in enumerate(self.parts)}
        names = [each for each in self.parts if not each.meaning.is_id]
        like = (part.meaning.side, part.meaning.event)
        alike = [n for n in names if (n.meaning.side, n.meaning.event) == like]
        if not alike:
            joined = [*names, *self.unnamed]
            alike = [n for n in joined if self._is_free(n) and _goes_with(n, part)]
        return min(
            alike,
            key=lambda n: abs(place.get(n.name, len(place)) - place[part.name]),
            default=None,
        )

    def _is_free(self, name: Part) -> bool:
        """Say whether a name is of a side that no id is of."""
        ids = {p.meaning.side for p in self.parts if p.meaning.is_id}
        return name.meaning.side == "any" or name.meaning.side not in ids


def _goes_with(name: Part, part: Part) -> bool:
    """Say whether each of several ids has one name, and each name one id."""
    pairs = {
        (id_, named)
        for id_, named in zip(part.values.cells, name.values.cells, strict=True)
        if id_ or named
    }
    ids, names = ({pair[n] for pair in pairs} for n in (0, 1))
    return len(pairs) == len(ids) == len(names) > 1 and "" not in ids | names


def _is_party(part: Part) -> bool:
    """Say whether a party is one that a line may have; a mere guess at a name is none."""
    return part.meaning.is_id or part.sure != "guess" or part.meaning.side != "any"


def _side(part: Part) -> str | None:
    """Return the side of a party; who does what a head speaks of may be the other."""
    is_doing = part.meaning.side in ("any", "self") and part.meaning.event is not None
    return "other" if is_doing else part.meaning.side


def _is_constant(part: Part) -> bool:
    return len(part.values.distinct) == 1 and len(part.values.filled) > 1
