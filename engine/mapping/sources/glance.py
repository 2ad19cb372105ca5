"""Looks at the first rows of every part of a source."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.dataset.raw_table import ReadContext
from engine.errors import DatasetError
from engine.files.limits import NO_LIMITS, Limits
from engine.mapping.sources.opened import opened
from engine.mapping.sources.parts import Part, list_parts
from engine.mapping.sources.previews import SHOWN, Preview, preview


@dataclass(frozen=True)
class Glance:
    """The first rows of each part of a source, and why some part cannot be read."""

    previews: tuple[Preview, ...]
    unreadable: tuple[tuple[Part, DatasetError], ...]


def look(source: Path, rows: int = SHOWN, limits: Limits = NO_LIMITS) -> Glance:
    """Return up to so many first rows of each part of a file, a folder or a zip.

    DatasetError where nothing can be read.
    """
    with opened(source, limits) as context:
        return _glance(context, list_parts(source, context.scratch), rows)


def _glance(context: ReadContext, parts: list[Part], rows: int) -> Glance:
    previews: list[Preview] = []
    unreadable: list[tuple[Part, DatasetError]] = []
    for part in parts:
        try:
            previews.append(preview(context, part, rows))
        except DatasetError as error:
            unreadable.append((part, error))
    if not previews:
        raise unreadable[0][1]
    return Glance(tuple(previews), tuple(unreadable))
