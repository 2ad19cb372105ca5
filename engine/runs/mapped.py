"""Opens what a check is asked to check: a dataset, or what a mapping makes of a source."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.errors import Fault, UsageError
from engine.files.progress import Progress
from engine.mapping import load_mapping, mapped_aside
from engine.rulebook import Rulebook
from engine.runs.request import CheckRequest


def refuse_with_mapping(request: CheckRequest) -> None:
    """Raise UsageError for what needs a dataset that stays, or says how to read it."""
    if request.mapping is None:
        return
    for option in ("since", "on", "encoding"):
        if getattr(request, option):
            raise UsageError("runs.not-with-mapping", option=f"--{option}")


@contextmanager
def mapped(
    request: CheckRequest, rulebook: Rulebook, progress: Progress
) -> Iterator[tuple[Path, tuple[Fault, ...]]]:
    """Yield the dataset to open: the one asked for, or what the mapping makes of it.

    Beside it stands what of the mapping seems mistyped. What is made lies in a scratch
    folder until the end of the context. Raises MappingError, DatasetError and UsageError
    as `map_dataset` does.
    """
    if request.mapping is None:
        yield request.dataset, ()
        return
    mapping = load_mapping(request.mapping, rulebook.vocabularies)
    with mapped_aside(
        request.dataset, mapping, rulebook.vocabularies,
        progress=lambda name: progress(f"mapping {name}", 0, 1),
        limits=request.limits,
    ) as made:  # fmt: skip
        yield made.folder, made.doubts
