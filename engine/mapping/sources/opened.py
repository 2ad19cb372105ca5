"""Opens a source: a scratch folder, and a connection that reads as datasets are read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import gettempdir

import duckdb

from engine.dataset.raw_table import ReadContext
from engine.dataset.source import os_errors_reported
from engine.dataset.validation import cells
from engine.errors import DatasetError
from engine.files.disk_space import resource_error, resource_errors_raised
from engine.files.scratch import scratch_folder
from engine.tables.duckdb.session import open_working


@contextmanager
def opened(
    source: Path, scratch: Path | None = None, memory_limit: str | None = None
) -> Iterator[ReadContext]:
    """Yield where the readers of a source work; it is removed at the end.

    `scratch` is the folder for what exceeds memory; None: the system's temporary one.
    Raises DatasetError where the source cannot be read, UsageError where a disk is full.
    """
    with ExitStack() as stack:
        stack.enter_context(resource_errors_raised())
        stack.enter_context(os_errors_reported(source))
        room = stack.enter_context(scratch_folder(scratch or Path(gettempdir())))
        connection = stack.enter_context(
            open_working(
                file=room / "source.duckdb",
                spill=room / "spill",
                memory_limit=memory_limit,
            )
        )
        for statement in cells.MACROS:
            connection.execute(statement)
        try:
            yield ReadContext(connection, room)
        except duckdb.Error as error:
            raise resource_error(error) or DatasetError(
                "dataset.file-unreadable",
                file=source.name,
                reason=str(error).splitlines()[0],
            ) from error
