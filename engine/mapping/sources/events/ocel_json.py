"""Reads a log of OCEL 2.0 that is written as JSON."""

from __future__ import annotations

from pathlib import Path

from engine.mapping.sources.events.log_tables import Kind, LogTables, text_of
from engine.mapping.sources.json_text import JsonText

_TYPES: dict[str, Kind] = {"eventTypes": "event", "objectTypes": "object"}
_ENTRIES: dict[str, Kind] = {"events": "event", "objects": "object"}


def read_json(path: Path, tables: LogTables) -> None:
    """Read a whole log; ValueError or RecursionError where it is broken."""
    with path.open("r", encoding="utf-8-sig") as stream:
        text = JsonText(stream)
        for key in text.members():
            if key in _TYPES:
                for found in text.each(text.value):
                    _declare(tables, _TYPES[key], found)
            elif key in _ENTRIES:
                for found in text.each(text.value):
                    _take(tables, _ENTRIES[key], found)
            else:
                text.skip()
        text.end()


def object_types(path: Path) -> list[str]:
    """Return the types of objects that a log declares; ValueError as above."""
    with path.open("r", encoding="utf-8-sig") as stream:
        text = JsonText(stream)
        for key in text.members():
            if key == "objectTypes":
                return [str(_of(found)["name"]) for found in text.each(text.value)]
            text.skip()
    return []


def _declare(tables: LogTables, kind: Kind, found: object) -> None:
    type_ = _of(found)
    attributes = [str(_of(item)["name"]) for item in _list(type_, "attributes")]
    tables.declare(kind, str(type_["name"]), attributes)


def _take(tables: LogTables, kind: Kind, found: object) -> None:
    entry = _of(found)
    key = tables.entry(
        kind, text_of(entry.get("id")), text_of(entry.get("type")),
        text_of(entry.get("time")),
    )  # fmt: skip
    for item in map(_of, _list(entry, "attributes")):
        value, time = item.get("value"), text_of(item.get("time"))
        tables.value(kind, key, str(item["name"]), value, time)
    for item in map(_of, _list(entry, "relationships")):
        qualifier = text_of(item.get("qualifier")) or ""
        tables.relate(kind, key, str(item["objectId"]), qualifier)


def _of(found: object) -> dict[str, object]:
    if not isinstance(found, dict):
        raise ValueError("an object is expected")
    return found


def _list(found: dict[str, object], key: str) -> list[object]:
    items = found.get(key) or []
    if not isinstance(items, list):
        raise ValueError(f"{key} is no list")
    return items
