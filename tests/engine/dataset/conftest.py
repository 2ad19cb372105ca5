"""A small vocabulary, and fixtures that write and open a dataset."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import duckdb
import pytest

from engine.dataset import Dataset, open_dataset
from engine.errors import Text
from engine.rulebook.model import Vocabulary
from tests.engine.dataset.queries import HEADER

MANIFEST = """title: Test return
source: by hand
complete: {from: 2018-08-01, until: 2026-09-30}
vocabulary: small
"""


def words(*codes: str) -> dict[str, Text]:
    return {code: Text(code, code) for code in codes}


@pytest.fixture
def vocabulary() -> Vocabulary:
    return Vocabulary(
        name="small",
        title=Text("小词表", "Small"),
        roles=words("maker", "user"),
        events=words("battery.sold", "battery.received"),
        fields=words("condition", "mass", "is_whole", "measured_on", "note"),
        types={
            "condition": "code",
            "mass": "number",
            "is_whole": "flag",
            "measured_on": "date",
            "note": "text",
        },
        codes={"condition": words("new", "waste")},
        credentials=words("eia"),
        formats={},
        file="small.yaml",
    )


@pytest.fixture
def lay(tmp_path: Path) -> Callable[..., Path]:
    """Write a dataset folder; keyword `records_csv` becomes records.csv."""

    def write(manifest: str = MANIFEST, **files: str | bytes) -> Path:
        folder = tmp_path / "dataset"
        folder.mkdir(exist_ok=True)
        (folder / "dataset.yaml").write_text(manifest, encoding="utf-8")
        for name, content in files.items():
            octets = content.encode() if isinstance(content, str) else content
            stem, _, suffix = name.rpartition("_")
            (folder / f"{stem}.{suffix}").write_bytes(octets)
        return folder

    return write


@pytest.fixture
def read(vocabulary: Vocabulary) -> Iterator[Callable[..., Dataset]]:
    """Open a dataset with the small vocabulary; closed after the test."""
    with ExitStack() as stack:
        yield lambda path, **options: stack.enter_context(
            open_dataset(path, {"small": vocabulary}, **options)
        )


@pytest.fixture(params=["csv", "parquet"])
def records(
    request: pytest.FixtureRequest, lay: Callable[..., Path]
) -> Callable[..., Path]:
    """Lay a dataset of such records, each in a line of CSV, as CSV or as Parquet."""

    def write(*lines: str, header: str = HEADER) -> Path:
        folder = lay(records_csv="\n".join([header, *lines, ""]))
        if request.param == "parquet":
            file = folder / "records.csv"
            query = f"FROM read_csv('{file}', all_varchar = true)"
            target = file.with_suffix(".parquet")
            duckdb.sql(f"COPY ({query}) TO '{target}' (FORMAT parquet)")
            file.unlink()
        return folder

    return write
