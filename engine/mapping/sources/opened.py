"""Opens a source: a scratch folder, and a connection that reads as datasets are read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import duckdb

from engine.dataset.raw_table import ReadContext
from engine.dataset.source import os_errors_reported
from engine.dataset.validation import cells
from engine.errors import DatasetError
from engine.files.disk_space import resource_error, resource_errors_raised
from engine.files.limits import NO_LIMITS, Limits
from engine.files.scratch import scratch_folder
from engine.tables.duckdb.session import open_working


@contextmanager
def opened(source: Path, limits: Limits = NO_LIMITS) -> Iterator[ReadContext]:
    """Yield where the readers of a source work; it is removed at the end.

    Raises DatasetError where the source cannot be read, UsageError where a disk is full.
    """
    with ExitStack() as stack:
        stack.enter_context(resource_errors_raised())
        stack.enter_context(os_errors_reported(source))
        room = stack.enter_context(scratch_folder(limits.place))
        connection = stack.enter_context(
            open_working(
                file=room / "source.duckdb",
                spill=room / "spill",
                limits=limits,
            )
        )
        for statement in cells.MACROS:
            connection.execute(statement)
        try:
            yield ReadContext(connection, room, most_rows=limits.rows)
        except duckdb.Error as error:
            raise resource_error(error) or DatasetError(
                "dataset.file-unreadable",
                file=source.name,
                reason=str(error).splitlines()[0],
            ) from error
