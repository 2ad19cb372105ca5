"""Finds where the heads of a sheet stand, and which rows below them are no lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from engine.dataset.names import folded, tidy
from engine.mapping.suggest import shapes
from engine.mapping.suggest.heads import Head, HeadReader
from engine.mapping.suggest.samples import Row, Sample
from engine.mapping.suggest.shapes import Values
from engine.mapping.suggest.synonyms import Synonyms
from engine.rulebook.identifiers import is_battery_code, is_vin

_DEEPEST_HEAD = 30
_WORTH = {"sure": 1.0, "likely": 0.7, "guess": 0.2}
# Fewer known heads than this make no table of ours.
_LEAST_WORTH = 1.0
_MOST_DATA = 0.3
# How a hint below a head shows a day, as dd/mm/yyyy does.
_PATTERN_OF_DAY = re.compile(
    r"[dDmMyYhHsS年月日]{1,4}([-/. :年月日]+[dDmMyYhHsS]{0,4})+"
)


@dataclass(frozen=True)
class Apart:
    """A line that is no line of the table: what stands under one of its heads.

    `filled` are the heads under which it has anything.
    """

    head: str
    text: str
    kind: Literal["totals", "signature", "heads"]
    filled: frozenset[str]


@dataclass(frozen=True)
class Layout:
    """A sheet as a table: its heads and the values under each.

    `header` has the numbers of the rows of heads, from 1, none where the format has its
    own; `skip` is how many rows below
    them are no lines. `titles` are the texts above the heads. `units` has the units that
    a row below the heads gives; `unit` is that of the whole sheet.
    """

    sample: Sample
    header: tuple[int, ...]
    skip: int
    heads: tuple[Head, ...]
    values: Mapping[str, Values]
    titles: tuple[str, ...]
    units: Mapping[str, str]
    unit: str | None
    apart: tuple[Apart, ...]
    rows: int

    def unit_of(self, head: Head) -> str | None:
        """Return the unit of the numbers under a head, wherever it stands."""
        return (
            head.unit
            or self.units.get(head.text)
            or (None if head.foreign else self.unit)
        )


class LayoutFinder:
    """Finds the layout of sheets; what heads mean is read once for all of them."""

    def __init__(self, reader: HeadReader, synonyms: Synonyms) -> None:
        self.read = cache(reader.read)
        self._reader = reader
        self._totals = {folded(word) for word in synonyms.totals}
        self._signatures = tuple(map(folded, synonyms.signatures))
        self._hints = {folded(word) for word in synonyms.hints}

    def layout(self, sample: Sample) -> Layout | None:
        """Return the layout of a sheet; None where no row has heads that are known."""
        header = self._header(sample)
        if header is None:
            return None
        below = header[-1] + 1 if header else 0
        skip = self._skip(sample, below) if header else 0
        names = sample.heads_at([row + 1 for row in header])
        lines, apart = self._lines(sample, header, below + skip, names)
        columns = {
            name: Values.of([_at(row, i) for row in lines])
            for i, name in enumerate(names)
        }
        named = _filled_in(sample, header)
        read = tuple(
            self.read(name)
            for i, name in enumerate(names)
            if i in named or sample.heads or columns[name].filled
        )
        titles = tuple(
            text
            for row in range(header[0] if header else 0)
            for text in sample.filled(row).values()
        )
        return Layout(
            sample=sample,
            header=tuple(row + 1 for row in header),
            skip=skip,
            heads=read,
            values=columns,
            titles=titles,
            units=self._units(sample, below, skip, names),
            unit=next(filter(None, map(self._reader.unit_in, titles)), None),
            apart=tuple(apart),
            rows=len(lines),
        )

    def _header(self, sample: Sample) -> tuple[int, ...] | None:
        """Return the rows of the heads, from 0: one, or two of which one goes on.

        None where they are not found; none where the format has heads of its own.
        """
        if sample.heads is not None:
            known = sum(map(self._worth_of, sample.heads))
            return () if known >= _LEAST_WORTH else None
        depth = min(_DEEPEST_HEAD, len(sample.rows))
        worths = [self._worth(sample, row) for row in range(depth)]
        best = max(worths, default=0.0)
        if best < _LEAST_WORTH:
            return self._above_codes(sample)
        row = worths.index(best)
        for pair in ((row - 1, row), (row, row + 1)):
            if pair[0] >= 0 and pair[1] < depth and self._goes_on(sample, *pair):
                return pair
        return (row,)

    def _above_codes(self, sample: Sample) -> tuple[int, ...] | None:
        """Return the first row that is filled whole, if codes of batteries stand below it.

        None of its heads has to be known.
        """
        for row in range(min(_DEEPEST_HEAD, len(sample.rows) - 1)):
            heads = sample.filled(row)
            if len(heads) < 2 or _share_of_data(list(heads.values())):
                continue
            below = [sample.filled(r) for r in range(row + 1, len(sample.rows))]
            for column in heads:
                values = Values.of([cells.get(column) for cells in below])
                if values.are(is_battery_code) or values.are(is_vin):
                    return (row,)
        return None

    def _worth(self, sample: Sample, row: int) -> float:
        """Return how much a row looks like heads: how many, and how surely."""
        texts = list(sample.filled(row).values())
        if len(texts) < 2 or _share_of_data(texts) > _MOST_DATA:
            return 0.0
        return sum(self._worth_of(text) for text in set(texts))

    def _worth_of(self, text: str) -> float:
        meanings = self.read(text).meanings.values()
        return max((_WORTH[meaning.sure] for meaning in meanings), default=0.0)

    def _goes_on(self, sample: Sample, row: int, below: int) -> bool:
        """Say whether heads stand in both rows: one fills what the other leaves out."""
        upper, lower = sample.filled(row), sample.filled(below)
        if len(upper) < 2 or not lower or _share_of_data(list(lower.values())):
            return False
        if self._is_hint_row(list(lower.values())):
            return False
        under_blank = [i for i in lower if i not in upper]
        if any(folded(lower[i]) in self._totals for i in lower):
            return False
        over_blank = [i for i in upper if i not in lower]
        return bool(under_blank and over_blank) and self._worth_below(lower) > 0

    def _worth_below(self, lower: Mapping[int, str]) -> float:
        return sum(map(self._worth_of, lower.values())) / len(lower)

    def _skip(self, sample: Sample, start: int) -> int:
        """Return how many rows below the heads only say units, or how to fill in."""
        skip = 0
        for row in range(start, len(sample.rows)):
            texts = list(sample.filled(row).values())
            if not texts or not self._is_hint_row(texts):
                break
            skip += 1
        return skip

    def _is_hint_row(self, texts: list[str]) -> bool:
        return all(
            folded(text.strip("()（） ")) in self._hints
            or _PATTERN_OF_DAY.fullmatch(text)
            or self._reader.unit_in(text) is not None
            or self._reader.is_other_unit(text)
            for text in texts
        )

    def _units(
        self, sample: Sample, start: int, skip: int, names: tuple[str, ...]
    ) -> dict[str, str]:
        return {
            names[i]: unit
            for row in range(start, start + skip)
            for i, text in sample.filled(row).items()
            if (unit := self._reader.unit_in(text))
        }

    def _lines(
        self,
        sample: Sample,
        header: tuple[int, ...],
        start: int,
        names: tuple[str, ...],
    ) -> tuple[list[Row], list[Apart]]:
        """Return the lines of the table, and what stands in rows that are none."""
        lines: list[Row] = []
        apart: list[Apart] = []
        for row in range(start, len(sample.rows)):
            filled = sample.filled(row)
            if not filled:
                continue
            first = min(filled)
            kind = self._kind_apart(sample, header, filled)
            if kind is None:
                lines.append(sample.rows[row])
                continue
            under = frozenset(names[i] for i in filled)
            found = Apart(names[first], tidy(filled[first]), kind, under)
            if found not in apart:
                apart.append(found)
        return lines, apart

    def _kind_apart(
        self, sample: Sample, header: tuple[int, ...], filled: Mapping[int, str]
    ) -> Literal["totals", "signature", "heads"] | None:
        text = folded(filled[min(filled)])
        if text.rstrip(":：") in self._totals:
            return "totals"
        if 2 * len(filled) <= sample.width and text.startswith(self._signatures):
            return "signature"
        if len(filled) > 1 and any(filled == sample.filled(row) for row in header):
            return "heads"
        return None


def _share_of_data(texts: list[str]) -> float:
    """Return how many of some texts are days, numbers or ids, and so no heads."""
    return Values.of(texts).share(_is_data)


def _is_data(text: str) -> bool:
    value = Values((text,))
    return bool(
        shapes.is_number(text)
        or value.days
        or (len(text) > 5 and shapes.is_id(text) and any(map(str.isdigit, text[1:])))
    )


def _filled_in(sample: Sample, header: tuple[int, ...]) -> set[int]:
    """Return the columns in which some row of heads is filled."""
    return {i for row in header for i in sample.filled(row)}


def _at(row: Row, index: int) -> str | None:
    return row[index] if index < len(row) else None
