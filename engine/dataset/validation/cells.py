"""Turns one cell into one typed value, as SQL, with the reasons why it has none.

Each column is read in two steps. The *cell* is the raw value, NULL where it is blank;
the *value* is the cell in the type of its column, NULL where it has no such value.
A cell that is filled while its value is NULL is a fault. A column is *plain* where one
cheap test of all its raw values shows that every cell can be read without checks.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.dataset.schema import Column
from engine.dataset.validation import reasons
from engine.errors import Message
from engine.tables import sql

BLANKS = " \t\r\n\v\f\u00a0\u3000"
_BLANK = r"[\s\v\x{00A0}\x{3000}]*"
_DAY = r"\d{4}-\d\d-\d\d"
_INSTANT = (
    _DAY
    + r"[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d([.,]\d+)?)?"
    + r"(Z|z|[+-](0\d|1[0-8])(:?[0-5]\d)?)?"
)
_PLAIN = r"[+-]?([0-9]{1,18}(\.[0-9]{0,12})?|\.[0-9]{1,12})"
_NUMBER = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?"
_NO = sql.texts(("false", "no", "0", "否"))
_YES = sql.texts(("true", "yes", "1", "是"))
_YEARS = "BETWEEN DATE '1900-01-01' AND DATE '9999-12-31'"
_INTEGRAL = "BETWEEN -999999999999999999 AND 999999999999999999"
# GLOB patterns, which take half the time of one regular expression; most frequent first.
_REGIONS = tuple("[0-9]" * digits for digits in (6, 4, 2))
_INTEGERS = frozenset(
    ["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"]
)

# Numbers with an exponent or with leading and trailing zeros become thirty digits
# around a fixed point, as text: through a binary fraction they would not stay exact.
MACROS = (
    """CREATE OR REPLACE MACRO number_digits(digits, scale, sign) AS
    CASE WHEN digits = '' THEN CAST(0 AS DECIMAL(38, 12))
         WHEN scale <= 12 AND length(digits) - scale <= 18 THEN
    TRY_CAST(sign || regexp_replace(
        lpad(digits || repeat('0', greatest(0, 12 - scale)), 31, '0'),
        '(.{12})$', '.\\1') AS DECIMAL(38, 12)) END""",
    """CREATE OR REPLACE MACRO number_strip(digits, scale, sign) AS
    number_digits(ltrim(rtrim(digits, '0'), '0'),
        scale - length(digits) + length(rtrim(digits, '0')), sign)""",
    """CREATE OR REPLACE MACRO number_exact(t) AS number_strip(
        replace(regexp_extract(t, '^[+-]?([0-9.]+)', 1), '.', ''),
        length(regexp_extract(t, '[.]([0-9]*)', 1))
            - coalesce(TRY_CAST(regexp_extract(t, '[eE](.*)$', 1) AS INTEGER), 0),
        CASE WHEN t[1] = '-' THEN '-' ELSE '' END)""",
)


@dataclass(frozen=True)
class Plain:
    """The test of all raw values that makes a column plain, and how it is then read.

    `test` is an aggregate, `value` an expression of the raw value.
    """

    test: str
    value: str


@dataclass(frozen=True)
class Reading:
    """How one column is read: the cell from the raw value, the value from the cell.

    `reasons`: conditions on a faulty cell with their messages; the first that holds
    is given. `plain` is None where no cheap test exists.
    """

    cell: str
    value: str
    reasons: tuple[tuple[str, Message], ...]
    plain: Plain | None = None


def read(column: Column, raw: str, raw_type: str, cell: str, words: str) -> Reading:
    """Choose the reading of a raw column.

    `raw` and `raw_type` are its SQL name and type, `cell` is the name that the cell
    will have, `words` the name of the vocabulary.
    """
    native = _native(column, raw_type, cell)
    if native is not None:
        reasons_ = _reasons(column, f"CAST({cell} AS VARCHAR)", words)
        return Reading(raw, native, reasons_, _plain_native(column, raw_type, raw))
    return Reading(
        _cell(column, as_text(raw, raw_type)),
        _value(column, cell),
        _reasons(column, cell, words),
        _plain_text(column, raw) if raw_type == "VARCHAR" else None,
    )


def _plain_native(column: Column, raw_type: str, raw: str) -> Plain:
    if column.type == "date":
        day = f"CAST({raw} AS DATE)"
        return Plain(f"min({day}) {_YEARS} AND max({day}) {_YEARS}", day)
    exact = f"CAST({raw} AS {column.sql_type})"
    if raw_type in _INTEGERS:
        return Plain(f"min({raw}) {_INTEGRAL} AND max({raw}) {_INTEGRAL}", exact)
    return Plain("true", exact)


def _plain_text(column: Column, raw: str) -> Plain | None:
    """Return how a column of texts is read if no cell is blank or wrong."""
    match column.type:
        case "text":
            # What begins with a visible character of ASCII is not blank.
            begins = f"min({raw}) >= '!' AND max({raw}) < chr(127)"
            sound = f"max(strlen({raw})) <= {reasons.TEXT_LIMIT}"
            return Plain(
                f"{begins} AND {sound} AND NOT bool_or({_has_unseen(raw)})", raw
            )
        case "date":
            is_day = f"CAST(TRY_CAST({raw} AS DATE) AS VARCHAR) = {raw}"
            within = f"min({raw}) >= '1900-01-01' AND max({raw}) <= '9999-12-31'"
            ten = f"max(strlen({raw})) = 10"
            return Plain(
                f"{_each(is_day, raw)} AND {within} AND {ten}", f"CAST({raw} AS DATE)"
            )
        case "number":
            exact = f"CAST({raw} AS {column.sql_type})"
            return Plain(_each(f"regexp_full_match({raw}, '{_PLAIN}')", raw), exact)
        case "region":
            return Plain(_each(_is_region(raw), raw), raw)
        case "code" | "event" if column.codes:
            return Plain(_each(f"{_one_of(raw, column.codes)} IS NOT NULL", raw), raw)
        case "code":
            return Plain(_each(f"regexp_full_match({raw}, '[!-~]{{1,99}}')", raw), raw)
        case _:
            return None


def _is_region(cell: str) -> str:
    return " OR ".join(f"{cell} GLOB '{schema}'" for schema in _REGIONS)


def _each(condition: str, raw: str) -> str:
    """Write the test that every filled cell meets the condition."""
    return f"count(CASE WHEN {condition} THEN 1 END) = count({raw})"


def as_text(raw: str, raw_type: str) -> str:
    """Write the SQL of a raw value as text; a whole binary number without its `.0`."""
    if raw_type == "VARCHAR":
        return raw
    written = f"CAST({raw} AS VARCHAR)"
    if raw_type in {"DOUBLE", "FLOAT"}:
        is_whole = f"abs({raw}) < 1e15 AND {raw} = trunc({raw})"
        whole = f"CAST(TRY_CAST({raw} AS BIGINT) AS VARCHAR)"
        return f"CASE WHEN {is_whole} THEN {whole} ELSE {written} END"
    if raw_type == "VARCHAR[]":
        return f"array_to_string({raw}, ';')"
    return written


def _native(column: Column, raw_type: str, cell: str) -> str | None:
    """Return the value of a typed cell where the types agree; None where not."""
    if column.type == "date" and raw_type.startswith(("DATE", "TIMESTAMP")):
        day = f"CAST({cell} AS DATE)"
        return f"CASE WHEN {day} {_YEARS} THEN {day} END"
    if column.type == "flag" and raw_type == "BOOLEAN":
        return cell
    if column.type == "number" and raw_type in _INTEGERS:
        fits = f"{cell} {_INTEGRAL}"
        return f"CASE WHEN {fits} THEN CAST({cell} AS DECIMAL(38, 12)) END"
    if column.type == "number" and _is_small_decimal(raw_type):
        return f"CAST({cell} AS DECIMAL(38, 12))"
    return None


def _is_small_decimal(raw_type: str) -> bool:
    if not raw_type.startswith("DECIMAL("):
        return False
    width, scale = raw_type.removeprefix("DECIMAL(").removesuffix(")").split(",")
    return int(scale) <= 12 and int(width) - int(scale) <= 18


def _cell(column: Column, raw: str) -> str:
    if column.type == "text":
        # What begins with a visible character of ASCII is not blank: nearly all.
        is_blank = f"regexp_full_match({raw}, '{_BLANK}')"
        return (
            f"CASE WHEN {raw} BETWEEN '!' AND '~' THEN {raw} "
            f"WHEN {is_blank} THEN NULL ELSE {raw} END"
        )
    if column.type == "roles":
        only_marks = f"regexp_full_match({raw}, '[;\\s\\v\\x{{00A0}}\\x{{3000}}]*')"
        return f"CASE WHEN {only_marks} THEN NULL ELSE {raw} END"
    # A code, or visible ASCII throughout, has no blanks to strip: nearly every cell.
    is_bare = f"regexp_full_match({raw}, '[!-~]+')"
    if column.codes:
        is_bare = f"{_one_of(raw, column.codes)} IS NOT NULL"
    stripped = f"nullif(trim({raw}, {sql.text(BLANKS)}), '')"
    return f"CASE WHEN {is_bare} THEN {raw} ELSE {stripped} END"


def _value(column: Column, cell: str) -> str:
    match column.type:
        case "date":
            return _date(cell)
        case "number":
            return (
                f"CASE WHEN regexp_full_match({cell}, '{_PLAIN}') "
                f"THEN TRY_CAST({cell} AS DECIMAL(38, 12)) "
                f"WHEN regexp_full_match({cell}, '{_NUMBER}') "
                f"THEN number_exact({cell}) END"
            )
        case "flag":
            lower = f"lower({cell})"
            return (
                f"CASE WHEN {lower} IN {_YES} THEN true "
                f"WHEN {lower} IN {_NO} THEN false END"
            )
        case "region":
            return f"CASE WHEN {_is_region(cell)} THEN {cell} END"
        case "roles":
            split = f"string_split({_sound(cell)}, ';')"
            stripped = f"list_transform({split}, lambda r: trim(r, {sql.text(BLANKS)}))"
            return f"list_filter({stripped}, lambda r: r <> '')"
        case "code" | "event" if column.codes:
            return _one_of(cell, column.codes)
        case _:
            return _sound(cell)


def _one_of(cell: str, codes: tuple[str, ...]) -> str:
    # IN and list_contains become joins, which do not keep the rows in their order.
    return f"CAST(TRY_CAST({cell} AS ENUM{sql.texts(codes)}) AS VARCHAR)"


def _date(cell: str) -> str:
    day = f"TRY_CAST({cell} AS DATE)"
    instant = f"CAST(TRY_CAST(replace({cell}, ',', '.') AS TIMESTAMPTZ) AS DATE)"
    return (
        f"CASE WHEN {cell} LIKE '____-__-__' AND {cell} BETWEEN '1900' AND '9999-12-31' "
        f"THEN {day} WHEN regexp_full_match({cell}, '{_INSTANT}') THEN "
        f"CASE WHEN {instant} {_YEARS} THEN {instant} END END"
    )


def _sound(cell: str) -> str:
    within = f"strlen({cell}) <= {reasons.TEXT_LIMIT}"
    return f"CASE WHEN {within} AND NOT {_has_unseen(cell)} THEN {cell} END"


def _has_unseen(cell: str) -> str:
    """Write the test for invisible characters, which would make two names of one."""
    return f"(contains({cell}, chr(0)) OR contains({cell}, chr(65279)))"


def _reasons(column: Column, cell: str, words: str) -> tuple[tuple[str, Message], ...]:
    match column.type:
        case "date":
            is_form = f"regexp_full_match({cell}, '{_DAY}|{_INSTANT}')"
            is_day = f"TRY_CAST(left({cell}, 10) AS DATE)"
            return (
                (f"NOT {is_form}", reasons.DATE_FORM),
                (f"{is_day} IS NULL", reasons.DATE_IMPOSSIBLE),
                ("true", reasons.DATE_YEAR),
            )
        case "number":
            is_number = f"regexp_full_match({cell}, '{_NUMBER}')"
            return (
                (is_number, reasons.NUMBER_SIZE),
                ("true", reasons.NUMBER_FORM),
            )
        case "flag":
            return (("true", reasons.FLAG),)
        case "region":
            return (("true", reasons.REGION),)
        case "code" | "event" if column.codes:
            return (("true", reasons.unknown_code(column, words)),)
        case _:
            too_long = f"strlen({cell}) > {reasons.TEXT_LIMIT}"
            has_nul = f"contains({cell}, chr(0))"
            return (
                (too_long, reasons.TOO_LONG),
                (has_nul, reasons.NUL),
                ("true", reasons.BYTE_ORDER_MARK),
            )
