"""Writes hostile datasets and runs the real commands on them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.cli import commands
from tests.house import ENGLISH, ROOT

RULES = ROOT / "tests" / "packs" / "library" / "rules"
MANIFEST = "title: T\ncomplete: {from: 2025-01-01}\nvocabulary: library\n"
HEADER = "record_id,event,occurred_on,actor_id"
SOUND = "R1,book.lent,2025-03-01,L1"
RECORDS = f"{HEADER}\n{SOUND}\n"


def run(*words: object) -> Result:
    return CliRunner(env=ENGLISH).invoke(commands(), [str(word) for word in words])


@pytest.fixture
def lay(tmp_path: Path) -> Callable[..., Path]:
    """Write a dataset folder; keyword `records_csv` becomes records.csv."""

    def write(manifest: str | bytes = MANIFEST, **files: str | bytes) -> Path:
        folder = tmp_path / "dataset"
        folder.mkdir()
        for name, content in {"dataset_yaml": manifest, **files}.items():
            octets = content.encode() if isinstance(content, str) else content
            folder.joinpath(name[::-1].replace("_", ".", 1)[::-1]).write_bytes(octets)
        return folder

    return write


@pytest.fixture
def refusal(tmp_path: Path) -> Callable[..., str]:
    """The message with which both commands refuse a dataset, and leave nothing."""

    def message(dataset: Path, rules: Path = RULES) -> str:
        out = tmp_path / "out"
        validated = run("dataset", "validate", dataset, "--rules", rules)
        checked = run("check", dataset, "--rules", rules, "--out", out)

        assert (validated.exit_code, checked.exit_code) == (2, 2)
        assert validated.stderr == checked.stderr
        assert not out.exists()
        return validated.stderr.removeprefix("packlaw: ").removesuffix("\n")

    return message


@pytest.fixture
def rejects(tmp_path: Path) -> Callable[..., list[tuple[str, ...]]]:
    """The rejected rows of a dataset that is read: row, column, value, reason."""

    def rows(dataset: Path) -> list[tuple[str, ...]]:
        file = tmp_path / "rejected.csv"
        found = run(
            "dataset", "validate", dataset, "--rules", RULES, "--rejected", file
        )

        assert found.exit_code == 1, found.output
        with file.open(encoding="utf-8-sig", newline="") as stream:
            return [
                (row["row"], row["column"], row["value"][:30], row["reason_en"])
                for row in csv.DictReader(stream)
            ]

    return rows
