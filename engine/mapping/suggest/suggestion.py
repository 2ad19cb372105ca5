"""Proposes a mapping for a source on disk."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import gettempdir

import duckdb

from engine.dataset.raw_table import ReadContext
from engine.dataset.source import os_errors_reported
from engine.dataset.validation import cells as dataset_cells
from engine.errors import DatasetError, Language
from engine.files.disk_space import resource_error, resource_errors_raised
from engine.files.scratch import scratch_folder
from engine.mapping.sources import Part, list_parts, preview
from engine.mapping.suggest.costs import Costs
from engine.mapping.suggest.propose import propose
from engine.mapping.suggest.samples import Sample
from engine.mapping.suggest.synonym_reading import load_synonyms
from engine.mapping.suggest.text import mapping_text
from engine.rulebook.loader import shipped_rules
from engine.rulebook.model import Rulebook, Vocabulary
from engine.tables.duckdb.session import open_working


def suggest_mapping(
    source: Path,
    rulebook: Rulebook,
    language: Language,
    *,
    rules: Path | None = None,
    scratch: Path | None = None,
) -> str:
    """Return the text of a mapping for `source`, to be read and corrected by a person.

    `source` is a file, a folder or a zip of tables, of which the first rows of each are
    read. `rules` is the folder of the rulebook, where its synonyms lie; None: the shipped
    one. Raises DatasetError where the source cannot be read, or none of its heads is
    known, MappingError where the synonyms have faults.
    """
    vocabulary = _vocabulary(rulebook)
    synonyms = load_synonyms(rules or shipped_rules(), vocabulary)
    samples, unreadable = read_samples(source, scratch)
    proposal = propose(samples, vocabulary, synonyms)
    if not proposal.sources:
        raise DatasetError("mapping.nothing-proposed", source=source.name)
    proposal = replace(proposal, not_read=(*proposal.not_read, *unreadable))
    return mapping_text(proposal, language, Costs.of(rulebook, vocabulary.name))


def read_samples(
    source: Path, scratch: Path | None = None
) -> tuple[list[Sample], list[str]]:
    """Return the first rows of every part of a source, and what cannot be opened.

    Raises DatasetError where nothing can be.
    """
    with ExitStack() as stack:
        stack.enter_context(resource_errors_raised())
        stack.enter_context(os_errors_reported(source))
        room = stack.enter_context(scratch_folder(scratch or Path(gettempdir())))
        connection = stack.enter_context(
            open_working(file=room / "suggestion.duckdb", spill=room / "spill")
        )
        for statement in dataset_cells.MACROS:
            connection.execute(statement)
        context = ReadContext(connection, room)
        try:
            return _samples(context, list_parts(source, room))
        except duckdb.Error as error:
            raise resource_error(error) or DatasetError(
                "dataset.file-unreadable",
                file=source.name,
                reason=str(error).splitlines()[0],
            ) from error


def _samples(
    context: ReadContext, parts: Sequence[Part]
) -> tuple[list[Sample], list[str]]:
    samples: list[Sample] = []
    failures: dict[str, DatasetError] = {}
    for part in parts:
        try:
            samples.append(Sample.of(preview(context, part)))
        except DatasetError as error:
            failures[part.file] = error
    if not samples and failures:
        raise next(iter(failures.values()))
    return samples, list(failures)


def _vocabulary(rulebook: Rulebook) -> Vocabulary:
    """Return the vocabulary of most rules."""
    return max(
        rulebook.vocabularies.values(),
        key=lambda vocabulary: len(rulebook.of_vocabulary(vocabulary.name)),
    )
