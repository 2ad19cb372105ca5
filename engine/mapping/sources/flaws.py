"""Writes the faults of rows and cells that a reader found, as SQL with their reasons.

A flaw of a whole row is `;<kind>;<how it begins>`, and the row has no cells, but for one
of CSV that has too few or too many (see `cells_of_broken_csv`). A flaw of a cell is
`;<kind><column number>;`. The kinds are those of `dataset/validation` and these: `N` of
a cell of several values; of a row of CSV `W` (too many cells), `S` (too few, the right
number stands before how it begins), `Q` (quotation marks) and `U` (anything else).
"""

from __future__ import annotations

import re

from engine.dataset.readers.csv_places import BEGINNING
from engine.dataset.schema import ColumnType
from engine.dataset.validation import reasons
from engine.dataset.validation.column_read import cell_flaws
from engine.dataset.validation.row_query import ROW_FLAWS
from engine.tables import sql

# The faults that DuckDB reports behind quotation marks that do not pair. It may go on in
# the middle of a character, of which the text has none that is wrong.
ASTRAY = ("UNQUOTED VALUE", "INVALID ENCODING")
# The flaw of a broken row of CSV, by the kind of fault that DuckDB reports.
_OF_CSV = {
    "TOO MANY COLUMNS": "W",
    **dict.fromkeys(ASTRAY, "Q"),
    "LINE SIZE OVER MAXIMUM": "L",
}
_OF_LENGTH = ("MISSING COLUMNS", "TOO MANY COLUMNS")
_REASONS = (
    *ROW_FLAWS,
    ("W", reasons.TOO_WIDE),
    ("Q", reasons.QUOTES),
    ("U", reasons.UNREADABLE),
)
_NESTED = ("N", reasons.NESTED)
_SHORT = "^;S;([0-9]+);"


def row_fault(flaws: str = "flaws") -> str:
    """Write the fault of a whole row as a struct (see `reasons.fault_of`); NULL: none.

    `flaws` is the SQL of the flaws of the row.
    """
    whens = " ".join(
        f"WHEN starts_with({flaws}, ';{kind};') "
        f"THEN {reasons.fault_of('', f'substr({flaws}, 4)', reason)}"
        for kind, reason in _REASONS
    )
    short = f"WHEN regexp_matches({flaws}, '{_SHORT}') THEN {_too_short(flaws)}"
    return f"CASE {whens} {short} END"


def cell_fault(
    index: int,
    column: str,
    value: str,
    type_: ColumnType = "identifier",
    flaws: str = "flaws",
) -> str:
    """Write the fault of a cell as a struct (see `reasons.fault_of`); NULL: it has none.

    `index` is the number of the cell's column in the source, `column` the name that the
    fault has, `value` the SQL of the cell. Digits that a spreadsheet has cut are a fault
    unless `type_` is that of numbers, days or flags.
    """
    shown = f"coalesce({value}, '')"
    whens = " ".join(
        f"WHEN contains({flaws}, ';{kind}{index};') "
        f"THEN {reasons.fault_of(column, shown, reason)}"
        for kind, reason in (*cell_flaws(type_), _NESTED)
    )
    return f"CASE {whens} END"


def of_broken_csv(kind: str, width: int, value: str) -> str:
    """Write the flaw of a broken row of CSV, whose file has `width` columns.

    `kind` is the SQL of what DuckDB reports, `value` that of how the row begins.
    """
    whens = " ".join(
        f"WHEN {sql.text(found)} THEN ';{flaw};'" for found, flaw in _OF_CSV.items()
    )
    short = f"WHEN 'MISSING COLUMNS' THEN ';S;{width};'"
    return f"CASE {kind} {whens} {short} ELSE ';U;' END || {value}"


def cells_of_broken_csv(
    kind: str, width: int, value: str, delimiter: str
) -> tuple[str, ...]:
    """Write the cells of a broken row of CSV that has too few or too many of them.

    Missing cells are empty, and those beyond the last head are left out. All are empty
    where the row is broken otherwise, or only its beginning is known. They only tell
    whether a rule leaves the row out: it is at fault nevertheless.
    """
    mark = re.escape(delimiter)
    pattern = f'{mark}("(?:[^"]|"")*"|[^"{mark}]*)'
    texts = (
        f"regexp_extract_all({sql.text(delimiter)} || {value}, {sql.text(pattern)}, 1)"
    )
    is_known = f"{kind} IN {sql.texts(_OF_LENGTH)} AND length({value}) < {BEGINNING}"
    return tuple(
        f"CASE WHEN {is_known} THEN {_unquoted(f'{texts}[{number}]')} END"
        for number in range(1, width + 1)
    )


def _unquoted(cell: str) -> str:
    inner = f"replace({cell}[2:-2], '\"\"', '\"')"
    return f"nullif(CASE WHEN {cell} LIKE '\"%' THEN {inner} ELSE {cell} END, '')"


def _too_short(flaws: str) -> str:
    """Write the fault of a row with too few cells; the flaw has the right number."""
    width = f"regexp_extract({flaws}, '{_SHORT}', 1)"
    return sql.struct(
        {
            "column_name": "''",
            "value": f"left(regexp_replace({flaws}, '{_SHORT}', ''), 200)",
            "reason_zh": reasons.too_few_written(width, "zh"),
            "reason_en": reasons.too_few_written(width, "en"),
        }
    )
