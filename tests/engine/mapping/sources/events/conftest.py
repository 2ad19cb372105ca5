"""Opens a part of a document as a mapping would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from engine.dataset.raw_table import ReadContext
from engine.mapping.model import Selection
from engine.mapping.sources import SourceTable, list_parts, open_part


@dataclass
class Opener:
    """Opens parts of files on one connection."""

    context: ReadContext

    def sheets(self, file: Path) -> list[str | None]:
        return [part.sheet for part in list_parts(file, self.context.scratch)]

    def table(self, file: Path, sheet: str | None = None, **how: Any) -> SourceTable:
        parts = list_parts(file, self.context.scratch)
        (part,) = [part for part in parts if sheet in (None, part.sheet)]
        name = f"source_{len(self.context.run('SELECT * FROM duckdb_tables()'))}"
        return open_part(self.context, part, Selection(1, **how), name)

    def rows(
        self, file: Path, sheet: str | None = None, **how: Any
    ) -> list[dict[str, Any]]:
        """Return the filled cells of each row by their heads, with `row` and `flaws`."""
        opened = self.table(file, sheet, **how)
        found = self.context.run(f"FROM {opened.table}")
        names = ("row", "flaws", *opened.heads)
        return [
            {
                name: cell
                for name, cell in zip(names, row, strict=True)
                if cell is not None
            }
            for row in found
        ]


@pytest.fixture
def opener(context: ReadContext) -> Opener:
    return Opener(context)


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a text file, and return its path."""

    def written(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return written
