"""Refuses parts of other formats, and selections that a format has no place for."""

from __future__ import annotations

from collections.abc import Collection

from engine.dataset.readers.workbook_kind import require_workbook
from engine.errors import DatasetError
from engine.mapping.model import Selection
from engine.mapping.sources.parts import Part


def require_format(part: Part, formats: Collection[str]) -> None:
    """Raise DatasetError unless the format of a part is one of these."""
    if part.format == "xls":
        require_workbook(part.path)
    if part.format not in formats:
        raise DatasetError("mapping.not-readable", file=part.file)


def require_no_header(part: Part, selection: Selection) -> None:
    """Raise DatasetError where rows of heads are named in a format that has none."""
    if selection.header != (1,) or selection.skip:
        raise DatasetError(
            "mapping.header-needless", place=part.place, format=part.format
        )
