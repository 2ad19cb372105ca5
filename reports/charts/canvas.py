"""Collects the shapes of a chart, each placed to the hundredth of a point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.errors import Language
from reports.charts.figure import (
    Anchor,
    Block,
    Chart,
    Label,
    Mark,
    Point,
    Stroke,
    Table,
)
from reports.charts.texts import SIZE, headed, shorten, text_width

ROW = 14.0
# From the middle of a line of text down to its baseline.
BASELINE = 2.7
_HATCHING = 2.4
_HATCHED = {"undetermined"}
_LINES = {"overdue", "as_of_day"}
_DUE_ABOVE = 4.8
# Half of the width of a sign in a key; those of a calendar have room for a number.
_SIGN, _DAY_SIGN = 4.0, 7.0
_AFTER_SIGN, _BETWEEN = 3.0, 14.0


@dataclass(frozen=True)
class Series:
    """One kind of figures: `look` is a verdict or "count", `name` its words."""

    look: str
    name: str


@dataclass
class Canvas:
    """Shapes in the order of their drawing, within `width`."""

    width: float
    blocks: list[Block] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)

    def text(
        self, text: str, x: float, y: float, tone: str = "ink", anchor: Anchor = "start"
    ) -> None:
        """Place a line of text with its baseline at `y`."""
        if text:
            self.labels.append(Label(text, _placed(x), _placed(y), anchor, tone))

    def stroke(self, look: str, *points: Point) -> None:
        """Draw a line through the points."""
        placed = tuple((_placed(x), _placed(y)) for x, y in points)
        self.strokes.append(Stroke(placed, look))

    def block(self, look: str, x: float, y: float, width: float, height: float) -> None:
        """Fill a rectangle, hatched where its look asks for it."""
        hatch = _hatch(x, y, width, height) if look in _HATCHED else ""
        x, y, width, height = map(_placed, (x, y, width, height))
        self.blocks.append(Block(x, y, width, height, look, hatch))

    def mark(self, look: str, x: float, y: float) -> None:
        """Place a sign around a point."""
        self.marks.append(Mark(_placed(x), _placed(y), look))

    def key(
        self, entries: Sequence[Series], x: float, y: float, *, of_blocks: bool = False
    ) -> float:
        """Name signs, or fillings, from `x` on, in lines from the middle `y` on.

        Return the height of the lines.
        """
        start, first = x, y
        for entry in entries:
            half = _DAY_SIGN if entry.look.startswith("day-") else _SIGN
            name_at = 2 * half + _AFTER_SIGN
            name = shorten(headed(entry.name), self.width - start - name_at)
            needed = name_at + text_width(name)
            if x > start and x + needed > self.width:
                x, y = start, y + ROW
            is_block = of_blocks or entry.look == "fold"
            self._sign(entry.look, x + half, y, is_block=is_block)
            self.text(name, x + name_at, y + BASELINE, "quiet")
            x += needed + _BETWEEN
        return y + ROW - first

    def _sign(self, look: str, x: float, y: float, *, is_block: bool) -> None:
        if is_block:
            self.block(look, x - _SIGN, y - _SIGN, 2 * _SIGN, 2 * _SIGN)
        elif look in _LINES:
            self.stroke(look, (x - _SIGN, y), (x + _SIGN, y))
        else:
            # The sign of a due day stands above its point.
            self.mark(look, x, y + _DUE_ABOVE if look == "due" else y)

    def chart(
        self,
        kind: str,
        height: float,
        table: Table,
        language: Language,
        *,
        title: str,
        alternative: str,
        note: str = "",
        empty: str = "",
    ) -> Chart:
        """Return the chart of these shapes, or the sentence `empty` in its place."""
        return Chart(
            kind=kind,
            title=title,
            alternative=alternative,
            empty=empty,
            note=note,
            language=language,
            width=_placed(self.width),
            height=_placed(height),
            blocks=tuple(self.blocks),
            strokes=tuple(self.strokes),
            marks=tuple(self.marks),
            labels=tuple(self.labels),
            table=table,
        )


def _placed(length: float) -> float:
    return round(length, 2) + 0.0


def _hatch(x: float, y: float, width: float, height: float) -> str:
    """Return the path of slanted lines across a rectangle.

    A pattern of SVG would need an id that no other chart of the page has.
    """
    right, low = x + width, y + height
    lines = []
    total = _HATCHING
    while total < width + height:
        across = x + y + total
        left_x, right_x = max(x, across - low), min(right, across - y)
        lines.append(
            f"M{left_x:.2f} {across - left_x:.2f}L{right_x:.2f} {across - right_x:.2f}"
        )
        total += _HATCHING
    return "".join(lines)


def label_room(texts: Sequence[str], most: float, size: float = SIZE) -> float:
    """Return the width of the widest text, but at most `most`."""
    return min(max((text_width(text, size) for text in texts), default=0.0), most)
