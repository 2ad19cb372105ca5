"""Reads a document of EPCIS that is written as XML, of version 2.0 or one before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from engine.mapping.sources.events.epcis_events import CLASS_LISTS, OBJECT_LISTS, take
from engine.mapping.sources.events.log_tables import LogTables
from engine.mapping.sources.events.xml_entries import Element, entries

_TYPES = frozenset(
    {
        "ObjectEvent", "AggregationEvent", "TransactionEvent", "TransformationEvent",
        "AssociationEvent", "QuantityEvent",
    }
)  # fmt: skip
# Around what versions before 2.0 had added.
_WRAPPERS = frozenset({"extension", "baseExtension"})
_TYPED = {
    "sourceList": "source",
    "destinationList": "destination",
    "bizTransactionList": "bizTransaction",
}


def read_xml(path: Path, log: LogTables) -> None:
    """Read a whole document; ValueError where it is broken."""
    for number, (_, element) in enumerate(entries(path, _is_event), 1):
        take(log, _event(element), number)


def _is_event(names: Sequence[str]) -> bool:
    return names[-1] in _TYPES and "EventList" in names


def _event(element: Element) -> dict[str, object]:
    """Return an event by the keys that it has in JSON."""
    event: dict[str, object] = {"type": element.name}
    for child in _unwrapped(element):
        name = child.name
        if name in OBJECT_LISTS:
            event[name] = [epc.text.strip() for epc in child.children]
        elif name in CLASS_LISTS:
            event[name] = [_plain(item) for item in child.children]
        elif name in _TYPED:
            event[name] = [
                {"type": item.attributes.get("type"), _TYPED[name]: item.text.strip()}
                for item in child.children
            ]
        elif name == "errorDeclaration":
            ids = child.first("correctiveEventIDs")
            event[name] = _plain(child) | {
                "correctiveEventIDs": [i.text.strip() for i in ids.children]
                if ids
                else []
            }
        elif name in ("readPoint", "bizLocation", "ilmd"):
            event[name] = _plain(child)
        else:
            event[name] = _value(child)
    return event


def _unwrapped(element: Element) -> list[Element]:
    found: list[Element] = []
    for child in element.children:
        found += _unwrapped(child) if child.name in _WRAPPERS else [child]
    return found


def _plain(element: Element) -> dict[str, object]:
    return {child.name: _value(child) for child in _unwrapped(element)}


def _value(element: Element) -> object:
    """Return the text of an element; of one with children, what they say."""
    return _plain(element) if element.children else element.text.strip()
