"""Warnings: what was read and kept, but should be looked at by a person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from engine.dataset.names import tidy
from engine.dataset.raw_table import RawTable, ReadContext
from engine.dataset.schema import EXHAUSTIVE, TableSchema
from engine.dataset.unread import Unread
from engine.dataset.validation.cross_row_checks import Outcome
from engine.dataset.validation.remarks import Cells, Remarks
from engine.errors import Message, message
from engine.errors.messages import Value
from engine.rulebook.columns import LEVELS
from engine.rulebook.model import Vocabulary

_SHOWN = 5
_FILES_SHOWN = 20


@dataclass(frozen=True)
class DatasetWarning:
    """One remark on the input; `code` is stable, the wording is for people."""

    code: str
    zh: str
    en: str


def of_unread(unread: Sequence[Unread]) -> list[DatasetWarning]:
    """Return a warning for each thing that is not read, the likeliest tables first.

    Of many the first get one each, and the others one together.
    """
    ordered = sorted(unread, key=lambda found: found.nearest is None)
    shown = [_worded(found.code, found.text) for found in ordered[:_FILES_SHOWN]]
    more = len(ordered[_FILES_SHOWN:])
    return [*shown, warning_of("more-not-read", count=more)] if more else shown


def of_columns(rows: RawTable, schema: TableSchema) -> list[DatasetWarning]:
    """Return a warning for each heading and column that calls for a look.

    That is a column that the schema lacks, with the nearest one; headings read without
    what cannot be seen; moments whose zone the file does not say.
    """
    warnings = []
    for number, found in enumerate(rows.columns, 1):
        if not found.name:
            warnings.append(
                warning_of("column-without-name", file=rows.file, number=number)
            )
        elif found.name not in schema.names:
            warnings.append(
                warning_of(
                    "unknown-column",
                    file=rows.file,
                    column=found.name,
                    hint=_nearest(found.name, _all_names(schema)),
                )
            )
    cleaned = [c.heading for c in rows.columns if tidy(c.heading) != c.heading.strip()]
    if cleaned:
        names = [repr(heading)[1:-1] for heading in cleaned]
        warnings.append(warning_of("headings-cleaned", file=rows.file, names=names))
    dates = {column.name for column in schema.columns if column.type == "date"}
    return warnings + [
        warning_of(found.warning, file=rows.file, column=found.heading)
        for found in rows.columns
        if found.warning and found.name in dates
    ]


def of_remarks(
    context: ReadContext, rows: RawTable, schema: TableSchema, remarks: Remarks
) -> list[DatasetWarning]:
    """Return a warning on cleaned cells, on placeholders, and on columns all empty."""
    warnings = [
        warning_of(code, file=rows.file, count=cells.count, places=_places(cells))
        for code, cells in (
            ("cells-cleaned", remarks.cleaned),
            ("placeholders", remarks.placeholders),
        )
        if cells.count
    ]
    empty = remarks.empty
    if empty:
        # What is wrong in every row is not empty.
        found = context.run(
            "SELECT DISTINCT column_name FROM rejected WHERE table_name = ?",
            schema.table,
        )
        empty = tuple(name for name in empty if (name,) not in found)
    if empty:
        warnings.append(warning_of("columns-empty", file=rows.file, columns=empty))
    return warnings


def of_no_row(rows: RawTable, schema: TableSchema, count: int) -> list[DatasetWarning]:
    """Return a warning where a register is there without a row, which says: there is none."""
    if count or schema.table not in EXHAUSTIVE:
        return []
    return [warning_of("no-row", file=rows.file, table=schema.table)]


def of_partitions(
    rows: RawTable, partitions: Mapping[str, str]
) -> list[DatasetWarning]:
    """Return a warning for each column that only names of folders give.

    `partitions` has such a name, as region=42, by the column.
    """
    found = {column.name.casefold() for column in rows.columns}
    return [
        warning_of("partition-column", file=rows.file, column=column, folder=folder)
        for column, folder in partitions.items()
        if column.casefold() not in found
    ]


def _places(cells: Cells) -> Message | str:
    shown = [
        message("dataset.warning.place", row=row, column=column)
        for row, column in cells.first
    ]
    return message(
        "dataset.warning.places",
        places=shown,
        more=", …" if cells.count > len(shown) else "",
    )


def _all_names(schema: TableSchema) -> list[str]:
    return [name for c in schema.columns for name in (c.name, *c.chinese)]


def of_repeated(
    context: ReadContext, rows: RawTable, outcome: Outcome
) -> list[DatasetWarning]:
    """Return a warning where rows are equal to an earlier one."""
    count = context.count(f"SELECT count(*) FROM {outcome.repeated}")
    if not count:
        return []
    found = context.run(
        f"SELECT row FROM {outcome.repeated} ORDER BY row LIMIT {_SHOWN}"
    )
    shown = _list((str(row[0]) for row in found), count)
    return [warning_of("rows-repeated", file=rows.file, count=count, rows=shown)]


def of_corrections(context: ReadContext, outcome: Outcome) -> list[DatasetWarning]:
    """Return a warning where two rows correct one record; both corrections stay."""
    twice = (
        f"SELECT corrects FROM {outcome.corrections} "
        f"WHERE row NOT IN (SELECT row FROM {outcome.unused}) "
        "GROUP BY corrects HAVING count(*) > 1"
    )
    count = context.count(f"SELECT count(*) FROM ({twice})")
    if not count:
        return []
    found = context.run(f"{twice} ORDER BY corrects LIMIT {_SHOWN}")
    shown = _list((str(row[0]) for row in found), count)
    return [warning_of("corrected-twice", count=count, records=shown)]


def of_codes(context: ReadContext, vocabulary: Vocabulary) -> list[DatasetWarning]:
    """Return a warning for each role, credential kind and level that is not known."""
    return [
        *_unknown_codes(
            context,
            "unknown-role",
            "SELECT unnest(roles) AS code FROM entities",
            vocabulary.roles,
        ),
        *_unknown_codes(
            context,
            "unknown-credential",
            "SELECT kind AS code FROM credentials",
            vocabulary.credentials,
        ),
        *_unknown_codes(
            context, "unknown-level", "SELECT level AS code FROM batteries", LEVELS
        ),
    ]


def _unknown_codes(
    context: ReadContext, warning: str, query: str, known: Collection[str]
) -> list[DatasetWarning]:
    """Return a warning for each value of `code` in the query that is not known."""
    found = context.run(
        f"SELECT code, count(*) FROM ({query}) WHERE code IS NOT NULL "
        "AND NOT list_contains(?, code) GROUP BY code ORDER BY code",
        list(known),
    )
    return [
        warning_of(warning, value=code, count=count, hint=_nearest(str(code), known))
        for code, count in found
    ]


def warning_of(code: str, **values: Value) -> DatasetWarning:
    """Return the warning of a code; its words are in the catalogue."""
    return _worded(code, message(f"dataset.warning.{code}", **values))


def _worded(code: str, text: Message) -> DatasetWarning:
    return DatasetWarning(code, text.in_language("zh"), text.in_language("en"))


def _nearest(name: str, known: Iterable[str]) -> Message | str:
    near = get_close_matches(name.strip().lower(), list(known), n=1)
    return message("dataset.nearest", near=near[0]) if near else ""


def _list(shown: Iterable[str], count: int) -> str:
    return ", ".join(shown) + (", …" if count > _SHOWN else "")
