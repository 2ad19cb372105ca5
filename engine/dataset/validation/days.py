"""What a writing of a day means, as SQL: the one place that says so, for every format.

The year stands in front: 2026-5-1, 2026/5/1, 2026.5.1, 2026年5月1日 or 20260501, with or
without a time behind it. A moment with a zone is cut to its day in Asia/Shanghai; one
without a zone is China's time. Nothing here depends on the zone of the session.
"""

from __future__ import annotations

from engine.dataset.validation import reasons
from engine.dataset.validation.texts import BLANK
from engine.errors import Message

_DAY = (
    r"\d{4}(-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2}|\.\d{1,2}\.\d{1,2}"
    r"|年\d{1,2}月\d{1,2}日|\d{4})"
)
_CLOCK = r"([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d([.,]\d+)?)?"
_SHORT = r"([01]\d|2[0-3])([0-5]\d[0-5]\d)?"
_TIME = rf"(T({_CLOCK}|{_SHORT})|{BLANK}+{_CLOCK})"
_ZONE = r"(Z|[+-](0\d|1[0-8])(:?[0-5]\d)?)"
_LOCAL = f"{_DAY}{_TIME}?"
_ZONED = f"{_DAY}{_TIME}{_ZONE}"
# What may be meant for a time: anything but a digit, or the last six of fourteen.
_BEHIND = r"(\D|\d{6}$)"
# The year is not in front, or has not four digits.
_TURNED = r"\d{1,2}[-/.年月]\d{1,2}([-/.月日]\d{1,4})?日?([T\s].*)?"
_YEARS = "BETWEEN DATE '1900-01-01' AND DATE '9999-12-31'"
_ZONED_TYPES = frozenset(["TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ_NS"])
_PARTS = r"^(\d{4})\D?(\d{1,2})\D?(\d{1,2})日?"

# China's time is reckoned by hand where it is eight hours ahead of UTC, which takes a
# tenth of the time; summer time was last kept in 1991.
MACROS = (
    """CREATE OR REPLACE MACRO day_in_china(moment) AS
    CASE WHEN moment BETWEEN TIMESTAMPTZ '1992-01-01 00:00:00+00'
            AND TIMESTAMPTZ '9999-12-31 00:00:00+00'
        THEN CAST(make_timestamp(epoch_us(moment) + 28800000000) AS DATE)
        ELSE CAST(timezone('Asia/Shanghai', moment) AS DATE) END""",
    rf"""CREATE OR REPLACE MACRO day_written(t) AS
    TRY_CAST(regexp_replace(t, '{_PARTS}.*$', '\1-\2-\3') AS DATE)""",
    rf"""CREATE OR REPLACE MACRO moment_written(t) AS
    TRY_CAST(regexp_replace(
        regexp_replace(t, 'T(\d\d)({_ZONE})$', 'T\1:00\2'),
        '{_PARTS}(?:T|{BLANK}+)(\d\d?):?(\d\d)[0-9:.,]*', '\1-\2-\3 \4:\5')
        AS TIMESTAMPTZ)""",
)


def of_text(cell: str) -> str:
    """Write the day that a text means; NULL where it means none."""
    written = f"day_written({cell})"
    moment = f"day_in_china(moment_written({cell}))"
    return (
        f"CASE WHEN {cell} IS NULL THEN NULL "
        f"WHEN {cell} LIKE '____-__-__' AND {cell} BETWEEN '1900' AND '9999-12-31' "
        f"THEN TRY_CAST({cell} AS DATE) "
        f"WHEN regexp_full_match({cell}, '{_LOCAL}') THEN {in_years(written)} "
        f"WHEN regexp_full_match({cell}, '{_ZONED}') THEN {in_years(moment)} END"
    )


def plain_test(raw: str) -> str:
    """Write the aggregate that holds where every text is written YYYY-MM-DD."""
    is_day = f"CAST(TRY_CAST({raw} AS DATE) AS VARCHAR) = {raw}"
    return (
        f"count(CASE WHEN {is_day} THEN 1 END) = count({raw}) "
        f"AND min({raw}) >= '1900-01-01' AND max({raw}) <= '9999-12-31' "
        f"AND max(strlen({raw})) = 10"
    )


def of_typed(raw: str, raw_type: str) -> str | None:
    """Write the day of a date or moment, in years or not; None for another type."""
    if raw_type in _ZONED_TYPES:
        return f"day_in_china(CAST({raw} AS TIMESTAMPTZ))"
    if raw_type.startswith(("DATE", "TIMESTAMP")):
        return f"CAST({raw} AS DATE)"
    return None


def within_years(day: str) -> str:
    """Write the aggregate that holds where all these days are in 1900 to 9999."""
    return f"min({day}) {_YEARS} AND max({day}) {_YEARS}"


def in_years(day: str) -> str:
    """Write a day, NULL outside the years 1900 to 9999."""
    return f"CASE WHEN {day} {_YEARS} THEN {day} END"


def as_text(raw: str, raw_type: str) -> str:
    """Write a date or moment as a text; midnight in China's time as the day alone."""
    if raw_type in _ZONED_TYPES:
        moment = f"CAST({raw} AS TIMESTAMPTZ)"
        local = f"CAST(timezone('Asia/Shanghai', {moment}) AS VARCHAR)"
        return f"replace({local}, ' ', 'T') || '+08:00'"
    written = f"replace(CAST({raw} AS VARCHAR), ' ', 'T')"
    return f"regexp_replace({written}, 'T00:00:00$', '')"


def reasons_of_text(cell: str) -> tuple[tuple[str, Message], ...]:
    """Return the conditions on a text that means no day, with the reasons."""
    is_form = f"regexp_full_match({cell}, '{_LOCAL}|{_ZONED}')"
    return (
        (f"regexp_full_match({cell}, '{_TURNED}')", reasons.DATE_ORDER),
        (
            f"NOT {is_form} AND regexp_matches({cell}, '^{_DAY}{_BEHIND}')",
            reasons.DATE_TIME,
        ),
        (f"NOT {is_form}", reasons.DATE_FORM),
        (f"day_written({cell}) IS NULL", reasons.DATE_IMPOSSIBLE),
        ("true", reasons.DATE_YEAR),
    )
