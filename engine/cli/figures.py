"""Prints named figures as a table that fits the width of the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

# From this width on a row takes one line, if its title then has the room below.
WIDE = 120
_TITLE_ROOM = 36
_INDENT = "  "
_GAP = "  "
_HEAD_WIDTH = 8
_LEAST_LEFT = 20


@dataclass(frozen=True)
class Head:
    """The heading of a column; one that `is_for_wide` is shown on wide terminals only."""

    name: str
    is_for_wide: bool = False


@dataclass(frozen=True)
class Row:
    """A title in the reader's language, an id or "", and a figure for each column.

    A figure of None is not known, and is printed as a dash.
    """

    title: str
    row_id: str
    figures: Sequence[int | None]
    is_bold: bool = False


@dataclass(frozen=True)
class Group:
    """Rows under one heading, and the sums that stand beside it, if any."""

    heading: str
    rows: Sequence[Row]
    totals: Sequence[int] = ()


def print_figures(
    console: Console, heads: Sequence[Head], groups: Sequence[Group]
) -> None:
    """Print the groups one below the other, their figures aligned to the right.

    On a wide terminal a row takes one line: its title, cut where it is too long, its
    id, and all figures. On a narrow one the title wraps over the whole width, and the
    id stands below it, beside the figures; where these have no room beside an id, they
    stand beside the title. An id is never broken.
    """
    for line in _lines(console.width, heads, groups):
        console.print(line, soft_wrap=True)
    console.print()


def _lines(
    width: int, heads: Sequence[Head], groups: Sequence[Group]
) -> Iterator[Text]:
    everything = range(len(heads))
    if width >= WIDE:
        wide = _layout(width, heads, groups, everything)
        if wide.room >= _TITLE_ROOM:
            return wide.wide()
    shown = [n for n in everything if width >= WIDE or not heads[n].is_for_wide]
    return _layout(width, heads, groups, shown).narrow()


def _layout(
    width: int, heads: Sequence[Head], groups: Sequence[Group], columns: Sequence[int]
) -> _Layout:
    """Return the layout with its headings broken where that makes needed room."""
    names = [heads[n].name for n in columns]
    layout = _Layout(width, names, groups, columns)
    if layout.is_spacious:
        return layout
    return _Layout(width, list(map(_broken, names)), groups, columns)


def _broken(head: str) -> str:
    """Break a heading into lines: at its spaces, or Chinese in the middle."""
    from textwrap import wrap

    if " " in head:
        return "\n".join(wrap(head, _HEAD_WIDTH))
    middle = (len(head) + 1) // 2
    is_long = len(head) > 3 and not head.isascii()
    return f"{head[:middle]}\n{head[middle:]}" if is_long else head


class _Layout:
    """One layout of a table: which columns it shows, and how wide they are."""

    def __init__(
        self,
        width: int,
        heads: Sequence[str],
        groups: Sequence[Group],
        columns: Sequence[int],
    ) -> None:
        from rich.cells import cell_len

        self._width, self._groups, self._columns = width, groups, columns
        self._heads = [head.split("\n") for head in heads]
        figures = [row.figures for group in groups for row in group.rows]
        figures += [group.totals for group in groups if group.totals]
        self._widths = [
            max(*map(cell_len, head), *(len(_shown(row[n])) for row in figures), 0)
            for n, head in zip(columns, self._heads, strict=True)
        ]
        rows = [row for group in groups for row in group.rows]
        self._id_width = max((cell_len(row.row_id) for row in rows), default=0)
        self._title_width = max((cell_len(row.title) for row in rows), default=0)
        self._figures_width = sum(width + len(_GAP) for width in self._widths)

    @property
    def room(self) -> int:
        """How many columns of the terminal a title has where a row is one line."""
        taken = len(_INDENT) + len(_GAP) + self._id_width + self._figures_width
        return self._width - taken

    @property
    def fits(self) -> bool:
        """Whether ids, and headings with sums, have room beside the figures."""
        from rich.cells import cell_len

        headings = (cell_len(g.heading) for g in self._groups if g.totals)
        left = max(len(_INDENT) + self._id_width, *headings, 0)
        return left + self._figures_width <= self._width

    @property
    def is_spacious(self) -> bool:
        """Whether nothing is gained by breaking the headings of the columns."""
        if self._width >= WIDE and self.room >= _TITLE_ROOM:
            return self._title_width <= self.room
        return self.fits

    def wide(self) -> Iterator[Text]:
        """Yield a line for each heading and each row."""
        from rich.cells import cell_len, set_cell_size
        from rich.text import Text

        left = self._width - self._figures_width
        for group in self._groups:
            yield from self._heading(group, left)
            for row in group.rows:
                title = row.title
                if cell_len(title) > self.room:
                    title = set_cell_size(title, self.room - 1).rstrip() + "…"
                text = Text.assemble(
                    _INDENT, (set_cell_size(title, self.room), _weight(row)), _GAP,
                    (row.row_id, "dim"),
                )  # fmt: skip
                yield self._beside(text, left, row.figures, _weight(row))

    def narrow(self) -> Iterator[Text]:
        """Yield the heading of each group, and the lines of each row of it."""
        left = max(self._width - self._figures_width, _LEAST_LEFT)
        for group in self._groups:
            yield from self._heading(group, left)
            for row in group.rows:
                yield from self._narrow_row(row, left)

    def _narrow_row(self, row: Row, left: int) -> Iterator[Text]:
        """Yield the title, wrapped, then the id, with the figures beside one of them."""
        from rich.text import Text

        is_beside_id = bool(row.row_id) and self.fits
        room = (self._width if is_beside_id else left) - len(_INDENT)
        lines = [
            Text.assemble(_INDENT, (line, _weight(row)))
            for line in _wrapped(row.title, room)
        ]
        if row.row_id:
            lines.append(Text.assemble(_INDENT, (row.row_id, "dim")))
        place = len(lines) - 1 if is_beside_id else 0
        self._beside(lines[place], left, row.figures, _weight(row))
        yield from lines

    def _heading(self, group: Group, left: int) -> Iterator[Text]:
        """Yield the headings of the columns, where it is the first group, and its own.

        A heading without sums stands beside those of the columns if it has the room.
        """
        from rich.cells import cell_len
        from rich.text import Text

        heads = list(self._heads_in_lines(left)) if group is self._groups[0] else [""]
        if group.totals:
            yield from map(Text, heads)
            yield self._beside(Text(group.heading, "bold"), left, group.totals, "bold")
        elif cell_len(group.heading) > left:
            yield from (Text(group.heading, "bold"), *map(Text, heads))
        else:
            *above, last = heads
            yield from map(Text, above)
            beside = last[cell_len(group.heading) :]
            yield Text.assemble((group.heading, "bold"), beside)

    def _heads_in_lines(self, left: int) -> Iterator[str]:
        """Yield the headings of the columns; those of fewer lines are at the bottom."""
        from rich.cells import cell_len

        for height in range(max(map(len, self._heads)), 0, -1):
            line = " " * left
            for head, width in zip(self._heads, self._widths, strict=True):
                cell = head[-height] if height <= len(head) else ""
                line += _GAP + " " * (width - cell_len(cell)) + cell
            yield line.rstrip()

    def _beside(
        self, text: Text, left: int, figures: Sequence[int | None], style: str
    ) -> Text:
        """Fill a text up to `left` columns, and put the figures to the right of it."""
        from rich.cells import cell_len

        text.append(" " * (left - cell_len(text.plain)))
        for n, width in zip(self._columns, self._widths, strict=True):
            cell = _GAP + _shown(figures[n]).rjust(width)
            text.append(cell, style if figures[n] else "dim")
        return text


def _wrapped(text: str, width: int) -> Iterable[str]:
    """Break a text into lines that take at most `width` columns, at spaces if it can."""
    from rich.console import Console
    from rich.text import Text

    lines = Text(text).wrap(Console(), width)
    return [line.plain.rstrip() for line in lines]


def _shown(figure: int | None) -> str:
    return "-" if figure is None else f"{figure:,}"


def _weight(row: Row) -> str:
    return "bold" if row.is_bold else ""
