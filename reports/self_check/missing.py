"""Lays out the cells that are empty, with whom to ask and which row to mend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.evaluation.columns_read import columns_at
from engine.runs.evidence import read_evidence
from engine.wording.places import place_of
from engine.wording.remedies import SETTLED_BY
from reports.findings import Cause, causes_of
from reports.findings.values import Subject
from reports.fonts import Marker
from reports.run import RunFolder
from reports.self_check.values import Cell, Missing
from reports.words import Words

# How many cells of a cause are listed.
MOST_CELLS = 20
# The first words of causes that are the dataset as a whole, or the calendar.
_NO_COLUMNS = {word.partition(".")[0] for word in SETTLED_BY}


def missing_of(folder: RunFolder, words: Words) -> list[Missing]:
    """Return what is not known, the cause with the most duties first.

    A cell is one line, however many duties wait for it.
    """
    causes = causes_of(folder, words, most=min(folder.cap, MOST_CELLS))
    places = _places(folder, causes, words)
    return [_missing(folder, cause, places, words) for cause in causes]


def _missing(
    folder: RunFolder, cause: Cause, places: Mapping[str, str], words: Words
) -> Missing:
    return Missing(
        name=cause.name,
        column=_column(cause.field),
        remedy=cause.remedy,
        subject_label=cause.subject_label,
        duties=cause.duties,
        cells=[
            Cell(
                subject=subject.name,
                ask=_ask(folder, cause, subject, words),
                places=places.get(subject.name, subject.records),
                duties=subject.duties,
                rules=subject.rules,
            )
            for subject in cause.subjects
        ],
        rest=cause.subjects_total - len(cause.subjects),
    )


def _column(field: str) -> str:
    """Name table and column as the files do; "" where the cause is no column."""
    if not field or field.partition(".")[0] in _NO_COLUMNS:
        return ""
    table, columns = columns_at(field)
    return f"{table}: {', '.join(columns)}"


def _ask(folder: RunFolder, cause: Cause, subject: Subject, words: Words) -> str:
    """Say who knows: the party that the cell is about, else the company itself."""
    head = cause.field.partition(".")[0]
    own = folder.entity and words(folder.entity.called)
    is_of_other = head == "counterparty" or (head == "actor" and subject.name != own)
    return subject.name if is_of_other else words.say("本企业", "your own files")


def _places(folder: RunFolder, causes: Sequence[Cause], words: Words) -> dict[str, str]:
    """Return where a mapping had the records from, of which cells are empty."""
    named = [
        {"record_id": subject.name, "witness_id": None, "owed_by": None}
        for cause in causes
        for subject in cause.subjects
    ]
    kept = read_evidence(folder.folder.path, named)
    found = {}
    for row in Marker()(kept[0]) if kept else ():
        if place := place_of(row):
            found[row["record_id"]] = words(place)
    return found
