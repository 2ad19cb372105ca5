"""How a printed report is read, and copies of a sample to spoil."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import duckdb
import pytest
from pypdf import PdfReader

from reports import Language


@pytest.fixture(scope="session")
def words_of() -> Callable[[Path], str]:
    """Return what reads a PDF's text without white space, as lines break anywhere."""

    @cache
    def words(content: bytes) -> str:
        pages = PdfReader(BytesIO(content)).pages
        return "".join("".join(page.extract_text().split()) for page in pages)

    return lambda pdf: words(pdf.read_bytes())


@pytest.fixture(scope="session")
def printing(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Any]:
    """Return what prints a sample by a door of the reports, once a language."""

    def of(door: Callable[..., Path], sample: Path) -> Callable[[Language], Path]:
        folder = tmp_path_factory.mktemp("printed")

        def pdf(language: Language) -> Path:
            out = folder / f"{language}.pdf"
            return out if out.exists() else door(sample, out, language=language)

        return pdf

    return of


class Copy:
    """A copy of a sample of which single values can be spoilt."""

    def __init__(self, sample: Path, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(sample, folder)

    def change(self, name: str, change: Callable[[Any], None]) -> None:
        """Let `change` alter what one JSON file holds."""
        file = self.folder / name
        content = json.loads(file.read_text(encoding="utf-8"))
        change(content)
        file.write_text(json.dumps(content), encoding="utf-8")

    def change_table(self, name: str, sql: str, *values: object) -> None:
        """Run one statement on a Parquet table, which goes by its name."""
        file = str(self.folder / f"{name}.parquet")
        with duckdb.connect() as connection:
            connection.execute(
                f"CREATE TABLE {name} AS FROM read_parquet($file)", {"file": file}
            )
            connection.execute(sql, values)
            connection.execute(f"COPY {name} TO '{file}' (FORMAT parquet)")


@pytest.fixture
def copy_of(tmp_path: Path) -> Callable[[Path], Copy]:
    """Return what copies a sample."""
    return lambda sample: Copy(sample, tmp_path / "copy")
