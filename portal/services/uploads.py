"""Takes uploads in: stores the files, enters the dataset and has it checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from engine.files.names import one_line
from engine.rulebook.model import Completeness
from portal.clock import today
from portal.database.models import Dataset, Run
from portal.database.session import take_turn
from portal.mapping.kept import looked_at, use_fitting
from portal.mapping.seen import Seen
from portal.services.checks import queue_check
from portal.services.room import refuse_when_full
from portal.services.work import Work
from portal.storage.intake import GivenFile, Upload, store_upload


@dataclass(frozen=True)
class TakeIn:
    """What is handed in: files, the day to check for, the days that they are complete for.

    `size_bytes`: how much is sent, as far as the sender said.
    """

    files: Sequence[GivenFile]
    as_of: date
    complete: Completeness
    size_bytes: int = 0


@dataclass(frozen=True)
class TakenIn:
    """The dataset that there is now, and its check; None where a mapping is needed first."""

    dataset: Dataset
    run: Run | None


def take_in(work: Work, asked: TakeIn) -> TakenIn:
    """Enter an upload as a dataset and queue its check, both or neither.

    A company's own tables are checked by the kept mapping that fits them; without one the
    dataset waits for a mapping. The same content is one dataset, however often it comes.

    NotAllowedError where the role may not, RefusalError where storage or the queue is
    full or the files are none of a dataset, DatasetError where they cannot be read.
    """
    work.authorise("dataset.add")
    refuse_when_full(work, asked.size_bytes)
    upload = store_upload(work.store, asked.files)
    title = _title(asked.files[0].filename or "", upload.is_source)
    # Before the transaction: all who write wait for each other, on SQLite.
    is_own = upload.is_source
    seen = looked_at(work.settings, upload.content_hash) if is_own else None
    with work.transaction():
        dataset = _enter(work, upload, title)
        work.note("dataset-uploaded", dataset.key)
        if not _has_mapping(work, dataset, seen, asked.complete):
            return TakenIn(dataset, None)
        return TakenIn(dataset, queue_check(work, dataset, asked.as_of))


def _has_mapping(
    work: Work, dataset: Dataset, seen: Seen | None, complete: Completeness
) -> bool:
    """Return whether a dataset needs no mapping, has one, or gets one that is kept."""
    if not dataset.is_source or dataset.mapping is not None:
        return True
    if seen is None or not use_fitting(
        work.db, work.viewer, work.settings, dataset, seen, complete
    ):
        return False
    assert dataset.mapping is not None
    work.note("mapping-applied", f"{dataset.mapping['key']} {dataset.key}")
    return True


def _enter(work: Work, upload: Upload, title: str) -> Dataset:
    """Add an upload, or return the dataset of the same content that there is."""
    mine = work.viewer.organisation_id
    take_turn(work.db, mine)
    found = work.db.scalar(
        select(Dataset).where(
            Dataset.content_hash == upload.content_hash,
            Dataset.organisation_id == mine,
        )
    )
    if found is not None:
        # An earlier version took every upload for a dataset.
        found.is_source = upload.is_source
        return found
    # Others of the organisation may have filled it since this upload began.
    refuse_when_full(work, upload.size_bytes)
    added = Dataset(
        organisation_id=mine,
        content_hash=upload.content_hash,
        title=title[:300],
        files=dict(upload.files),
        size_bytes=upload.size_bytes,
        uploaded_by_id=work.viewer.user_id,
        is_source=upload.is_source,
    )
    work.db.add(added)
    work.db.flush()
    return added


def _title(filename: str, is_source: bool) -> str:
    """Return the title of an upload until its check reads that of dataset.yaml."""
    name = one_line(filename.replace("\\", "/").rsplit("/", 1)[-1])
    if is_source:
        return name.rpartition(".")[0]
    return name if name.lower().endswith(".zip") else f"dataset {today()}"
