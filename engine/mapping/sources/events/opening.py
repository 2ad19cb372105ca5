"""Makes tables of event documents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from engine.dataset.raw_table import ReadContext
from engine.errors import DatasetError
from engine.mapping.model import Selection
from engine.mapping.sources.checks import require_no_header
from engine.mapping.sources.events import (
    epcis_json,
    epcis_xml,
    ocel_json,
    ocel_sqlite,
    ocel_xml,
)
from engine.mapping.sources.events.broken import documents_reported
from engine.mapping.sources.events.detecting import OBJECTS
from engine.mapping.sources.events.epcis_table import make_epcis_table
from engine.mapping.sources.events.log_tables import LogTables
from engine.mapping.sources.events.ocel_table import make_table
from engine.mapping.sources.parts import Part
from engine.mapping.sources.source_table import SourceTable

_Read = Callable[[Path, LogTables], None]
_OCEL: dict[str, _Read] = {
    "ocel-json": ocel_json.read_json,
    "ocel-xml": ocel_xml.read_xml,
    "ocel-sqlite": ocel_sqlite.read_sqlite,
}
_EPCIS: dict[str, _Read] = {
    "epcis-json": epcis_json.read_json,
    "epcis-xml": epcis_xml.read_xml,
}
_READERS = _OCEL | _EPCIS
FORMATS = tuple(_READERS)


def open_events(
    context: ReadContext, part: Part, selection: Selection, name: str
) -> SourceTable:
    """Make a table of a part of an event document (see `open_part`).

    `row` is the number of the event or object in the document: the rows of one event
    have it in common, and `rows` counts it once.
    """
    require_no_header(part, selection)
    log = LogTables(context, str(part.path))
    if not log.are_there:
        log.create()
        with documents_reported(part.file):
            _READERS[part.format](part.path, log)
            log.close()
        _refuse_undeclared(log, part)
    with documents_reported(part.place):
        if part.format in _EPCIS:
            return make_epcis_table(log, part, name)
        if part.sheet is None or not part.sheet.startswith(OBJECTS):
            return make_table(log, "event", None, part, name, selection.part)
        type_ = part.sheet.removeprefix(OBJECTS)
        return make_table(log, "object", type_, part, name)


def _refuse_undeclared(log: LogTables, part: Part) -> None:
    """Raise DatasetError where an object has a type that the log does not declare.

    It would be in none of the tables.
    """
    found = log.context.run(
        f"SELECT id, type FROM {log.name('entries')} e ANTI JOIN {log.name('types')} t "
        "ON t.kind = 'object' AND t.type = e.type WHERE e.kind = 'object' LIMIT 1"
    )
    for id_, type_ in found:
        raise DatasetError(
            "mapping.log-type-undeclared", file=part.file, id=str(id_), type=str(type_)
        )
