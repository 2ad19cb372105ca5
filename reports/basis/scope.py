"""Lays out what was read: the dataset, its tables, and what is not known of it."""

from __future__ import annotations

from reports.basis.values import Scope, TableRows
from reports.dataset import dataset_texts, warning_texts
from reports.gaps import gap_texts
from reports.run import RunFolder
from reports.words import Said, Words

_READ = ("read", "accepted", "rejected", "repeated")


def scope_of(folder: RunFolder, words: Words) -> Scope:
    """Return what was read of the dataset; the counts are those of all parties."""
    texts = dataset_texts(folder.run["dataset"], words.language)
    facts = [
        (words.say("数据集", "Dataset"), texts.title),
        (words.say("数据来源", "Source"),
         texts.source or words.say("未说明", "not stated")),
        (words.say("映射", "Mapping"), texts.mapping),
        (words.say("完整期间", "Complete"), texts.complete),
    ]  # fmt: skip
    tables = folder.summary["tables"]
    return Scope(
        facts=[Said(label, value) for label, value in facts if value],
        tables=[
            TableRows(name, [counts[column] for column in _READ])
            for name, counts in tables.items()
        ],
        sources=texts.sources,
        causes=[
            cause
            for gap in gap_texts(folder.summary, words.language)
            for cause in gap.all_causes
        ],
        warnings=warning_texts(
            folder.summary["warnings"], folder.marked, words.language
        ),
    )
