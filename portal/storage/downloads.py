"""The files of a folder that can be downloaded, by the names in their addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

CSV = "text/csv; charset=utf-8"
JSON = "application/json"
PDF = "application/pdf"


class Download(NamedTuple):
    """A file of a folder, and its media type."""

    file: str
    media_type: str


def available(downloads: Mapping[str, Download], folder: Path) -> Sequence[str]:
    """Return the names of the downloads whose file is in a folder."""
    return [name for name, one in downloads.items() if (folder / one.file).is_file()]
