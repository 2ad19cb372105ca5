"""Sheets of records with the columns `reported_on` and `note`, and what is read of them."""

from __future__ import annotations

from engine.dataset import Dataset
from tests.engine.dataset.queries import rejected, rows, stored
from tests.engine.dataset.workbooks import HEADER, line

HEAD = line(1, *HEADER, "reported_on", "note")
# The cells of a row between its record_id and these two.
EVENT = ["battery.sold", "2026-01-01", "A"]
# Why a row is rejected.
FORMULA = (
    "a formula without a stored result: open and save the workbook in a spreadsheet "
    "program, or enter the value itself"
)


def notes(dataset: Dataset) -> list[str | None]:
    """The notes of the accepted rows, in the order of the sheet."""
    query = f"SELECT {stored('note')} FROM records ORDER BY row"
    return [note for (note,) in rows(dataset, query)]


def faults(dataset: Dataset) -> list[tuple[int, str, str]]:
    """The line, column and reason of each rejected row."""
    return [(line, column, why) for _, line, column, _, why in rejected(dataset)]
