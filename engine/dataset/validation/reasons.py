"""The reasons for which a row is rejected; their texts are in the catalogue."""

from __future__ import annotations

from engine.dataset.schema import Column
from engine.errors import Language, Message, message
from engine.tables import sql

TEXT_LIMIT = 65_000  # bytes
_CODES_SHOWN = 12

MISSING = message("dataset.reject.value-missing")
DATE_FORM = message("dataset.reject.date-form")
DATE_ORDER = message("dataset.reject.date-order")
DATE_TIME = message("dataset.reject.date-time")
DATE_IMPOSSIBLE = message("dataset.reject.date-impossible")
DATE_YEAR = message("dataset.reject.date-year")
NUMBER_FORM = message("dataset.reject.number-form")
NUMBER_SIZE = message("dataset.reject.number-size")
FLAG = message("dataset.reject.flag")
REGION = message("dataset.reject.region")
TOO_LONG = message("dataset.reject.too-long")
NUL = message("dataset.reject.nul")
BYTE_ORDER_MARK = message("dataset.reject.byte-order-mark")
SCIENTIFIC = message("dataset.reject.scientific")
FORMULA = message("dataset.reject.formula")
MERGED = message("dataset.reject.merged")
CELL_ERROR = message("dataset.reject.cell-error")
TOO_WIDE = message("dataset.reject.too-wide")
QUOTES = message("dataset.reject.quotes")
LINE_SIZE = message("dataset.reject.line-size")
UNREADABLE = message("dataset.reject.unreadable")
NOT_JSON = message("dataset.reject.not-json")
NESTED = message("dataset.reject.nested")
REPEATED_KEY = message("dataset.reject.repeated-key")
CORRECTS_NOTHING = message("dataset.reject.corrects-nothing")
CORRECTS_CIRCLE = message("dataset.reject.corrects-circle")


def unknown_code(column: Column, vocabulary: str) -> Message:
    """Return the reason for a code that the vocabulary does not list."""
    codes = ", ".join(column.codes[:_CODES_SHOWN])
    if len(column.codes) > _CODES_SHOWN:
        codes += ", …"
    if column.type == "event":
        return message(
            "dataset.reject.unknown-event", vocabulary=vocabulary, codes=codes
        )
    return message("dataset.reject.unknown-code", column=column.name, codes=codes)


def too_few(width: int) -> Message:
    """Return the reason for a row with fewer cells than the header has columns."""
    return message("dataset.reject.too-few", width=width)


def key_taken(key: str, row: str, language: Language) -> str:
    """Write, as an SQL expression, the reason for a key that an earlier row has.

    `row` is the SQL expression of the number of that row.
    """
    pattern = message("dataset.reject.key-taken", key=key, row="{}")
    return f"format({sql.text(pattern.in_language(language))}, {row})"


def fault(column: str, value: str, reason: Message) -> str:
    """Write one fault as an SQL struct: column_name, value, reason_zh, reason_en.

    `value` is the SQL expression of the faulty cell; 200 characters of it are kept.
    """
    return sql.struct(
        {
            "column_name": sql.text(column),
            "value": f"left(CAST({value} AS VARCHAR), 200)",
            "reason_zh": sql.text(reason.in_language("zh")),
            "reason_en": sql.text(reason.in_language("en")),
        }
    )
