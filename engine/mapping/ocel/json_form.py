"""Writes an event log as JSON: an entry a line, so that the file can be looked into."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from engine.mapping.ocel.model import EPOCH, Attribute, Entry, LogType


class JsonLog:
    """An event log that is written as JSON; close it to make the file whole."""

    def __init__(
        self,
        path: Path,
        object_types: Sequence[LogType],
        event_types: Sequence[LogType],
    ) -> None:
        self._file: TextIO = path.open("w", encoding="utf-8")
        self._file.write("{")
        self._write_list("objectTypes", map(_type, object_types))
        self._file.write(",")
        self._write_list("eventTypes", map(_type, event_types))

    def write_objects(self, entries: Iterable[Entry]) -> None:
        """Write all objects."""
        self._file.write(",")
        self._write_list("objects", map(_object, entries))

    def write_events(self, entries: Iterable[Entry]) -> None:
        """Write all events."""
        self._file.write(",")
        self._write_list("events", map(_event, entries))

    def close(self) -> None:
        """End the document and close the file."""
        self._file.write("}\n")
        self._file.close()

    def _write_list(self, name: str, items: Iterable[str]) -> None:
        self._file.write(f"\n{_text(name)}: [")
        between = "\n"
        for item in items:
            self._file.write(between + item)
            between = ",\n"
        self._file.write("]")


def _type(type_: LogType) -> str:
    attributes = [{"name": a.name, "type": a.type} for a in type_.attributes]
    return _text({"name": type_.name, "attributes": attributes})


def _object(entry: Entry) -> str:
    values = ", ".join(
        f'{{"name": {_text(attribute.name)}, "time": "{EPOCH}", '
        f'"value": {_value(attribute, value)}}}'
        for attribute, value in entry.filled
    )
    return (
        f'{{"id": {_text(entry.id)}, "type": {_text(entry.type.name)}, '
        f'"attributes": [{values}], "relationships": {_related(entry)}}}'
    )


def _event(entry: Entry) -> str:
    values = ", ".join(
        f'{{"name": {_text(attribute.name)}, "value": {_value(attribute, value)}}}'
        for attribute, value in entry.filled
    )
    return (
        f'{{"id": {_text(entry.id)}, "type": {_text(entry.type.name)}, '
        f'"time": {_text(entry.time)}, "attributes": [{values}], '
        f'"relationships": {_related(entry)}}}'
    )


def _value(attribute: Attribute, value: str) -> str:
    """Return the JSON of a value: a decimal keeps all its digits."""
    return value if attribute.type in ("float", "boolean") else _text(value)


def _related(entry: Entry) -> str:
    return _text([{"objectId": id_, "qualifier": what} for id_, what in entry.related])


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
