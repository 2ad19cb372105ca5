"""Writes a planned template as a workbook (XLSX)."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path
from typing import TypeAlias

from xlsxwriter.utility import xl_range_abs
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from engine.authoring.template.help_sheet import write_help
from engine.authoring.template.layout import Head, Sheet, Template
from engine.authoring.template.styles import Styles, print_on_pages, width
from engine.dataset.names import CODES_SHEET
from engine.errors import Language, message
from engine.wording.terms import NO, YES

# Rows of a worksheet, from 0: the first below the head, and the last that there is.
_FIRST, _LAST = 1, 1_048_575
_NARROWEST, _WIDEST = 12, 30
_DAYS = date(1900, 1, 1), date(9999, 12, 31)
# The reader keeps 26 digits before the decimal point.
_NUMBERS = -(10**26), 10**26
# Notes in pixels, and how many narrow characters a line of one takes.
_NOTE_WIDTH, _NOTE_LINE, _NOTE_CHARACTERS = 360, 18, 54
_HEAD_HEIGHT = 32
_CODES_HEADS = (
    "authoring.template.codes.column",
    "authoring.template.codes.write",
    "authoring.template.codes.other",
)

# A data validation as xlsxwriter takes it.
Validation: TypeAlias = dict[str, object]


def write(template: Template, file: Path) -> None:
    """Write the workbook: the page of help, the sheets to fill in, the lists of words."""
    with Workbook(str(file), {"strings_to_formulas": False}) as book:
        styles = Styles(book)
        write_help(book, styles, template)
        for sheet in template.sheets:
            _write_sheet(book.add_worksheet(sheet.title), sheet, styles, template)
        _write_codes(book, styles, template)


def _write_sheet(
    page: Worksheet, sheet: Sheet, styles: Styles, template: Template
) -> None:
    """Write the heads of a table; below them nothing but formats and validations."""
    page.set_row(0, _HEAD_HEIGHT)
    page.freeze_panes(1, 1)
    for place, head in enumerate(sheet.heads):
        _write_head(page, place, head, styles)
        if allowed := _validation(head, template.language):
            page.data_validation(_FIRST, place, _LAST, place, allowed)
    last = len(sheet.heads) - 1
    whole = xl_range_abs(_FIRST, 0, _LAST, last).replace("$", "")
    page.ignore_errors({"number_stored_as_text": whole})


def _write_head(page: Worksheet, place: int, head: Head, styles: Styles) -> None:
    column = head.column
    words = head.words.words if head.words else ()
    widths = [width(head.title) + 4, *(width(word) + 2 for word, _ in words)]
    wide = _WIDEST if column.is_compared else min(max(*widths, _NARROWEST), _WIDEST)
    page.set_column(place, place, wide, styles.of_cells(column.type))
    looks = styles.of_head(required=column.required, asked=head.is_asked)
    page.write_string(0, place, head.title, looks)
    lines = sum(
        math.ceil(width(line) / _NOTE_CHARACTERS) for line in head.note.splitlines()
    )
    size = {"width": _NOTE_WIDTH, "height": (lines + 1) * _NOTE_LINE, "font_size": 9}
    page.write_comment(0, place, head.note, size)


def _validation(head: Head, language: Language) -> Validation | None:
    """Return what may be typed below a head; None where it is any text."""
    match head.column.type:
        case "date":
            allowed = {"validate": "date", "criteria": "between",
                       "minimum": _DAYS[0], "maximum": _DAYS[1]}  # fmt: skip
            typed = message("authoring.template.typed.date")
        case "number":
            allowed = {"validate": "decimal", "criteria": "between",
                       "minimum": _NUMBERS[0], "maximum": _NUMBERS[1]}  # fmt: skip
            typed = message("authoring.template.typed.number")
        case "flag":
            names = [word.in_language(language) for word in (YES, NO)]
            allowed = {"validate": "list", "source": names}
            typed = message("authoring.template.write.flag")
        case _ if head.words:
            # The reader takes codes and their names alike, and of roles several in a
            # cell: what is not on the list is asked about, or let through.
            allowed = {"validate": "list", "source": f"={head.words.name}",
                       "error_type": "warning",
                       "show_error": head.column.type != "roles"}  # fmt: skip
            typed = message("authoring.template.typed.list", codes=CODES_SHEET)
        case _:
            return None
    title = head.title if len(head.title) <= 32 else ""
    return {
        **allowed,
        "error_title": title,
        "error_message": typed.in_language(language),
    }


def _write_codes(book: Workbook, styles: Styles, template: Template) -> None:
    """Write the lists one below the other: column, what to write, what it stands for."""
    language = template.language
    page = book.add_worksheet(CODES_SHEET.in_language(language))
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    print_on_pages(page)
    heads = [message(code).in_language(language) for code in _CODES_HEADS]
    rows = [(words.title, *pair) for words in template.lists for pair in words.words]
    for place, texts in enumerate(zip(heads, *rows, strict=True)):
        page.set_column(place, place, max(map(width, texts)) + 3)
        page.write_string(0, place, heads[place], styles.required)
        for number, text in enumerate(texts[1:], 1):
            page.write_string(number, place, text)
    first = 1
    for words in template.lists:
        last = first + len(words.words) - 1
        there = xl_range_abs(first, 1, last, 1)
        # Named, since a drop-down list of another sheet is.
        book.define_name(words.name, f"='{page.get_name()}'!{there}")
        first = last + 1
