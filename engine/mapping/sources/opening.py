"""Opens a part of a source by its format."""

from __future__ import annotations

from collections.abc import Callable

from engine.dataset.raw_table import ReadContext
from engine.mapping.model import Selection
from engine.mapping.sources.checks import require_format
from engine.mapping.sources.delimited import open_delimited
from engine.mapping.sources.events.opening import FORMATS, open_events
from engine.mapping.sources.objects import open_objects
from engine.mapping.sources.parts import Part
from engine.mapping.sources.sheets import open_sheet
from engine.mapping.sources.source_table import SourceTable
from engine.mapping.sources.stored import open_stored

_Open = Callable[[ReadContext, Part, Selection, str], SourceTable]
_BY_FORMAT: dict[str, _Open] = {
    "csv": open_delimited,
    "jsonl": open_objects,
    "parquet": open_stored,
    "xlsx": open_sheet,
    **dict.fromkeys(FORMATS, open_events),
}


def open_part(
    context: ReadContext, part: Part, selection: Selection, name: str
) -> SourceTable:
    """Make the temporary table `name` of a part, read as the selection says.

    The connection has the macros of `dataset/validation/cells.py`. DatasetError where
    the part cannot be read, or has no heads where the selection says.
    """
    require_format(part, _BY_FORMAT)
    return _BY_FORMAT[part.format](context, part, selection, name)
