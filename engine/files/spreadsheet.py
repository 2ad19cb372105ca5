"""Protects exported tables from being run as formulas by a spreadsheet.

A spreadsheet takes a cell of a CSV file for a formula where its text starts with
`=`, `+`, `-` or `@`, or with one of their full-width forms; a leading tab, line break
or NUL may be dropped before it looks (OWASP, "CSV Injection"). An apostrophe in front
makes the cell plain text. XLSX files need none: their cells have types.
"""

from __future__ import annotations

FORMULA_STARTS = tuple("=+-@\t\r\n\0\uff1d\uff0b\uff0d\uff20")
# Code points, so that neither SQL nor the regular expression need any quoting.
_PATTERN = "^[" + "".join(f"\\x{{{ord(start):x}}}" for start in FORMULA_STARTS) + "]"


def plain_cell(value: object) -> str:
    """Return a value as text for a CSV cell; None is the empty text."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def plain_column(column: str) -> str:
    """Return the SQL expression (DuckDB) of a text column for CSV cells."""
    return (
        f"CASE WHEN regexp_matches({column}, '{_PATTERN}') "
        f"THEN '''' || {column} ELSE {column} END"
    )
