"""Zips of datasets, and what is said of a dataset, for the tests of this folder."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.dataset import Dataset
from engine.errors import DatasetError


def pack(folder: Path, top: str = "", **more: str) -> Path:
    """Zip a dataset folder, with further members by name."""
    target = folder.parent / "sent.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                packed.write(file, f"{top}{file.relative_to(folder).as_posix()}")
        for name, content in more.items():
            packed.writestr(name, content)
    return target


def refusal(path: Path, read: Callable[..., Dataset]) -> str:
    with pytest.raises(DatasetError) as caught:
        read(path)
    return str(caught.value)


def english(dataset: Dataset) -> list[str]:
    return [warning.en for warning in dataset.warnings]
