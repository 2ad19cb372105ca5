"""Proposes a mapping for a source on disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from engine.errors import DatasetError, Language
from engine.files.limits import Limits
from engine.mapping.sources.glance import look
from engine.mapping.suggest.costs import Costs
from engine.mapping.suggest.propose import propose
from engine.mapping.suggest.samples import Sample
from engine.mapping.suggest.synonym_reading import load_synonyms
from engine.mapping.suggest.text import mapping_text
from engine.rulebook.loader import shipped_rules
from engine.rulebook.model import Rulebook, Vocabulary


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
    vocabulary = vocabulary_of(rulebook)
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
    glance = look(source, limits=Limits(scratch=scratch))
    unreadable = dict.fromkeys(part.file for part, _ in glance.unreadable)
    return [Sample.of(preview) for preview in glance.previews], list(unreadable)


def vocabulary_of(rulebook: Rulebook) -> Vocabulary:
    """Return the vocabulary of most rules, for which a mapping is proposed."""
    return max(
        rulebook.vocabularies.values(),
        key=lambda vocabulary: len(rulebook.of_vocabulary(vocabulary.name)),
    )
