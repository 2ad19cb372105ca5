"""Applies the mapping of an upload for its check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from engine.files.limits import Limits
from engine.files.progress import Progress
from engine.mapping import MappedDataset, mapped_aside, read_mapping
from engine.mapping.accounts import MAPPED
from portal.mapping.proposing import file_name
from portal.settings import Settings
from portal.storage.rulebooks import current_rulebook
from portal.storage.store import Store

_SHOWN = 20


@dataclass(frozen=True)
class Applied:
    """The dataset of a check; `mapped` says what became of the rows of a source."""

    path: Path
    mapped: MappedDataset | None = None

    def take_list(self, folder: Path) -> None:
        """Put the list of what became of every row into the folder of a run."""
        if self.mapped is not None:
            (folder / MAPPED).write_bytes((self.path / MAPPED).read_bytes())

    @property
    def totals(self) -> dict[str, Any]:
        """What the page of a run shows of it; nothing for a dataset."""
        if self.mapped is None:
            return {}
        faults = [asdict(value) for value in self.mapped.untranslated]
        return {
            "mapped": {
                "accounts": [asdict(account) for account in self.mapped.accounts],
                "rejected": faults[:_SHOWN],
                "more_rejected": len(faults) > _SHOWN,
            }
        }


@contextmanager
def applied(
    settings: Settings,
    content_hash: str,
    options: Mapping[str, Any],
    limits: Limits,
    progress: Progress,
) -> Iterator[Applied]:
    """Yield the dataset of a check: the upload, or what the mapping of its options makes of it.

    The latter is removed at the end.
    MappingError where the upload lacks what the mapping names, DatasetError where it
    cannot be read.
    """
    upload = Store(settings.data).dataset(content_hash)
    if "mapping" not in options:
        yield Applied(upload)
        return
    vocabularies = current_rulebook(settings).vocabularies
    asked = options["mapping"]
    mapping = read_mapping(asked["text"], file_name(asked["title"]), vocabularies)
    with mapped_aside(
        upload, mapping, vocabularies,
        progress=lambda table: progress(f"mapping {table}", 0, 1), limits=limits,
    ) as made:  # fmt: skip
        yield Applied(made.folder, made)
