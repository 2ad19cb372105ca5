"""Writes the page of a template that says how to fill it in."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from engine.authoring.template.layout import Head, Template
from engine.authoring.template.styles import Styles, print_on_pages, width
from engine.dataset.names import CODES_SHEET, HELP_SHEET
from engine.dataset.schema import EXHAUSTIVE
from engine.errors import Message, message
from engine.rulebook import Vocabulary
from engine.wording.meanings import EMPTY, ROWS

# The page is a grid of so many columns, each as wide as so many narrow characters.
_COLUMNS, _WIDTH = 8, 18
# Heights of rows, in points.
_LINE, _HEADING = 16.5, 26
_COMMANDS = (
    ("packlaw dataset validate {folder}", "authoring.template.page.validate"),
    ("packlaw check {folder} --out out", "authoring.template.page.check"),
)


def manifest_of(vocabulary: Vocabulary) -> Message:
    """Return the lines of a dataset.yaml to put beside the workbook.

    Its days are no days yet, so that nobody states them without looking.
    """
    return message("authoring.template.manifest", vocabulary=vocabulary.name)


def write_help(book: Workbook, styles: Styles, template: Template) -> None:
    """Add the page to the workbook."""
    page = book.add_worksheet(HELP_SHEET.in_language(template.language))
    _HelpWriter(page, styles, template).write()


class _HelpWriter:
    """The page while it is written, from top to bottom; `row` is the next one."""

    def __init__(self, page: Worksheet, styles: Styles, template: Template) -> None:
        self.page, self.styles, self.template = page, styles, template
        self.row = 0

    def write(self) -> None:
        """Write every part."""
        self.page.hide_gridlines(2)
        self.page.set_column(0, _COLUMNS + 4, _WIDTH)
        self.page.set_landscape()
        print_on_pages(self.page, pages_down=1)
        self._about()
        self._fill()
        self._empty()
        self._correct()
        self._manifest()
        self._next()
        if self.template.examples:
            self._examples()

    # Parts

    def _about(self) -> None:
        """Say what the workbook is for, and what a row of each sheet is."""
        template = self.template
        title, role = template.vocabulary.title, template.role
        name = self._words(message("authoring.template.page.title"))
        self._across(name, self.styles.title, _HEADING)
        if role is None:
            self._line(message("authoring.template.page.of-all", title=title))
        else:
            self._line(
                message("authoring.template.page.of-role", title=title, role=role)
            )
        self._heading(message("authoring.template.page.rows"))
        for sheet in template.sheets:
            row = ROWS[sheet.table]
            self._line(
                message("authoring.template.page.row", table=sheet.title, row=row)
            )

    def _fill(self) -> None:
        self._heading(message("authoring.template.page.fill"))
        looks = (
            (message("authoring.template.page.required"), self.styles.required),
            (message("authoring.template.page.asked"), self.styles.asked),
            (message("authoring.template.page.other"), self.styles.other),
        )
        for place, (words, look) in enumerate(looks):
            self.page.write_string(self.row, place, self._words(words), look)
        self.row += 1
        self._line(message("authoring.template.page.heads"))
        self._line(message("authoring.template.page.paste", codes=CODES_SHEET))

    def _empty(self) -> None:
        self._heading(message("authoring.template.page.empty"))
        self._line(message("authoring.template.page.unknown"))
        exceptions = list(self._exceptions())
        self._line(message("authoring.template.page.exceptions", exceptions=exceptions))
        sheets = self.template.sheets
        if exhaustive := [s.title for s in sheets if s.table in EXHAUSTIVE]:
            self._line(message("authoring.template.page.untouched", tables=exhaustive))

    def _exceptions(self) -> Iterator[Message]:
        for (table, column), meaning in EMPTY.items():
            if self.template.sheet(table):
                yield message(
                    "authoring.template.page.exception",
                    head=self._head(table, column),
                    meaning=meaning,
                )

    def _correct(self) -> None:
        self._heading(message("authoring.template.page.correct"))
        self._line(
            message(
                "authoring.template.page.new-row",
                corrects=self._head("records", "corrects"),
                recorded=self._head("records", "recorded_on"),
            )
        )

    def _manifest(self) -> None:
        self._heading(message("authoring.template.page.manifest"))
        for line in self._words(manifest_of(self.template.vocabulary)).splitlines():
            # Not merged, so that the lines are copied as they stand.
            self.page.write_string(self.row, 0, line, self.styles.code)
            self.row += 1
        self._line(message("authoring.template.page.complete"))

    def _next(self) -> None:
        self._heading(message("authoring.template.page.next"))
        folder = self._words(message("authoring.template.page.folder"))
        for command, code in _COMMANDS:
            text, meaning = command.format(folder=folder), self._words(message(code))
            self.page.write_string(self.row, 0, text, self.styles.code)
            self.page.write_string(self.row, 3, meaning)
            self.row += 1

    def _examples(self) -> None:
        """Write the example rows below the heads of the columns that they fill."""
        rows, records = self.template.examples, self.template.records
        filled = {name for row in rows for name in row}
        heads = [head for head in records.heads if head.column.name in filled]
        self._heading(message("authoring.template.page.examples", table=records.title))
        self._example_heads(heads)
        for row in rows:
            cells = [row.get(head.column.name, "") for head in heads]
            for place, cell in enumerate(cells):
                self.page.write_string(self.row, place, cell, self.styles.example)
            height = _LINE * max(_lines(cell, _WIDTH - 4) for cell in cells)
            self.page.set_row(self.row, height)
            self.row += 1

    def _example_heads(self, heads: Sequence[Head]) -> None:
        for place, head in enumerate(heads):
            looks = self.styles.of_head(
                required=head.column.required, asked=head.is_asked
            )
            self.page.write_string(self.row, place, head.title, looks)
        self.row += 1

    # What parts are made of

    def _heading(self, found: Message) -> None:
        self._across(self._words(found), self.styles.heading, _HEADING)

    def _line(self, found: Message) -> None:
        """Write a text in as many lines as it takes."""
        text = self._words(found)
        lines = _lines(text, _COLUMNS * _WIDTH)
        self._across(text, self.styles.line, lines * _LINE)

    def _across(self, text: str, looks: Format, height: float) -> None:
        """Write a text over the whole width."""
        self.page.merge_range(self.row, 0, self.row, _COLUMNS - 1, text, looks)
        self.page.set_row(self.row, height)
        self.row += 1

    def _words(self, found: Message) -> str:
        return found.in_language(self.template.language)

    def _head(self, table: str, column: str) -> str:
        """Return the head of a column in the template."""
        sheet = self.template.sheet(table)
        heads = sheet.heads if sheet else ()
        return next(head.title for head in heads if head.column.name == column)


def _lines(text: str, wide: int) -> int:
    """Return how many lines a text takes where one is as wide as so many digits."""
    # Running text in Latin letters is narrower than digits are.
    return max(1, math.ceil(width(text, 0.8) / wide))
