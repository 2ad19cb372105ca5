"""Writes, as SQL, what stands in a column of ours, and what is wrong with it.

A cell is text, in one of the writings that a dataset may have; the dataset's reader
gives it its type. A cell at fault is NULL, with its fault beside it (see
`reasons.fault_of`), so that nobody takes a word of the source for one of ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from engine.dataset.schema import Column
from engine.dataset.validation import numbers, reasons, texts
from engine.errors import Message, message
from engine.mapping import units
from engine.mapping.matching import Binding, named
from engine.mapping.model import (
    Cell,
    Constant,
    FromColumn,
    MadeOf,
    NameOf,
    RowTest,
    Translation,
)
from engine.mapping.sources import cell_fault
from engine.tables import sql

UNTRANSLATED = message("mapping.reject.untranslated")
NOT_A_NUMBER = message("mapping.reject.not-a-number")
_YEAR, _PART = "([0-9]{4})", "([0-9]{1,2})"
_BETWEEN = "[-/.]"
_TIME = r"([ T]+[0-9:.]+)?"
_GROUPED = {
    "1,234.5": (r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?", ",", "."),
    "1.234,5": (r"[+-]?[0-9]{1,3}(\.[0-9]{3})*(,[0-9]*)?", ".", ","),
}
# Day 1 of a spreadsheet is 1900-01-01; its 29 February 1900 moves the others by one.
_SERIAL = r"[0-9]{1,6}(\.[0-9]+)?"


@dataclass(frozen=True)
class Wrong:
    """When a cell is at fault, and the fault (see `reasons.fault_of`); both are SQL."""

    condition: str
    fault: str


@dataclass(frozen=True)
class Written:
    """A cell of ours: its text, NULL where it is at fault, and what may be wrong with it.

    `filled` is whether the source fills it, None where it depends on no column.
    """

    text: str
    wrong: tuple[Wrong, ...] = ()
    filled: str | None = None


def write(cell: Cell, column: Column, binding: Binding) -> Written:
    """Write a cell of ours for the rows of a binding."""
    match cell:
        case Constant():
            return Written(sql.text(cell.text))
        case NameOf():
            return Written(sql.text(named(cell, binding.opened.part) or ""))
        case MadeOf():
            return _made(cell, column, binding)
        case FromColumn():
            return _taken(cell, column, binding)


def holds(test: RowTest, binding: Binding) -> str:
    """Write whether a test holds of a row; false where its cell cannot be read."""
    raw = binding.raw(test.column)
    if test.values is None:
        met = is_filled(raw) if test.filled else f"NOT {is_filled(raw)}"
    else:
        met = f"coalesce(tidy({raw}) IN {sql.texts(test.values)}, false)"
    unread = unread_test(test, binding)
    return f"({met} AND NOT {unread.condition})" if unread else f"({met})"


def unread_test(test: RowTest, binding: Binding) -> Wrong | None:
    """Return when a test of a row cannot be answered; None: it always can."""
    return _flaw(binding, Column(test.column), test.column)


def is_filled(raw: str) -> str:
    """Write whether a cell of the source holds more than blanks."""
    # Most cells are bare, and the test of that is quick.
    return (
        f"CASE WHEN regexp_full_match({raw}, '{texts.BARE}') THEN true "
        f"ELSE stripped({raw}) IS NOT NULL END"
    )


def _made(cell: MadeOf, column: Column, binding: Binding) -> Written:
    parts = [f"tidy({binding.raw(head)})" for head in cell.columns]
    filled = " OR ".join(is_filled(binding.raw(head)) for head in cell.columns)
    joined = " || '-' || ".join(f"coalesce({part}, '')" for part in parts)
    prefix = f"{sql.text(cell.prefix + '-')} || " if cell.prefix else ""
    flaws = [_flaw(binding, column, head) for head in cell.columns]
    text = f"CASE WHEN {filled} THEN {prefix}{joined} END"
    return _unflawed(Written(text, (), f"({filled})"), *flaws)


def _taken(cell: FromColumn, column: Column, binding: Binding) -> Written:
    raw = binding.raw(cell.column)
    word = f"tidy({raw})"
    if column.type == "identifier":
        word = f"identifier_of({word})"
    text, failed = _worded(cell, column, raw, word)
    wrong: tuple[Wrong, ...] = ()
    if failed is not None:
        condition, reason = failed
        wrong = (Wrong(f"({condition})", reasons.fault_of(column.name, raw, reason)),)
    written = Written(text, wrong, is_filled(raw))
    return _unflawed(written, _flaw(binding, column, cell.column))


def _unflawed(written: Written, *flaws: Wrong | None) -> Written:
    """Return a cell that is NULL and at fault where the reader found a flaw."""
    found = tuple(flaw for flaw in flaws if flaw)
    if not found:
        return written
    flawed = " OR ".join(flaw.condition for flaw in found)
    text = f"CASE WHEN NOT ({flawed}) THEN {written.text} END"
    later = tuple(
        Wrong(f"({wrong.condition} AND NOT ({flawed}))", wrong.fault)
        for wrong in written.wrong
    )
    return replace(written, text=text, wrong=found + later)


def _worded(
    cell: FromColumn, column: Column, raw: str, word: str
) -> tuple[str, tuple[str, Message] | None]:
    """Write the text of a cell, and when it is at fault and why."""
    if cell.translation.values is not None:
        return _translated(cell.translation, raw, word)
    if cell.unit or cell.written in _GROUPED:
        text = _number(cell, column, raw)
        return text, (f"{is_filled(raw)} AND {text} IS NULL", NOT_A_NUMBER)
    if cell.written:
        return _day(cell.written, raw), None
    return raw, None


def _translated(
    translation: Translation, raw: str, word: str
) -> tuple[str, tuple[str, Message] | None]:
    values = translation.values or {}
    whens = "".join(
        f" WHEN {sql.text(theirs)} THEN {sql.text(ours)}"
        for theirs, ours in values.items()
        if theirs
    )
    blank = sql.text(values[""]) if "" in values else "NULL"
    if translation.default is not None:
        rest = sql.text(translation.default)
    else:
        rest = raw if translation.otherwise == "keep" else "NULL"
    listed = f"CASE {word}{whens} ELSE {rest} END" if whens else rest
    text = f"CASE WHEN {word} IS NULL THEN {blank} ELSE {listed} END"
    if translation.default is not None or translation.otherwise != "reject":
        return text, None
    return text, (f"{word} IS NOT NULL AND {text} IS NULL", UNTRANSLATED)


def _number(cell: FromColumn, column: Column, raw: str) -> str:
    """Write a number in our unit and without marks between its digits; NULL: it is none."""
    plain = f"tidy({raw})"
    if cell.written in _GROUPED:
        form, group, point = _GROUPED[cell.written]
        bare = f"replace(replace({plain}, '{group}', ''), '{point}', '.')"
        simple = f"regexp_full_match({plain}, '{numbers.PLAIN}')"
        keeps = simple if point == "." else "false"
        plain = (
            f"CASE WHEN regexp_full_match({plain}, '{form}') THEN {bare} "
            f"WHEN {keeps} THEN {plain} END"
        )
    if not cell.unit:
        return plain
    size = units.of(column.name)[cell.unit]
    exact = f"CAST('{size}' AS DECIMAL(10, 4))"
    # Of 28 digits times 10 none is lost.
    is_plain = f"regexp_full_match({plain}, '{numbers.PLAIN}')"
    number = f"CASE WHEN {is_plain} THEN {plain} ELSE number_text({plain}) END"
    value = f"TRY_CAST({number} AS DECIMAL(28, 8)) * {exact}"
    return f"rtrim(rtrim(CAST({value} AS VARCHAR), '0'), '.')"


def _day(written: str, raw: str) -> str:
    """Write a day with its year in front; what is in no such order stays as it stands."""
    whole = f"stripped({raw})"
    patterns: Mapping[str, tuple[str, str]] = {
        "day-month-year": (
            f"^{_PART}{_BETWEEN}{_PART}{_BETWEEN}{_YEAR}{_TIME}$", r"\3-\2-\1"
        ),
        "month-day-year": (
            f"^{_PART}{_BETWEEN}{_PART}{_BETWEEN}{_YEAR}{_TIME}$", r"\3-\1-\2"
        ),
        "digits": (r"^([0-9]{8})[0-9]{4}([0-9]{2})?$", r"\1"),
    }  # fmt: skip
    if written == "serial":
        day = f"DATE '1899-12-30' + CAST(floor(TRY_CAST({whole} AS DOUBLE)) AS INTEGER)"
        is_serial = f"regexp_full_match({whole}, '{_SERIAL}')"
        return f"CASE WHEN {is_serial} THEN CAST({day} AS VARCHAR) ELSE {raw} END"
    form, order = patterns[written]
    return (
        f"CASE WHEN regexp_full_match({whole}, '{form}') "
        f"THEN regexp_replace({whole}, '{form}', '{order}') ELSE {raw} END"
    )


def _flaw(binding: Binding, column: Column, head: str) -> Wrong | None:
    """Return when the reader could not read a cell; None: it read every one."""
    if not binding.has_flaws:
        return None
    place = binding.place(head)
    fault = cell_fault(place, column.name, binding.raw(head), column.type)
    is_marked = f"regexp_matches(flaws, ';[A-Z]{place};')"
    return Wrong(f"(flaws IS NOT NULL AND {is_marked} AND {fault} IS NOT NULL)", fault)
