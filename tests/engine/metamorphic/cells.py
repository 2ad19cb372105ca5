"""The cells of a table in other types, and in the writings of people, meaning the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

import pyarrow as pa

from engine.dataset.schema import Column, TableSchema, records_schema, register_schemas
from engine.rulebook.model import Vocabulary

Texts = list[str | None]
# The first minutes of a day in China, which is the day before in UTC.
_EARLY = time(0, 30)
_WRITINGS: tuple[Callable[[date], str], ...] = (
    lambda day: f"{day.year}-{day.month}-{day.day}",
    lambda day: f"{day.year}/{day.month:02}/{day.day}",
    lambda day: f"{day.year}.{day.month}.{day.day} 9:30",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: day.strftime("%Y%m%d"),
    lambda day: f"{day}T00:30:00+08:00",
    lambda day: f"{day - timedelta(1)} 16:30Z",
)
_ODD_IDS = ("{}\u200b", " {}", "{}\u00a0", "\u3000{}\ufeff")


def schema_of(table: str, words: Vocabulary) -> TableSchema:
    return {"records": records_schema(words), **register_schemas(words)}[table]


def typed(column: Column, texts: Texts, place: int) -> pa.Array:
    """The cells in a physical type of Parquet; dates in one of several, by place.

    A column with a cell that no other type can hold stays one of texts.
    """
    if not all(_fits(column, text) for text in texts if text):
        return pa.array(texts, pa.string())
    if column.type == "date":
        return _dates(texts, place % 6)
    if column.type == "number":
        values = [text and Decimal(text) for text in texts]
        return pa.array(values, pa.decimal128(30, 12))
    if column.type == "flag":
        return pa.array([_is_true(text) for text in texts], pa.bool_())
    strings = pa.array(texts, pa.string())
    if column.type == "text":
        return strings.cast(pa.large_string())
    return strings.dictionary_encode() if place % 2 else strings.cast(pa.binary())


def as_json(column: Column, text: str) -> str:
    """The cell as JSON, a number or flag as such; a day as a number of eight digits."""
    if not _fits(column, text):
        return json.dumps(text)
    if column.type == "flag":
        return json.dumps(_is_true(text))
    if column.type == "date":
        return text.replace("-", "")
    return text if column.type == "number" else json.dumps(text)


def as_people_write(column: Column, text: str, row: int) -> str:
    """The cell as people write it by hand; equal rows are written alike."""
    if not text:
        return "/" if column.type == "identifier" and row % 2 else ""
    if column.type == "date" and _fits(column, text):
        return _WRITINGS[row % len(_WRITINGS)](date.fromisoformat(text))
    if column.type == "identifier":
        return _ODD_IDS[row % len(_ODD_IDS)].format(text) if row % 3 else text
    chinese = {code: name for name, code in column.called}
    return ";".join(chinese.get(code, code) for code in text.split(";"))


def _dates(texts: Texts, kind: int) -> pa.Array:
    days = [date.fromisoformat(text) if text else None for text in texts]
    if kind == 0:
        return pa.array(days, pa.date32())
    if kind == 1:
        return pa.array([day and int(day.strftime("%Y%m%d")) for day in days])
    local = [day and datetime.combine(day, _EARLY, UTC) for day in days]
    if kind == 2:
        return pa.array(
            [m and m.replace(tzinfo=None) for m in local], pa.timestamp("ms")
        )
    moments = [moment and moment - timedelta(hours=8) for moment in local]
    if kind == 3:
        return pa.array(moments, pa.timestamp("us", "UTC"))
    if kind == 4:
        return pa.array(moments, pa.timestamp("ns", "America/New_York"))
    return pa.array([moment and moment.isoformat() for moment in moments], pa.string())


def _fits(column: Column, text: str) -> bool:
    try:
        if column.type == "date":
            return len(text) == 10 and bool(date.fromisoformat(text))
        return column.type != "number" or Decimal(text).is_finite()
    except (ValueError, InvalidOperation):
        return False


def _is_true(text: str | None) -> bool | None:
    return text.lower() in {"true", "yes", "1", "是"} if text else None
