"""Warnings: what was read and kept, but should be looked at by a person."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from engine.dataset.raw_table import RawTable, ReadContext
from engine.dataset.schema import TableSchema
from engine.dataset.validation.cross_row_checks import Outcome
from engine.errors import Message, message
from engine.errors.messages import Value
from engine.rulebook.columns import LEVELS
from engine.rulebook.model import Vocabulary

_SHOWN = 5


@dataclass(frozen=True)
class DatasetWarning:
    """One remark on the input; `code` is stable, the wording is for people."""

    code: str
    zh: str
    en: str


def of_ignored_file(file: str, read: str) -> DatasetWarning:
    """Return the warning on a file whose table was read from the file `read`."""
    return _warning("file-not-read", file=file, read=read)


def of_columns(rows: RawTable, schema: TableSchema) -> list[DatasetWarning]:
    """Return a warning for each column that the schema lacks, with the nearest one."""
    warnings = []
    for number, found in enumerate(rows.columns, 1):
        if not found.name:
            warnings.append(
                _warning("column-without-name", file=rows.file, number=number)
            )
        elif found.name not in schema.names:
            warnings.append(
                _warning(
                    "unknown-column",
                    file=rows.file,
                    column=found.name,
                    hint=_nearest(found.name, schema.names),
                )
            )
    return warnings


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
    return [_warning("rows-repeated", file=rows.file, count=count, rows=shown)]


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
    return [_warning("corrected-twice", count=count, records=shown)]


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
        _warning(warning, value=code, count=count, hint=_nearest(str(code), known))
        for code, count in found
    ]


def _warning(code: str, **values: Value) -> DatasetWarning:
    text = message(f"dataset.warning.{code}", **values)
    return DatasetWarning(code, text.in_language("zh"), text.in_language("en"))


def _nearest(name: str, known: Iterable[str]) -> Message | str:
    near = get_close_matches(name.strip().lower(), list(known), n=1)
    return message("dataset.nearest", near=near[0]) if near else ""


def _list(shown: Iterable[str], count: int) -> str:
    return ", ".join(shown) + (", …" if count > _SHOWN else "")
