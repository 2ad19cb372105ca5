"""What a dataset brought, as a plain dict: files, counts, days, events, empty cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.dataset import sql
from engine.dataset.forms import REGISTERS, records_form

if TYPE_CHECKING:
    from engine.dataset.dataset import Dataset


def describe(dataset: Dataset) -> dict[str, Any]:
    """Describe the accepted rows of a dataset and where they came from."""
    first, last = _rows(
        dataset, "SELECT min(occurred_on), max(occurred_on) FROM records"
    )[0]
    return {
        "title": dataset.title,
        "source": dataset.source,
        "hash": dataset.hash,
        "vocabulary": dataset.vocabulary,
        "complete": {
            "from": dataset.complete.start and dataset.complete.start.isoformat(),
            "until": dataset.complete.until and dataset.complete.until.isoformat(),
        },
        "tables": _tables(dataset),
        "days": {"first": first and str(first), "last": last and str(last)},
        "years": _counted(dataset, "CAST(year(occurred_on) AS VARCHAR)"),
        "events": _counted(dataset, "event"),
        "empty_shares": _empty_shares(dataset),
        "warnings": [
            {"code": w.code, "zh": w.zh, "en": w.en} for w in dataset.warnings
        ],
    }


def _rows(dataset: Dataset, query: str) -> list[tuple[Any, ...]]:
    return dataset.connection.execute(query).fetchall()


def _tables(dataset: Dataset) -> dict[str, dict[str, Any]]:
    return {
        table: {
            "file": file,
            "format": file.rsplit(".", 1)[1],
            "encoding": dataset.encodings[file],
            **dataset.counts[table],
        }
        for table, file in dataset.files.items()
    }


def _counted(dataset: Dataset, expression: str) -> dict[str, int]:
    return dict(
        _rows(
            dataset,
            f"SELECT {expression} AS word, count(*) FROM records GROUP BY 1 ORDER BY 1",
        )
    )


def _empty_shares(dataset: Dataset) -> dict[str, dict[str, float]]:
    """The share of empty cells per column of each table that has rows."""
    forms = {"records": records_form(dataset.words), **REGISTERS}
    shares = {}
    for table in dataset.files:
        columns = forms[table].columns
        counts = ", ".join(f"count({sql.name(c.stored_as)})" for c in columns)
        total, *filled = _rows(dataset, f"SELECT count(*), {counts} FROM {table}")[0]
        if total:
            shares[table] = {
                column.name: round(1 - count / total, 6)
                for column, count in zip(columns, filled, strict=True)
            }
    return shares
