"""A head with what it means in one table, as far as the values below it agree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from engine.mapping.suggest.codes import Translated
from engine.mapping.suggest.heads import Head
from engine.mapping.suggest.meanings import Meaning, Sure
from engine.mapping.suggest.shapes import Values

_ORDER: tuple[Sure, ...] = ("sure", "likely", "guess")


@dataclass(frozen=True)
class Part:
    """A head with what it means in one table, as far as its values agree.

    `by_shape`: the head says nothing, and its values alone speak for it. `unit` is the
    unit of its numbers, `words` its words as codes where it has any; `of_days`,
    `is_number` and `is_company`: it is a column of these, the last of names of companies.
    """

    head: Head
    meaning: Meaning
    values: Values
    by_shape: bool = False
    unit: str | None = None
    words: Translated | None = None
    of_days: bool = False
    is_company: bool = False
    is_number: bool = False

    @property
    def name(self) -> str:
        """The head as the source writes it."""
        return self.head.text

    @property
    def is_day(self) -> bool:
        """Whether the values are read as days."""
        return self.meaning.role in ("day", "report", "written") or self.of_days

    @property
    def sure(self) -> Sure:
        """How sure the meaning is, with its values looked at."""
        return self.meaning.sure


def best(parts: Iterable[Part]) -> Part | None:
    """Return the surest of some parts, and the first of those."""
    return min(parts, key=by_sureness, default=None)


def by_sureness(part: Part) -> tuple[int, int]:
    """Return the place of a part among others, the surest first.

    Of two that are equally sure, the one whose head is named first: net weight before
    gross.
    """
    return _ORDER.index(part.sure), part.meaning.rank


def less(sure: Sure) -> Sure:
    """Return the next lower degree."""
    return _ORDER[min(_ORDER.index(sure) + 1, len(_ORDER) - 1)]


def least(*found: Sure) -> Sure:
    """Return the lowest of some degrees."""
    return max(found, key=_ORDER.index)


def _with(part: Part, sure: Sure) -> Part:
    return replace(part, meaning=replace(part.meaning, sure=sure))


def at_most(part: Part, sure: Sure) -> Part:
    """Return a part that is at most so sure."""
    return _with(part, least(part.sure, sure))


def firmer(part: Part) -> Part:
    """Return a part one degree surer, because of what its values show."""
    return _with(part, _ORDER[max(_ORDER.index(part.sure) - 1, 0)])


def unseen(part: Part) -> Part:
    """Return a part less sure where no value below its head could be looked at."""
    return part if part.values.filled else _with(part, less(part.sure))
