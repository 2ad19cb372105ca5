"""The files of a folder that people may take away, by the names their addresses use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

CSV = "text/csv; charset=utf-8"
JSON = "application/json"
PDF = "application/pdf"


class Download(NamedTuple):
    """A file of a folder, and what it is."""

    file: str
    media_type: str


def there(downloads: Mapping[str, Download], folder: Path) -> Sequence[str]:
    """Name those of the downloads that lie in a folder."""
    return [name for name, one in downloads.items() if (folder / one.file).is_file()]
