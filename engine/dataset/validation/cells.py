"""Turns one cell into one typed value, as SQL, with the reasons why it has none.

Each column is read in two steps. The *cell* is the raw value, NULL where it is blank;
the *value* is the cell in the type of its column, NULL where it has no such value.
A cell that is filled while its value is NULL is a fault. A column is *plain* where one
cheap test of all its raw values shows that every cell can be read without checks.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.dataset.schema import Column
from engine.dataset.validation import days, numbers, reasons, texts
from engine.dataset.validation.reasons import IDENTIFIER_LIMIT, TEXT_LIMIT
from engine.errors import Message
from engine.tables import sql

_NO = sql.texts(("false", "no", "0", "否"))
_YES = sql.texts(("true", "yes", "1", "是"))
_INTEGRAL = "BETWEEN -999999999999999999 AND 999999999999999999"
# GLOB patterns, which take half the time of one regular expression; most frequent first.
_REGIONS = tuple("[0-9]" * digits for digits in (6, 4, 2))
_INTEGERS = frozenset(
    ["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"]
)
_FLOATS = frozenset(["DOUBLE", "FLOAT"])
# Columns whose cells are cleaned, and those of texts among which a number is one.
_CLEANED = frozenset({"identifier", "code", "event", "region", "roles"})
_TEXTS = frozenset({"text", "identifier", "code"})

MACROS = (*texts.MACROS, *days.MACROS, *numbers.MACROS)


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
    is given. `plain` is None where no cheap test exists. `is_cleaned`: the cell may
    differ from the raw text by more than blanks around it.
    """

    cell: str
    value: str
    reasons: tuple[tuple[str, Message], ...]
    plain: Plain | None = None
    is_cleaned: bool = False


def read(column: Column, raw: str, raw_type: str, cell: str, words: str) -> Reading:
    """Choose the reading of a raw column.

    `raw` and `raw_type` are its SQL name and type, `cell` is the name that the cell
    will have, `words` the name of the vocabulary.
    """
    native = _native(column, raw_type, cell)
    if native is not None:
        return Reading(
            raw,
            native,
            _reasons(column, as_text(cell, raw_type), words),
            _plain_native(column, raw_type, raw),
        )
    is_text = raw_type == "VARCHAR"
    value, why = _value(column, cell), _reasons(column, cell, words)
    if raw_type in _FLOATS and column.type in _TEXTS:
        # More digits than a binary number keeps: what stood there is lost.
        value = f"CASE WHEN NOT contains({cell}, 'e') THEN {value} END"
        why = ((f"contains({cell}, 'e')", reasons.SCIENTIFIC), *why)
    return Reading(
        _cell(column, as_text(raw, raw_type)),
        value,
        why,
        _plain_text(column, raw) if is_text else None,
        is_cleaned=is_text and column.type in _CLEANED,
    )


def _plain_native(column: Column, raw_type: str, raw: str) -> Plain:
    day = days.of_typed(raw, raw_type)
    if column.type == "date" and day is not None:
        return Plain(days.within_years(day), day)
    exact = f"CAST({raw} AS {column.sql_type})"
    if raw_type in _INTEGERS:
        return Plain(f"min({raw}) {_INTEGRAL} AND max({raw}) {_INTEGRAL}", exact)
    return Plain("true", exact)


def _plain_text(column: Column, raw: str) -> Plain | None:
    """Return how a column of texts is read if no cell is blank or wrong."""
    most, _ = reasons.longest(column.type)
    sound = f"max(strlen({raw})) <= {most}"
    match column.type:
        case "text":
            # What begins with a visible character of ASCII is not blank.
            begins = f"min({raw}) >= '!' AND max({raw}) < chr(127)"
            return Plain(
                f"{begins} AND {sound} AND NOT bool_or({_has_unseen(raw)})", raw
            )
        case "identifier":
            # One aggregate: each costs as much as the tests in it. A column with small
            # letters is looked at cell by cell: two ids may differ in case alone.
            is_sound = f"{texts.is_tidy(raw)} AND NOT contains({raw}, chr(0))"
            has_no_lower = f" AND upper({raw}) = {raw}" if column.is_compared else ""
            return Plain(f"{sound} AND bool_and({is_sound}{has_no_lower})", raw)
        case "date":
            return Plain(days.plain_test(raw), f"CAST({raw} AS DATE)")
        case "number":
            exact = f"CAST({raw} AS {column.sql_type})"
            return Plain(
                _each(f"regexp_full_match({raw}, '{numbers.PLAIN}')", raw), exact
            )
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
    """Write the SQL of a raw value as the text that stands for it in a text file.

    A number is without zeros behind its point, a moment at midnight its day.
    """
    if raw_type == "VARCHAR":
        return raw
    written = f"CAST({raw} AS VARCHAR)"
    if raw_type in _FLOATS:
        is_whole = f"abs({raw}) < 1e15 AND {raw} = trunc({raw})"
        whole = f"CAST(TRY_CAST({raw} AS BIGINT) AS VARCHAR)"
        return f"CASE WHEN {is_whole} THEN {whole} ELSE {written} END"
    if raw_type.startswith("DECIMAL(") and not raw_type.endswith(",0)"):
        return f"rtrim(rtrim({written}, '0'), '.')"
    if days.of_typed(raw, raw_type) is not None:
        return days.as_text(raw, raw_type)
    if raw_type == "VARCHAR[]":
        return f"array_to_string({raw}, ';')"
    return written


def _native(column: Column, raw_type: str, cell: str) -> str | None:
    """Return the value of a typed cell where the types agree; None where not."""
    day = days.of_typed(cell, raw_type)
    if column.type == "date" and day is not None:
        return days.in_years(day)
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
    match column.type:
        case "text":
            # What begins with a visible character of ASCII is not blank: nearly all.
            is_blank = f"regexp_full_match({raw}, '{texts.BLANK}*')"
            return (
                f"CASE WHEN {raw} BETWEEN '!' AND '~' THEN {raw} "
                f"WHEN {is_blank} THEN NULL ELSE {raw} END"
            )
        case "identifier":
            return texts.identifier(raw)
        case "roles":
            only_marks = f"regexp_full_match({raw}, '(;|{texts.BLANK})*')"
            return (
                f"CASE WHEN {only_marks} THEN NULL WHEN {texts.is_tidy(raw)} THEN {raw} "
                f"ELSE tidy({raw}) END"
            )
    # A code, or visible ASCII throughout, has no blanks to strip: nearly every cell.
    is_bare = f"regexp_full_match({raw}, '[!-~]+')"
    if column.codes:
        is_bare = f"{_one_of(raw, column.codes)} IS NOT NULL"
    cleaned = f"tidy({raw})" if column.type in _CLEANED else f"stripped({raw})"
    return f"CASE WHEN {is_bare} THEN {raw} ELSE {cleaned} END"


def _value(column: Column, cell: str) -> str:
    match column.type:
        case "date":
            return days.of_text(cell)
        case "number":
            return (
                f"CASE WHEN regexp_full_match({cell}, '{numbers.PLAIN}') "
                f"THEN TRY_CAST({cell} AS DECIMAL(38, 12)) "
                f"WHEN regexp_full_match({cell}, '{numbers.NUMBER}') "
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
            role = _code("stripped(r)", column, "stripped(r)")
            codes = f"list_transform({split}, lambda r: {role})"
            return f"list_filter({codes}, lambda r: r IS NOT NULL)"
        case "code" | "event" if column.codes:
            return _code(cell, column, _one_of(cell, column.codes))
        case "code":
            return _code(cell, column, _sound(cell))
        case "identifier":
            within = f"strlen({cell}) <= {IDENTIFIER_LIMIT}"
            return (
                f"CASE WHEN {within} AND NOT contains({cell}, chr(0)) THEN {cell} END"
            )
        case _:
            return _sound(cell)


def _code(cell: str, column: Column, code: str) -> str:
    """Write the code of a cell; a Chinese name stands for its own."""
    if not column.called:
        return code
    chinese, codes = zip(*column.called, strict=True)
    place = f"enum_code(TRY_CAST({cell} AS ENUM{sql.texts(chinese)})) + 1"
    listed = ", ".join(map(sql.text, codes))
    named = f"[{listed}][{place}]"
    either = (code, named) if column.codes else (named, code)
    # Without the first condition the second is computed for every empty cell.
    return f"CASE WHEN {cell} IS NOT NULL THEN coalesce({', '.join(either)}) END"


def _one_of(cell: str, codes: tuple[str, ...]) -> str:
    # IN and list_contains become joins, which do not keep the rows in their order.
    return f"CAST(TRY_CAST({cell} AS ENUM{sql.texts(codes)}) AS VARCHAR)"


def _sound(cell: str) -> str:
    within = f"strlen({cell}) <= {TEXT_LIMIT}"
    return f"CASE WHEN {within} AND NOT {_has_unseen(cell)} THEN {cell} END"


def _has_unseen(cell: str) -> str:
    """Write the test for invisible characters, which would make two names of one."""
    return f"(contains({cell}, chr(0)) OR contains({cell}, chr(65279)))"


def _reasons(column: Column, cell: str, words: str) -> tuple[tuple[str, Message], ...]:
    match column.type:
        case "date":
            return days.reasons_of_text(cell)
        case "number":
            is_number = f"regexp_full_match({cell}, '{numbers.NUMBER}')"
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
            most, too_long = reasons.longest(column.type)
            return (
                (f"strlen({cell}) > {most}", too_long),
                (f"contains({cell}, chr(0))", reasons.NUL),
                ("true", reasons.BYTE_ORDER_MARK),
            )
