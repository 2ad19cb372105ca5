"""Opens parts of sources that tests write."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from engine.dataset.raw_table import ReadContext
from engine.dataset.validation.cells import MACROS
from engine.mapping.model import Selection
from engine.mapping.sources import Part, SourceTable, list_parts, open_part, row_fault
from engine.tables.duckdb.session import open_working

# The cells of a row behind its number.
Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Opened:
    """A part that was opened: its table, the rows in it, and the flaws of these."""

    table: SourceTable
    rows: Rows
    flaws: dict[int, str]
    faults: list[tuple[int, str, str]]

    @property
    def heads(self) -> tuple[str, ...]:
        return self.table.heads


Open = Callable[..., Opened]


@pytest.fixture
def context(tmp_path: Path) -> Iterator[ReadContext]:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with open_working(spill=tmp_path / "spill") as connection:
        for statement in MACROS:
            connection.execute(statement)
        yield ReadContext(connection, scratch)


@pytest.fixture
def parts(context: ReadContext, tmp_path: Path) -> Callable[..., list[Part]]:
    """List the parts of files, each given as `name_ending`, or of one path."""

    def found(path: Path | None = None, **files: str | bytes) -> list[Part]:
        folder = tmp_path / "source"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            octets = content.encode() if isinstance(content, str) else content
            stem, _, suffix = name.rpartition("_")
            (folder / f"{stem}.{suffix}").write_bytes(octets)
        return list_parts(path or folder, context.scratch)

    return found


@pytest.fixture
def opened(context: ReadContext, parts: Callable[..., list[Part]]) -> Open:
    """Open the first part of a source as a selection says."""

    def open_first(
        path: Path | None = None,
        files: Mapping[str, str | bytes] = {},
        **selection: Any,
    ) -> Opened:
        part = parts(path, **files)[0]
        context.run("DROP TABLE IF EXISTS opened")
        table = open_part(context, part, Selection(1, **selection), "opened")
        found = context.run("SELECT * EXCLUDE (flaws) FROM opened ORDER BY rowid")
        flaws = context.run("SELECT row, flaws FROM opened WHERE flaws IS NOT NULL")
        faults = context.run(
            f"SELECT row, f.value, f.reason_en FROM (SELECT row, {row_fault()} AS f "
            "FROM opened) WHERE f IS NOT NULL ORDER BY row"
        )
        assert table.rows == len(found)
        return Opened(table, found, dict(flaws), faults)  # type: ignore[arg-type]

    return open_first
