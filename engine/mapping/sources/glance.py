"""Looks at the first rows of every part of a source."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir

import duckdb

from engine.dataset.raw_table import ReadContext
from engine.dataset.source import os_errors_reported
from engine.dataset.validation import cells as dataset_cells
from engine.errors import DatasetError
from engine.files.disk_space import resource_error, resource_errors_raised
from engine.files.scratch import scratch_folder
from engine.mapping.sources.parts import Part, list_parts
from engine.mapping.sources.previews import Preview, preview
from engine.tables.duckdb.session import open_working


@dataclass(frozen=True)
class Glance:
    """The first rows of each part of a source, and why some part cannot be read."""

    previews: tuple[Preview, ...]
    unreadable: tuple[tuple[Part, DatasetError], ...]


def look(source: Path, rows: int, scratch: Path | None = None) -> Glance:
    """Return up to so many first rows of each part of a file, a folder or a zip.

    `scratch` is the folder to unpack in; None: the system's temporary one. DatasetError
    where nothing can be read.
    """
    with ExitStack() as stack:
        stack.enter_context(resource_errors_raised())
        stack.enter_context(os_errors_reported(source))
        room = stack.enter_context(scratch_folder(scratch or Path(gettempdir())))
        connection = stack.enter_context(
            open_working(file=room / "glance.duckdb", spill=room / "spill")
        )
        for statement in dataset_cells.MACROS:
            connection.execute(statement)
        context = ReadContext(connection, room)
        try:
            return _glance(context, list_parts(source, room), rows)
        except duckdb.Error as error:
            raise resource_error(error) or DatasetError(
                "dataset.file-unreadable",
                file=source.name,
                reason=str(error).splitlines()[0],
            ) from error


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
