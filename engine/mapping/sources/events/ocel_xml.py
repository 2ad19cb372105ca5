"""Reads a log of OCEL 2.0 that is written as XML."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from engine.mapping.sources.events.log_tables import Kind, LogTables
from engine.mapping.sources.events.xml_entries import Element, entries

_TYPES: dict[str, Kind] = {"event-type": "event", "object-type": "object"}
_ENTRIES: dict[str, Kind] = {"event": "event", "object": "object"}


def read_xml(path: Path, tables: LogTables) -> None:
    """Read a whole log; ValueError where it is broken."""
    for element in _elements(path):
        if element.name in _TYPES:
            attributes = [_required(a, "name") for a in _within(element, "attributes")]
            name = _required(element, "name")
            tables.declare(_TYPES[element.name], name, attributes)
        elif element.name in _ENTRIES:
            _take(tables, _ENTRIES[element.name], element)


def object_types(path: Path) -> list[str]:
    """Return the types of objects that a log declares above its events and objects."""
    found: list[str] = []
    for element in _elements(path):
        if element.name == "object-type":
            found.append(_required(element, "name"))
        elif element.name in _ENTRIES and found:
            break
    return found


def _elements(path: Path) -> Iterator[Element]:
    return (found for _, found in entries(path, lambda names: len(names) == 3))


def _take(tables: LogTables, kind: Kind, element: Element) -> None:
    own = element.attributes
    key = tables.entry(kind, own.get("id"), own.get("type"), own.get("time"))
    for value in _within(element, "attributes"):
        name, time = _required(value, "name"), value.attributes.get("time")
        tables.value(kind, key, name, value.text, time)
    # The text of the specification calls a relation so, its schema `object`.
    for related in _within(element, "objects"):
        qualifier = related.attributes.get("qualifier", "")
        tables.relate(kind, key, _required(related, "object-id"), qualifier)


def _within(element: Element, name: str) -> Iterator[Element]:
    for found in element.all(name):
        yield from found.children


def _required(element: Element, name: str) -> str:
    if name not in element.attributes:
        raise ValueError(f"{element.name} has no {name}")
    return element.attributes[name]
