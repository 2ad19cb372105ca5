"""Tells what an event document is, and which tables it has."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from xml.parsers import expat

from engine.dataset.names import folded
from engine.errors import DatasetError
from engine.mapping.sources.events import ocel_json, ocel_sqlite, ocel_xml
from engine.mapping.sources.events.broken import documents_reported

_TOP = 64 * 1024
_SQLITE = b"SQLite format 3\0"
_JSON_ENDINGS = frozenset({"json", "jsonocel", "jsonld"})
_XML_ENDINGS = frozenset({"xml", "xmlocel"})
_DATABASE_ENDINGS = frozenset({"sqlite", "sqlite3", "db"})
# The lists of a log may stand in any order; those of its types are its own.
_LOG = re.compile(
    r'"(?:objectTypes|eventTypes)"\s*:\s*\[|^\s*\{\s*"(?:events|objects)"\s*:\s*\['
)
_EPCIS = re.compile(r'"epcisBody"\s*:|"EPCIS(?:Query)?Document"')
_ROOTS = {
    "log": "ocel-xml",
    "EPCISDocument": "epcis-xml",
    "EPCISQueryDocument": "epcis-xml",
}


def format_of(path: Path) -> str:
    """Return the format of an event document; empty where the file is none."""
    ending = folded(path.suffix.removeprefix("."))
    if ending not in _JSON_ENDINGS | _XML_ENDINGS | _DATABASE_ENDINGS:
        return ""
    with path.open("rb") as stream:
        top = stream.read(_TOP)
    if ending in _DATABASE_ENDINGS:
        return "ocel-sqlite" if top.startswith(_SQLITE) else ""
    if ending in _XML_ENDINGS:
        return _ROOTS.get(_root(top), "")
    text = top.decode("utf-8-sig", "replace").lstrip()
    if not text.startswith("{"):
        return ""
    if _EPCIS.search(text):
        return "epcis-json"
    return "ocel-json" if _LOG.search(text) else ""


# The table of events of a log, and what stands before the types of those of objects.
EVENTS, OBJECTS = "events", "objects/"
_OBJECT_TYPES = {
    "ocel-json": ocel_json.object_types,
    "ocel-xml": ocel_xml.object_types,
    "ocel-sqlite": ocel_sqlite.object_types,
}
_TOO_MANY_TYPES = 1_000


def sheets_of(file: str, path: Path, format_: str) -> list[str | None]:
    """List the tables of an event document; None stands for the only one.

    DatasetError where it is broken, or declares too many types of objects. `file` is
    its name in messages.
    """
    if format_ not in _OBJECT_TYPES:
        return [None]
    with documents_reported(file):
        types = _OBJECT_TYPES[format_](path)
    if len(types) > _TOO_MANY_TYPES:
        raise DatasetError(
            "mapping.log-many-types", file=file, count=len(types), limit=_TOO_MANY_TYPES
        )
    return [EVENTS, *(f"{OBJECTS}{type_}" for type_ in dict.fromkeys(types))]


def _root(top: bytes) -> str:
    """Return the local name of the outermost element; empty where there is none."""
    found: list[str] = []
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = lambda name, _: found.append(name.rpartition("}")[2])
    with suppress(expat.ExpatError):
        parser.Parse(top)
    return found[0] if found else ""
