"""Mappings: of an upload, the one that is applied; of an organisation, those it keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from engine.mapping.model import DatasetMapping
from portal.database.models import Dataset, KeptMapping, Run
from portal.database.paging import ListPage, paged
from portal.errors import RefusalError
from portal.mapping import kept as keeping
from portal.mapping.kept import LAST_USED_FIRST, Nearest
from portal.mapping.proposing import Words, words_of
from portal.mapping.seen import Seen, seen_of
from portal.services.checks import queue_check
from portal.services.submissions import is_submitted
from portal.services.work import Work


@dataclass(frozen=True)
class Source:
    """An upload that needs a mapping: its row, its first rows, the words to map to."""

    dataset: Dataset
    seen: Seen
    words: Words
    is_submitted: bool


@dataclass(frozen=True)
class ApplyMapping:
    """What is asked for: a mapping without faults, the title to keep it by, the day to check."""

    mapping: DatasetMapping
    title: str
    as_of: date


def source(work: Work, key: str) -> Source:
    """Look at an upload that needs a mapping.

    MissingError where the person sees no such dataset, RefusalError where it needs none,
    DatasetError where it cannot be read.
    """
    dataset = work.find(Dataset, key)
    if not dataset.is_source:
        raise RefusalError("mapping.not_needed")
    seen = seen_of(work.settings, dataset.content_hash)
    words = words_of(work.settings)
    return Source(dataset, seen, words, is_submitted(work, dataset))


def nearest(work: Work, found: Source) -> Nearest | None:
    """Return the kept mapping of the person's organisation that suits an upload best."""
    return keeping.nearest(work.db, work.viewer, found.seen, found.words)


def apply_mapping(work: Work, found: Source, asked: ApplyMapping) -> Run:
    """Apply a mapping to an upload, keep it for the organisation, and queue the check.

    NotAllowedError where the person may not, RefusalError where a regulator has received
    the upload with the mapping it has now, or too many checks wait.
    """
    work.authorise("mapping.change", found.dataset)
    with work.transaction():
        if is_submitted(work, found.dataset):
            raise RefusalError("mapping.submitted")
        mapping, seen = asked.mapping, found.seen
        kept = keeping.keep(work.db, work.viewer, mapping, seen, asked.title)
        text = keeping.for_upload(mapping, mapping.title, mapping.complete, seen.named)
        keeping.use(found.dataset, kept, text, by_itself=False)
        work.note("mapping-kept", f"{kept.key} {kept.title}")
        return queue_check(work, found.dataset, asked.as_of)


def listed(work: Work, number: int) -> ListPage[KeptMapping]:
    """List one page of the mappings that are kept, the one last used first."""
    return paged(work.db, select(KeptMapping).order_by(*LAST_USED_FIRST), number)


def kept_mapping(work: Work, key: str) -> KeptMapping:
    """Return a kept mapping by its key; MissingError where the person sees none."""
    return work.find(KeptMapping, key)


def delete_mapping(work: Work, key: str) -> None:
    """Delete a kept mapping; checks that were made with it keep its text.

    MissingError where the person sees no such mapping, NotAllowedError where the role
    may not, or it is another organisation's.
    """
    kept = kept_mapping(work, key)
    work.authorise("mapping.change", kept)
    with work.transaction():
        work.db.delete(kept)
        work.note("mapping-deleted", f"{kept.key} {kept.title}")
