"""Proposes a mapping for an upload, as a draft that a person corrects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from engine.dataset.schema import TableSchema, schemas_of
from engine.errors import Language, Text
from engine.mapping.model import (
    Cell,
    Constant,
    DatasetMapping,
    FromColumn,
    LeaveOut,
    MadeOf,
    RowTemplate,
    RowTest,
    Selection,
    TableSource,
)
from engine.mapping.suggest import Sample, propose
from engine.mapping.suggest.choosing import Chooser
from engine.mapping.suggest.costs import Costs
from engine.mapping.suggest.proposal import (
    Proposal,
    ProposedColumn,
    ProposedLeaveOut,
    ProposedRow,
    ProposedSource,
)
from engine.mapping.suggest.synonym_reading import load_synonyms
from engine.mapping.suggest.synonyms import Synonyms
from engine.rulebook import Rulebook, Vocabulary
from engine.rulebook.model import Completeness
from portal.mapping.seen import Seen
from portal.rulebooks import current_rulebook, rules_folder
from portal.settings import Settings

LABEL = "mapping.yaml"
_LANGUAGES: tuple[Language, Language] = ("zh", "en")


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


def words_of(settings: Settings) -> Words:
    """Return the words of the rules as they are now."""
    return _words(
        rules_folder(settings), current_rulebook(settings).fingerprint, settings
    )


@lru_cache(maxsize=2)
def _words(folder: Path, fingerprint: str, settings: Settings) -> Words:
    rulebook = current_rulebook(settings)
    vocabulary = max(
        rulebook.vocabularies.values(),
        key=lambda words: len(rulebook.of_vocabulary(words.name)),
    )
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
    place = source.place
    is_only = proposal.sheets.get(place.file) == len(place.sheets)
    # What the next export of the same tables is called is not known.
    selection = Selection(
        line=0,
        file=place.file if len(proposal.files) > 1 else None,
        sheets=place.sheets if place.sheets and not is_only else None,
        header=place.header,
        skip=place.skip,
    )
    rows, left = tuple(map(_row, source.rows)), tuple(map(_left, source.leave_out))
    return TableSource(source.table, selection, rows, left, source.distinct)


def _row(row: ProposedRow) -> RowTemplate:
    columns = {column.column: column.cell for column in row.columns}
    if row.when is None:
        return RowTemplate(columns)
    values = row.when.values or None
    return RowTemplate(columns, RowTest(row.when.head, 0, values))


def _left(left: ProposedLeaveOut) -> LeaveOut:
    zh, en = (left.reason.in_language(language) for language in _LANGUAGES)
    return LeaveOut(RowTest(left.head, 0, left.values), Text(zh, en))


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
