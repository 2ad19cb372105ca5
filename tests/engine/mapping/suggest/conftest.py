"""The shipped vocabulary and its words, and sheets made of a few rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.mapping.suggest import Sample, propose
from engine.mapping.suggest.heads import HeadReader
from engine.mapping.suggest.layout import Layout, LayoutFinder
from engine.mapping.suggest.proposal import Proposal, ProposedRow
from engine.mapping.suggest.synonym_reading import load_synonyms
from engine.mapping.suggest.synonyms import Synonyms
from engine.rulebook import Rulebook, Vocabulary, load_rulebook, shipped_rules
from fixtures.fleet.identifiers import uscc

CODES = (
    "F03PA1800KVWBHB530812345",
    "F03PA6200FUKB991B0410037",
    "F03PA2100G20T092C0410074",
)
VINS = ("LE5R5VCC5N7100241", "LE5UTBB74N7100282")
PARTIES = (uscc("420112", 50260031), uscc("420106", 60260053))


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load_rulebook(shipped_rules())


@pytest.fixture(scope="session")
def vocabulary(rulebook: Rulebook) -> Vocabulary:
    return rulebook.vocabularies["order-73"]


@pytest.fixture(scope="session")
def synonyms(vocabulary: Vocabulary) -> Synonyms:
    return load_synonyms(shipped_rules(), vocabulary)


@pytest.fixture(scope="session")
def heads(vocabulary: Vocabulary, synonyms: Synonyms) -> HeadReader:
    return HeadReader(vocabulary, synonyms)


@pytest.fixture(scope="session")
def layout_of(heads: HeadReader, synonyms: Synonyms) -> Callable[..., Layout | None]:
    finder = LayoutFinder(heads, synonyms)
    return lambda *rows, **more: finder.layout(sheet(*rows, **more))


@pytest.fixture(scope="session")
def proposal_of(vocabulary: Vocabulary, synonyms: Synonyms) -> Callable[..., Proposal]:
    return lambda *samples: propose(samples, vocabulary, synonyms)


@pytest.fixture(scope="session")
def records_of(
    proposal_of: Callable[..., Proposal],
) -> Callable[..., list[ProposedRow]]:
    """Return the records that are proposed for one sheet, given by its rows."""

    def records(*rows: str, **more: object) -> list[ProposedRow]:
        proposal = proposal_of(sheet(*rows, **more))
        return [row for source in proposal.of("records") for row in source.rows]

    return records


def sheet(*rows: str, file: str = "a.csv", name: str | None = None) -> Sample:
    """Return a sheet whose rows are texts, with bars between the cells."""
    cells = tuple(tuple(c.strip() or None for c in row.split("|")) for row in rows)
    return Sample(file, name, cells, delimiter=None if name else ",")


def shown(row: ProposedRow) -> dict[str, str]:
    """Return what is proposed for each column, as short texts."""
    return {column.column: short(column.cell) for column in row.columns}


def short(cell: object) -> str:
    """Return a cell as a short text: its head, its constant in quotes, or its heads."""
    if hasattr(cell, "text"):
        return repr(cell.text)
    if hasattr(cell, "columns"):
        return " + ".join(cell.columns)
    return str(getattr(cell, "column", cell))
