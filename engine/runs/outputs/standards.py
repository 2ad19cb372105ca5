"""The formats of other programs, each with the file name that those expect."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb

from engine.runs.outputs.junit import write_junit
from engine.runs.outputs.origin import Origin
from engine.runs.outputs.oscal import write_oscal
from engine.runs.outputs.sarif import write_sarif

Write = Callable[[duckdb.DuckDBPyConnection, Path, Origin], None]

_WRITERS: dict[str, tuple[str, Write]] = {
    "sarif": ("findings.sarif", write_sarif),
    "junit": ("findings.junit.xml", write_junit),
    "oscal": ("findings.oscal.json", write_oscal),
}
STANDARDS = tuple(_WRITERS)


def write_standards(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    formats: Sequence[str],
    origin: Origin,
) -> None:
    """Write the table `findings` in those of the formats that are standards."""
    for name, (file, write) in _WRITERS.items():
        if name in formats:
            write(connection, folder / file, origin)
