"""What a chart is made of: placed shapes, and the table of the same figures.

All lengths are in points, from the upper left corner of the chart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from engine.errors import Language

# The width of the text on an A4 page of the reports.
WIDTH = 470.0

Anchor = Literal["start", "middle", "end"]
Kind = Literal["words", "number", "day"]
Point = tuple[float, float]


@dataclass(frozen=True)
class Label:
    """One line of text; `y` is its baseline, `tone` its look."""

    text: str
    x: float
    y: float
    anchor: Anchor
    tone: str


@dataclass(frozen=True)
class Stroke:
    """A line through its points; `look` is its colour, width and pattern."""

    points: tuple[Point, ...]
    look: str


@dataclass(frozen=True)
class Block:
    """A filled rectangle; `hatch` is the path of the lines across it, or "" without."""

    x: float
    y: float
    width: float
    height: float
    look: str
    hatch: str


@dataclass(frozen=True)
class Mark:
    """A sign around a point; `look` says its shape: a verdict, an event or a due day."""

    x: float
    y: float
    look: str


@dataclass(frozen=True)
class Column:
    """The head of a column of a table, and what its cells hold."""

    label: str
    kind: Kind


@dataclass(frozen=True)
class Cell:
    """A text in a table; `language` is its tag where it is not that of the report."""

    text: str
    language: str


@dataclass(frozen=True)
class Table:
    """The figures of a chart; the first cell of a row is its head.

    `total` is the last row, or nothing.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...]


@dataclass(frozen=True)
class Chart:
    """A chart of one kind, laid out, with everything that stands in its place.

    `alternative` says what it shows to those who do not see it. `empty`: the sentence
    in its place where there is nothing to draw, "" where there is. `note` stands below
    it, or is "".
    """

    kind: str
    title: str
    alternative: str
    empty: str
    note: str
    language: Language
    width: float
    height: float
    blocks: tuple[Block, ...]
    strokes: tuple[Stroke, ...]
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    table: Table


def cells(texts: Sequence[str], language: Language) -> tuple[Cell, ...]:
    """Return a row of a table; Chinese in an English report is tagged as such."""
    return tuple(Cell(text, _tag(text, language)) for text in texts)


def _tag(text: str, language: Language) -> str:
    is_han = any("\u3400" <= character <= "\u9fff" for character in text)
    return "zh-CN" if is_han and language == "en" else ""
