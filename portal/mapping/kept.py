"""Keeps mappings for an organisation, and finds the one that fits an upload."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from sqlalchemy import select

from engine.dataset.names import tidy
from engine.errors import DatasetError
from engine.mapping.matching import heads_of_cell
from engine.mapping.model import DatasetMapping, RowTemplate
from engine.mapping.reading import read_draft
from engine.mapping.writing import write_mapping
from engine.rulebook.model import Completeness
from portal.clock import now
from portal.database.models import Dataset, KeptMapping
from portal.database.session import PortalSession
from portal.database.tenancy import Viewer
from portal.mapping.proposing import LABEL, Words, words_of
from portal.mapping.seen import Seen, seen_of
from portal.policy import authorise
from portal.settings import Settings

# A mapping of which fewer heads than this share are there is none for an upload.
_NEAR = 0.4


@dataclass(frozen=True)
class Nearest:
    """A kept mapping for an upload, with the heads it knows not, and those that are gone."""

    kept: KeptMapping
    gone: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def fits(self) -> bool:
        """Whether every part that it reads has the heads that it was made for."""
        return not self.gone and not self.new


LAST_USED_FIRST = KeptMapping.used_at.desc(), KeptMapping.id.desc()


def nearest(
    db: PortalSession, viewer: Viewer, seen: Seen, words: Words
) -> Nearest | None:
    """Return the kept mapping of the viewer's organisation that suits an upload best."""
    found: list[tuple[float, Nearest]] = []
    own = select(KeptMapping).where(
        KeptMapping.organisation_id == viewer.organisation_id
    )
    for kept in db.scalars(own.order_by(*LAST_USED_FIRST)):
        draft, faults = read_draft(kept.text, LABEL, words.rulebook.vocabularies)
        if draft is None or faults or len(draft.tables) != len(kept.heads):
            continue
        compared = _compared(kept, draft, seen)
        if compared is not None:
            found.append(compared)
    best = max(found, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= _NEAR else None


def _compared(
    kept: KeptMapping, draft: DatasetMapping, seen: Seen
) -> tuple[float, Nearest] | None:
    """Return how near a mapping is to an upload, from 0 to 1; None: not at all."""
    gone: dict[str, None] = {}
    new: dict[str, None] = {}
    same = 0
    for source, known in zip(draft.tables, kept.heads, strict=True):
        heads = dict.fromkeys(chain.from_iterable(seen.heads(source)))
        if not heads:
            return None
        same += len(set(heads) & set(known))
        gone |= dict.fromkeys(head for head in known if head not in heads)
        new |= dict.fromkeys(head for head in heads if head not in known)
    # Of several parts that are read alike, each needs the heads that are named.
    for fault in seen.faults(LABEL, draft.tables):
        gone[str(dict(fault.message.values)["head"])] = None
    total = same + len(gone) + len(new)
    return (same / total if total else 0.0), Nearest(kept, tuple(gone), tuple(new))


def without_heads(draft: DatasetMapping, gone: Sequence[str]) -> DatasetMapping:
    """Return a draft without the columns that it made of heads that are gone."""
    lost = set(map(tidy, gone))

    def left(row: RowTemplate) -> RowTemplate:
        columns = {
            name: cell
            for name, cell in row.columns.items()
            if not lost & set(map(tidy, heads_of_cell(cell)))
        }
        return replace(row, columns=columns)

    return replace(
        draft,
        tables=tuple(
            replace(source, rows=tuple(map(left, source.rows)))
            for source in draft.tables
        ),
    )


def for_upload(
    draft: DatasetMapping, title: str, complete: Completeness, source: str
) -> str:
    """Return the text of a mapping for an upload, with its own title, days and source."""
    own = replace(draft, title=title, complete=complete, source=source or None)
    return write_mapping(own)


def use(dataset: Dataset, kept: KeptMapping, text: str, by_itself: bool) -> None:
    """Say that an upload becomes a dataset by a mapping, applied by itself or by a person."""
    kept.used_at = now()
    dataset.mapping = {
        "key": kept.key, "title": kept.title, "text": text, "by_itself": by_itself
    }  # fmt: skip


def looked_at(settings: Settings, content_hash: str) -> Seen | None:
    """Look at an upload before it is entered; None where nothing of it can be read.

    What `use_fitting` needs beside it is loaded, so that it takes no time.
    """
    words_of(settings)
    try:
        return seen_of(settings, content_hash)
    except DatasetError:
        return None


def use_fitting(
    db: PortalSession,
    viewer: Viewer,
    settings: Settings,
    dataset: Dataset,
    seen: Seen,
    complete: Completeness,
) -> bool:
    """Apply the kept mapping that fits an upload; return whether there is one.

    `seen` is the upload as `looked_at` returns it. `complete` are the days of this
    upload: a kept mapping knows only those of another.
    """
    words = words_of(settings)
    near = nearest(db, viewer, seen, words)
    if near is None or not near.fits:
        return False
    draft, _ = read_draft(near.kept.text, LABEL, words.rulebook.vocabularies)
    assert draft is not None
    text = for_upload(draft, dataset.title, complete, seen.named)
    use(dataset, near.kept, text, by_itself=True)
    return True


def keep(
    db: PortalSession,
    viewer: Viewer,
    mapping: DatasetMapping,
    seen: Seen,
    title: str,
) -> KeptMapping:
    """Keep a mapping; it takes the place of the one that was made for the same heads.

    What it says of one upload alone, such as its days, is not kept. NotAllowedError
    where the viewer may not change mappings.
    """
    authorise(viewer, "mapping.change")
    heads = [
        sorted(set(chain.from_iterable(seen.heads(source))))
        for source in mapping.tables
    ]
    text = for_upload(mapping, title, Completeness(), "")
    own = select(KeptMapping).where(
        KeptMapping.organisation_id == viewer.organisation_id
    )
    for kept in db.scalars(own):
        if kept.heads == heads:
            kept.title, kept.text, kept.used_at = title, text, now()
            return kept
    kept = KeptMapping(
        organisation_id=viewer.organisation_id,
        title=title,
        text=text,
        heads=heads,
        created_by_id=viewer.user_id,
    )
    db.add(kept)
    db.flush()
    return kept
