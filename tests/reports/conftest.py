"""The sample run, printed once a language, and copies of it to spoil."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from pypdf import PdfReader

from reports import Language, render
from reports.render import INSPECTION

SAMPLE = INSPECTION / "sample"


@pytest.fixture(scope="session")
def words_of() -> Callable[[Path], str]:
    """Return what reads a PDF's text without white space, as lines break anywhere."""

    def words(pdf: Path) -> str:
        pages = PdfReader(pdf).pages
        return "".join("".join(page.extract_text().split()) for page in pages)

    return words


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Language], Path]:
    """Return the printed sample of a language."""
    folder = tmp_path_factory.mktemp("printed")

    def pdf(language: Language) -> Path:
        out = folder / f"{language}.pdf"
        return out if out.exists() else render(SAMPLE, out, language=language)

    return pdf


class Copy:
    """A copy of the sample run of which single values can be spoilt."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(SAMPLE, folder)

    def change(self, name: str, change: Callable[[Any], None]) -> None:
        """Let `change` alter what one JSON file holds."""
        file = self.folder / name
        content = json.loads(file.read_text(encoding="utf-8"))
        change(content)
        file.write_text(json.dumps(content), encoding="utf-8")

    def change_findings(self, sql: str, *values: object) -> None:
        """Run one statement on the table `findings`."""
        file = str(self.folder / "findings.parquet")
        with duckdb.connect() as connection:
            connection.execute(
                "CREATE TABLE findings AS FROM read_parquet($file)", {"file": file}
            )
            connection.execute(sql, values)
            connection.execute(f"COPY findings TO '{file}' (FORMAT parquet)")


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path / "run")
