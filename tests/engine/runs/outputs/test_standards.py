"""The files for other programs satisfy their schemas, whatever the records hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.runs import CheckRequest, check
from tests.engine.runs.outputs.conftest import FORMATS, LIBRARY, Faults

FILES = ("findings.sarif", "findings.junit.xml", "findings.oscal.json")


@pytest.mark.slow
@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("kind", ["run", "awkward", "empty", "unjudged", "fleet"])
def test_file_keeps_to_its_schema(
    file: str, kind: str, faults: Faults, request: pytest.FixtureRequest
) -> None:
    folder: Path = request.getfixturevalue(kind)

    assert [str(fault) for fault in faults(folder / file)] == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("findings.sarif", '"kind": "fail"', '"kind": "maybe"'),
        ("findings.junit.xml", " tests=", " test="),
        ("findings.oscal.json", '"not-satisfied"', '"unknown"'),
    ],
)
def test_schema_holds_a_wrong_word_against_a_file(
    file: str, old: str, new: str, run: Path, faults: Faults, tmp_path: Path
) -> None:
    text = (run / file).read_text("utf-8")
    wrong = tmp_path / file
    wrong.write_text(text.replace(old, new), "utf-8")

    assert old in text
    assert any(faults(wrong))


@pytest.mark.parametrize("file", FILES)
def test_same_input_gives_the_same_bytes(file: str, run: Path, tmp_path: Path) -> None:
    again: Any = check(CheckRequest(
        LIBRARY / "dataset", tmp_path / "again", rules=LIBRARY / "rules",
        formats=FORMATS, every_duty=True,
    ))  # fmt: skip

    assert (again.folder / file).read_bytes() == (run / file).read_bytes()
