"""The formats of the cells of a template, and how wide a text is."""

from __future__ import annotations

import unicodedata

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from engine.dataset.schema import ColumnType

_DARK, _LIGHT, _GREY, _RULED = "#1F4E79", "#D6E4F0", "#EDEDED", "#BFBFBF"
_A4 = 9  # as Excel numbers sizes of paper


class Styles:
    """The formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        """Add them to the workbook."""
        head = {
            "text_wrap": True,
            "valign": "vcenter",
            "border": 1,
            "border_color": _RULED,
        }
        self.required = book.add_format(
            {**head, "bold": True, "font_color": "white", "bg_color": _DARK}
        )
        self.asked = book.add_format({**head, "bold": True, "bg_color": _LIGHT})
        self.other = book.add_format(
            {**head, "font_color": "#595959", "bg_color": _GREY}
        )
        line = {"text_wrap": True, "valign": "top"}
        self.line = book.add_format(line)
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.heading = book.add_format(
            {
                "bold": True,
                "font_color": _DARK,
                "valign": "bottom",
                "bottom": 1,
                "bottom_color": _DARK,
            }
        )
        self.code = book.add_format({"font_name": "Consolas", "num_format": "@"})
        self.example = book.add_format(
            {
                **line,
                "italic": True,
                "border": 1,
                "border_color": _RULED,
                "num_format": "@",
            }
        )
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.text = book.add_format({"num_format": "@"})

    def of_cells(self, kind: ColumnType) -> Format | None:
        """Return the format of the cells of a type; text, so that long ids stay whole."""
        if kind in ("number", "flag"):
            return None
        return self.day if kind == "date" else self.text

    def of_head(self, *, required: bool, asked: bool) -> Format:
        """Return how the head of a column looks."""
        if required:
            return self.required
        return self.asked if asked else self.other


def print_on_pages(page: Worksheet, *, pages_down: int = 0) -> None:
    """Print a sheet on A4, one page wide and so many down; 0 is any number."""
    page.set_paper(_A4)
    page.fit_to_pages(1, pages_down)
    page.set_margins(0.5, 0.5, 0.5, 0.5)


def width(text: str, narrow: float = 1) -> float:
    """Return how wide a text is, where a Chinese character is 2 wide and others `narrow`."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else narrow for c in text)
