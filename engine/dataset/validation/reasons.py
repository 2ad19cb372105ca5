"""The reasons for which a row is rejected; their texts are in the catalogue."""

from __future__ import annotations

from collections.abc import Sequence

from engine.dataset.schema import Column
from engine.errors import Language, Message, message
from engine.tables import sql

# The type of the faults of a row.
FAULTS = (
    "STRUCT(column_name VARCHAR, value VARCHAR, reason_zh VARCHAR, reason_en VARCHAR)[]"
)
TEXT_LIMIT = 65_000  # bytes
IDENTIFIER_LIMIT = 1_000  # bytes; each is kept and printed many times
_CODES_SHOWN = 12
_LANGUAGES: tuple[Language, ...] = ("zh", "en")

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
IDENTIFIER_LONG = message("dataset.reject.identifier-long")
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


def longest(kind: str) -> tuple[int, Message]:
    """Return how many bytes a text of this type may have, and the reason against more."""
    if kind == "identifier":
        return IDENTIFIER_LIMIT, IDENTIFIER_LONG
    return TEXT_LIMIT, TOO_LONG


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


def too_few_written(width: str, language: Language) -> str:
    """Write that reason as an SQL expression; `width` is that of the right number."""
    pattern = message("dataset.reject.too-few", width="{}")
    return f"format({sql.text(pattern.in_language(language))}, {width})"


def key_taken(key: str, row: str, language: Language) -> str:
    """Write, as an SQL expression, the reason for a key that an earlier row has.

    `row` is the SQL expression of the number of that row.
    """
    pattern = message("dataset.reject.key-taken", key=key, row="{}")
    return f"format({sql.text(pattern.in_language(language))}, {row})"


def first(*several: tuple[str, Message | None]) -> str:
    """Write the reason of the first condition that holds, as an SQL struct of zh and en.

    It is NULL where none holds, and where the first that holds has no reason.
    """
    whens = (f"WHEN {condition} THEN {_texts(reason)}" for condition, reason in several)
    return f"CASE {' '.join(whens)} END"


def fault(column: str, value: str, reason: str) -> str:
    """Write what is wrong with a cell as an SQL struct: column_name, value, reason.

    `value` is the SQL expression of the faulty cell; 200 characters of it are kept.
    `reason` is that of a reason (see `first`).
    """
    return sql.struct(
        {
            "column_name": sql.text(column),
            "value": f"left(CAST({value} AS VARCHAR), 200)",
            "reason": reason,
        }
    )


def fault_of(column: str, value: str, reason: Message) -> str:
    """Write one fault, for a reason that is known, as a struct of `FAULTS`."""
    return sql.struct(
        {
            "column_name": sql.text(column),
            "value": f"left(CAST({value} AS VARCHAR), 200)",
            **{f"reason_{x}": sql.text(reason.in_language(x)) for x in _LANGUAGES},
        }
    )


def faults(several: Sequence[str]) -> str:
    """Write a list of structs (see `FAULTS`): those of `fault` that have a reason."""
    parts = {name: f"f.{name}" for name in ("column_name", "value")}
    parts |= {f"reason_{language}": f"f.reason.{language}" for language in _LANGUAGES}
    return (
        f"list_transform(list_filter([{', '.join(several)}], "
        f"lambda f: f.reason IS NOT NULL), lambda f: {sql.struct(parts)})"
    )


def _texts(reason: Message | None) -> str:
    if reason is None:
        return "NULL"
    return sql.struct({x: sql.text(reason.in_language(x)) for x in _LANGUAGES})
