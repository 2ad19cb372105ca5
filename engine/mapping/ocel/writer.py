"""Writes an event log in the form that the ending of the file means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from engine.errors import UsageError
from engine.files.publishing import whole_file
from engine.mapping.ocel.contents import LogContents
from engine.mapping.ocel.json_form import JsonLog
from engine.mapping.ocel.model import Entry, LogType
from engine.mapping.ocel.sqlite_form import SqliteLog
from engine.mapping.ocel.xml_form import XmlLog


class _Log(Protocol):
    """A log that is written: all objects, then all events."""

    def write_objects(self, entries: Iterable[Entry]) -> None:
        """Write all objects."""

    def write_events(self, entries: Iterable[Entry]) -> None:
        """Write all events."""

    def close(self) -> None:
        """End the file."""


_Form = Callable[[Path, Sequence[LogType], Sequence[LogType]], _Log]
_FORMS: dict[str, _Form] = {
    ".json": JsonLog, ".jsonocel": JsonLog, ".xml": XmlLog, ".xmlocel": XmlLog,
    ".sqlite": SqliteLog,
}  # fmt: skip


@dataclass(frozen=True)
class LogCounts:
    """What was written: events, objects by type, relations of events and of objects."""

    events: int
    objects: dict[str, int]
    event_relations: int
    object_relations: int


def form_of(out: Path) -> str:
    """Return the ending of `out` that says the form; UsageError where it says none."""
    ending = out.suffix.lower()
    if ending not in _FORMS:
        raise UsageError("mapping.ocel-ending", out=out, endings=list(_FORMS))
    return ending


def write_log(contents: LogContents, out: Path) -> LogCounts:
    """Write the log to the file `out`, whole or not at all; return what was written.

    UsageError where its ending says no form, or the file cannot be written.
    """
    form = _FORMS[form_of(out)]
    objects, events = _Counted(), _Counted()
    with (
        whole_file(out) as fresh,
        closing(form(fresh, contents.object_types, contents.event_types)) as log,
    ):
        log.write_objects(objects.passing(contents.objects()))
        log.write_events(events.passing(contents.events()))
    types = {type_.name: objects.by_type[type_.name] for type_ in contents.object_types}
    return LogCounts(events.by_type.total(), types, events.relations, objects.relations)


class _Counted:
    """Entries as they pass, counted."""

    def __init__(self) -> None:
        self.by_type: Counter[str] = Counter()
        self.relations = 0

    def passing(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Yield the entries, and count them."""
        for entry in entries:
            self.by_type[entry.type.name] += 1
            self.relations += len(entry.related)
            yield entry
