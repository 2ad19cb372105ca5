"""Stages a table where its file lies: only what a survey leaves open is checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.dataset.raw_table import InPlace, RawTable, ReadContext, Survey
from engine.dataset.schema import TableSchema
from engine.dataset.validation import remarks, row_query
from engine.dataset.validation.column_read import ColumnRead
from engine.dataset.validation.remarks import Remarks
from engine.dataset.validation.staged import Staged


def stage_in_place(
    context: ReadContext,
    rows: RawTable,
    in_place: InPlace,
    schema: TableSchema,
    readings: list[ColumnRead],
) -> Staged:
    """Stage a table without a copy, checking only what the survey leaves open."""
    name, sound_name = f"staged_{schema.table}", f"sound_{schema.table}"
    surveys = in_place.survey({read.index: read.plain_test for read in readings})
    surveyed, sound, checked = _check_columns(context, rows, readings, surveys)

    def staged(raw: str) -> str:
        return row_query.staged(raw, rows, schema, surveyed)

    blank = _keep_blank(context, schema, surveyed, lambda r: staged(in_place.at(r)))
    filled = f" WHERE row NOT IN (SELECT row FROM {blank})" if blank else ""
    context.run(f"CREATE VIEW {name} AS SELECT * FROM ({staged(rows.query)}){filled}")
    context.run(
        f"CREATE VIEW {sound_name} AS SELECT row, {row_query.named(schema, sound)} "
        f"FROM ({row_query.values(rows.query, rows, sound)}){filled}"
    )
    but = f" EXCEPT SELECT row FROM {blank}" if blank else ""
    faulty = f"SELECT row FROM {checked} WHERE is_faulty{but}"
    has_faults = context.count(f"SELECT count(*) FROM ({faulty})") > 0
    return Staged(
        name,
        sound_name,
        faulty if has_faults else None,
        lambda chosen: staged(in_place.at(chosen)),
        is_view=True,
        remarks=_remarks(context, sound_name, surveyed, surveys),
    )


def _remarks(
    context: ReadContext,
    sound: str,
    surveyed: Sequence[ColumnRead],
    surveys: Sequence[Survey],
) -> Remarks:
    """Return what the table shows beside faults, by the survey and the rows checked."""
    unsure = [read for read in surveyed if read.can_fail]
    may_have_lower = any(
        survey.passed is False
        for read, survey in zip(surveyed, surveys, strict=True)
        if read.column.is_compared
    )
    return Remarks(
        *remarks.cells_of(context.run, "checked", unsure),
        _empty_columns(context, sound, surveyed, surveys),
        may_have_lower,
    )


def _empty_columns(
    context: ReadContext,
    sound: str,
    surveyed: Sequence[ColumnRead],
    surveys: Sequence[Survey],
) -> tuple[str, ...]:
    """Return the columns without a value: by the survey, or else by a look at each cell."""
    both = list(zip(surveyed, surveys, strict=True))
    empty = [read.column for read, survey in both if survey.passed is None]
    unsure = [read.column for read, survey in both if survey.passed is False]
    return remarks.empty_columns(context.run, sound, empty, known=True) + (
        remarks.empty_columns(context.run, sound, unsure)
    )


def _keep_blank(
    context: ReadContext,
    schema: TableSchema,
    surveyed: Sequence[ColumnRead],
    at: Callable[[str], str],
) -> str | None:
    """Keep the rows without any filled cell as a table; None where there are none.

    In such a row the required columns are empty too, so that it is among those checked.
    """
    if not all(read.can_fail for read in surveyed if read.column.required):
        return None
    chosen = "SELECT row FROM checked WHERE is_empty"
    if not context.count(f"SELECT count(*) FROM ({chosen})"):
        return None
    blank = f"{schema.table}_blank"
    context.run(
        f"CREATE TABLE {blank} AS SELECT row FROM ({at(chosen)}) WHERE {row_query.IS_BLANK}"
    )
    if context.count(f"SELECT count(*) FROM {blank}"):
        return blank
    context.run(f"DROP TABLE {blank}")
    return None


def _check_columns(
    context: ReadContext,
    rows: RawTable,
    readings: list[ColumnRead],
    surveys: Sequence[Survey],
) -> tuple[list[ColumnRead], list[ColumnRead], str]:
    """Choose how each column is read, in any row and in rows without faults.

    Also returns the name of a temporary table of checked rows (row, is_faulty). One
    wrong cell among millions makes a column one whose cells are checked; in rows
    without faults it may still be read as it is.
    """
    surveyed = [
        read.surveyed(survey) for read, survey in zip(readings, surveys, strict=True)
    ]
    unsure = [read for read in surveyed if read.can_fail]
    checked, unchanged = _keep_checked(context, rows, unsure)
    sound = [
        read.plainly(can_fail=False) if read.index in unchanged else read
        for read in surveyed
    ]
    return surveyed, sound, checked


def _keep_checked(
    context: ReadContext, rows: RawTable, unsure: list[ColumnRead]
) -> tuple[str, set[int]]:
    """Keep the rows in which one of these columns has a fault, or a value to change.

    Returns the name of the temporary table (row, is_faulty, changed<index> for each
    column whose values may be raw) and the columns without such a value in rows
    without faults.
    """
    checked = "checked"
    if not unsure:
        context.run(
            f"CREATE OR REPLACE TEMP TABLE {checked} (row BIGINT, is_faulty BOOLEAN, "
            "is_empty BOOLEAN, marks VARCHAR)"
        )
        return checked, set()
    faulty = " OR ".join(read.is_faulty for read in unsure)
    changed = {
        read.index: f"{read.value} IS DISTINCT FROM c{read.index}"
        for read in unsure
        if read.may_be_raw
    }
    cleaned = {r.index: r.is_changed for r in unsure if r.reading.is_cleaned}
    marks = [f"{test} AS changed{i}" for i, test in changed.items()]
    is_empty = " AND ".join(f"{read.cell} IS NULL" for read in unsure)
    kept = [
        f"{faulty} AS is_faulty",
        f"{is_empty} AS is_empty",
        f"{row_query.marks(unsure)} AS marks",
    ]
    context.run(
        f"CREATE OR REPLACE TEMP TABLE {checked} AS "
        f"SELECT {', '.join(['row', *kept, *marks])} "
        f"FROM ({row_query.values(rows.query, rows, unsure, {**changed, **cleaned})}) "
        f"WHERE {' OR '.join([faulty, *changed.values(), *cleaned.values()])}"
    )
    is_changed = f"SELECT count(*) FROM {checked} WHERE NOT is_faulty AND changed"
    return checked, {i for i in changed if not context.count(f"{is_changed}{i}")}
