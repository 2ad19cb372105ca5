"""Warns of codes of companies that a mapping states for every row, and that seem mistyped."""

from __future__ import annotations

from collections.abc import Iterator

from engine.dataset.names import tidy
from engine.errors import Fault, message
from engine.mapping.model import Constant, DatasetMapping
from engine.rulebook.identifiers import uscc_fault

# What is said of each fault of `uscc_fault`.
_CODES = {
    "length": "mapping.code-length",
    "characters": "mapping.code-characters",
    "check": "mapping.code-check",
}
_OF_COMPANIES = ("actor_id", "entity_id", "counterparty_id")


def doubtful_codes(mapping: DatasetMapping) -> tuple[Fault, ...]:
    """Return a warning for each text that seems meant as a company's code, and is none.

    Each is shown where it first stands. A company may have an id of another kind, so that
    nothing is refused.
    """
    found: dict[str, Fault] = {}
    for text, fault in _doubts(mapping):
        found.setdefault(text, fault)
    return tuple(found.values())


def _doubts(mapping: DatasetMapping) -> Iterator[tuple[str, Fault]]:
    for source in mapping.tables:
        for row in source.rows:
            for column in _OF_COMPANIES:
                cell = row.columns.get(column)
                if not isinstance(cell, Constant):
                    continue
                text = tidy(cell.text).upper()
                if fault := uscc_fault(text):
                    found = message(
                        _CODES[fault],
                        column=column,
                        text=text,
                        count=len(text),
                    )
                    yield text, Fault(mapping.label, cell.line, found)
