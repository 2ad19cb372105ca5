"""Reads a document of EPCIS 2.0 that is written as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from engine.mapping.sources.events.epcis_events import take
from engine.mapping.sources.events.log_tables import LogTables
from engine.mapping.sources.json_text import JsonText

# Where the list of events stands, in documents and in answers to queries.
_AROUND = ("epcisBody", "queryResults", "resultsBody")


def read_json(path: Path, log: LogTables) -> None:
    """Read a whole document; ValueError or RecursionError where it is broken."""
    with path.open("r", encoding="utf-8-sig") as stream:
        text = JsonText(stream)
        for number, event in enumerate(_events(text), 1):
            take(log, event, number)
        text.end()


def _events(text: JsonText) -> Iterator[object]:
    for key in text.members():
        if key in _AROUND and text.next() == "{":
            yield from _events(text)
        elif key == "eventList":
            yield from text.each(text.value)
        elif key == "event":
            # The body of a document of a single event.
            yield text.value()
        else:
            text.skip()
