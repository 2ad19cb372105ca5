"""What the first rows of an upload show of the parts that a mapping reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from engine.dataset.names import tidy
from engine.errors import DatasetError, Fault
from engine.files.limits import Limits
from engine.mapping.matching import absence, head_faults, is_chosen
from engine.mapping.model import DatasetMapping, Selection, TableSource
from engine.mapping.sources import Part, Preview
from engine.mapping.sources.glance import Glance, look
from portal.settings import Settings
from portal.storage.store import Store

# Words that first stand further below are found by the check: their rows are rejected.
ROWS = 200
_MEMORY, _SPILL = "500MB", "2000MB"


@dataclass(frozen=True)
class Place:
    """The parts that a selection reads, as far as their first rows show them.

    `heads` are those of all parts, each once; a row has a cell for each head.
    """

    parts: tuple[Part, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def values(self, head: str) -> list[str]:
        """Return the cells under a head; none where there is no such head."""
        if tidy(head) not in self.heads:
            return []
        at = self.heads.index(tidy(head))
        return [row[at] for row in self.rows]

    def words(self, head: str, most: int = 60) -> dict[str, int]:
        """Count the words under a head as a mapping writes them, the first so many."""
        counts: dict[str, int] = {}
        for word in map(tidy, self.values(head)):
            if word and (word in counts or len(counts) < most):
                counts[word] = counts.get(word, 0) + 1
        return counts


@dataclass(frozen=True)
class Seen:
    """The first rows of an upload."""

    glance: Glance

    @property
    def previews(self) -> tuple[Preview, ...]:
        """The first rows of each part that can be read."""
        return self.glance.previews

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The names of the files."""
        return tuple(dict.fromkeys(shown.part.file for shown in self.previews))

    @property
    def named(self) -> str:
        """The names of the files as one text: where a dataset that is made comes from."""
        return ", ".join(self.files)[:200]

    def place(self, selection: Selection) -> Place:
        """Return what a selection reads."""
        chosen = [p for p in self.previews if is_chosen(p.part, selection)]
        tables = [_table(preview, selection) for preview in chosen]
        heads = tuple(dict.fromkeys(head for own, _ in tables for head in own))
        rows = (
            tuple(dict(zip(own, row, strict=False)).get(head, "") for head in heads)
            for own, table in tables
            for row in table
        )
        return Place(tuple(p.part for p in chosen), heads, tuple(rows))

    def heads(self, source: TableSource) -> list[tuple[str, ...]]:
        """Return the heads of each part that a source of a table reads."""
        return [
            _table(preview, source.selection)[0]
            for preview in self.previews
            if is_chosen(preview.part, source.selection)
        ]

    def faults(self, label: str, tables: Iterable[TableSource]) -> Iterator[Fault]:
        """Yield a fault of each head that a part lacks, called `label` in messages."""
        for source in tables:
            for preview in self.previews if not source.optional else ():
                if is_chosen(preview.part, source.selection):
                    heads = _table(preview, source.selection)[0]
                    yield from head_faults(label, source, preview.part, heads)

    def absences(self, draft: DatasetMapping) -> list[Fault]:
        """Return a fault of each source of a table that reads none of the parts."""
        parts = [preview.part for preview in self.previews]
        return [
            absence(draft, source.selection, parts)
            for source in draft.tables
            if not source.optional
            and not any(is_chosen(part, source.selection) for part in parts)
        ]

    def not_read(self, tables: Sequence[TableSource]) -> list[Part]:
        """Return the parts that no source of a table reads."""
        unreadable = [part for part, _ in self.glance.unreadable]
        rest = [
            p.part
            for p in self.previews
            if not any(is_chosen(p.part, source.selection) for source in tables)
        ]
        return [*rest, *unreadable]


def seen_of(settings: Settings, content_hash: str) -> Seen:
    """Look at an upload; DatasetError where nothing of it can be read.

    It takes seconds, in which no transaction may keep others waiting.
    """
    store = Store(settings.data)
    store.scratch.mkdir(exist_ok=True)
    # A page is made in the server itself, whose memory all share.
    limits = Limits(memory=_MEMORY, scratch=store.scratch, spill=_SPILL, threads=2)
    return _look(store.dataset(content_hash), limits)


@lru_cache(maxsize=16)
def _look(path: Path, limits: Limits) -> Seen:
    # An upload never changes: its folder is named by the hash of its content.
    return Seen(look(path, ROWS, limits))


def _table(
    preview: Preview, selection: Selection
) -> tuple[tuple[str, ...], list[list[str]]]:
    """Return the heads of a part and the rows below them; none where they are none."""
    try:
        heads = preview.heads_at(selection.header)
    except DatasetError:
        return (), []
    start = 0 if preview.heads is not None else selection.header[-1] + selection.skip
    rows = ([cell or "" for cell in row] for row in preview.rows[start:])
    width = len(heads)
    wide = [[*row, *[""] * (width - len(row))][:width] for row in rows]
    return heads, [row for row in wide if any(row)]


def alike(selection: Selection) -> Selection:
    """Return a selection without its line: what has to be equal to read the same."""
    return replace(selection, line=0)
