"""Proposes a mapping for an upload, as a draft that a person corrects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from engine.dataset.schema import TableSchema, schemas_of
from engine.files.names import file_stem
from engine.mapping.model import (
    Cell,
    Constant,
    DatasetMapping,
    FromColumn,
    MadeOf,
    RowTemplate,
    TableSource,
)
from engine.mapping.suggest import Sample, propose
from engine.mapping.suggest.choosing import Chooser
from engine.mapping.suggest.costs import Costs
from engine.mapping.suggest.proposal import (
    Proposal,
    ProposedColumn,
    ProposedRow,
    ProposedSource,
)
from engine.mapping.suggest.suggestion import vocabulary_of
from engine.mapping.suggest.synonym_reading import load_synonyms
from engine.mapping.suggest.synonyms import Synonyms
from engine.rulebook import Rulebook, Vocabulary
from engine.rulebook.model import Completeness
from portal.mapping.seen import Seen
from portal.settings import Settings
from portal.storage.rulebooks import current_rulebook, rules_folder

LABEL = "mapping.yaml"  # of a draft, which has no file yet


@dataclass(frozen=True)
class Words:
    """What mappings are proposed and corrected with: the words of one vocabulary."""

    rulebook: Rulebook
    vocabulary: Vocabulary
    synonyms: Synonyms
    chooser: Chooser
    costs: Costs

    @property
    def schemas(self) -> Mapping[str, TableSchema]:
        """The schema of each table."""
        return schemas_of(self.vocabulary)


def file_name(title: str) -> str:
    """Return the name of the file of a mapping, by its title."""
    return f"{file_stem(title[:60] or 'mapping')}.yaml"


def words_of(settings: Settings) -> Words:
    """Return the words of the rules as they are now."""
    return _words(
        rules_folder(settings), current_rulebook(settings).fingerprint, settings
    )


@lru_cache(maxsize=2)
def _words(folder: Path, fingerprint: str, settings: Settings) -> Words:
    rulebook = current_rulebook(settings)
    vocabulary = vocabulary_of(rulebook)
    synonyms = load_synonyms(folder, vocabulary)
    return Words(
        rulebook, vocabulary, synonyms, Chooser(vocabulary, synonyms),
        Costs.of(rulebook, vocabulary.name),
    )  # fmt: skip


def proposal_of(seen: Seen, words: Words) -> Proposal:
    """Propose a mapping for the parts of an upload."""
    samples = [Sample.of(preview) for preview in seen.previews]
    return propose(samples, words.vocabulary, words.synonyms)


def draft_of(proposal: Proposal) -> DatasetMapping:
    """Return a proposal as a mapping, in which empty constants are to be filled in."""
    return DatasetMapping(
        vocabulary=proposal.vocabulary,
        title=proposal.title,
        source=None,
        complete=Completeness(),
        tables=tuple(_source(proposal, source) for source in proposal.sources),
        label=LABEL,
        text="",
    )


def _source(proposal: Proposal, source: ProposedSource) -> TableSource:
    return TableSource(
        source.table,
        proposal.selection_of(source),
        tuple(map(_row, source.rows)),
        tuple(left.rule for left in source.leave_out),
        source.distinct,
    )


def _row(row: ProposedRow) -> RowTemplate:
    columns = {column.column: column.cell for column in row.columns}
    return RowTemplate(columns, row.when.test if row.when else None)


Annotations = Mapping[tuple[str, str, object], ProposedColumn]


def annotations_of(proposal: Proposal) -> Annotations:
    """Return what was proposed for each column of a table, by what it is made of."""
    return {
        (source.table, column.column, substance(column.cell)): column
        for source in reversed(proposal.sources)
        for row in source.rows
        for column in row.columns
    }


def substance(cell: Cell) -> object:
    """Return what a cell is made of, whatever its words and its line."""
    match cell:
        case FromColumn():
            return cell.column
        case Constant():
            return "", cell.text
        case MadeOf():
            return cell.columns, cell.prefix
        case _:
            return cell.what, None
