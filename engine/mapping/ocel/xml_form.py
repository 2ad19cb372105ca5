"""Writes an event log as XML.

Relations are elements `relationship` with `object-id` and `qualifier`, as in the text
of the specification; its schema calls the same elements `object`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from engine.mapping.ocel.model import EPOCH, Attribute, Entry, LogType

# What XML 1.0 cannot hold, even as a reference.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = {"\r": "&#13;"}
_BOOLEANS = {"true": "1", "false": "0"}


class XmlLog:
    """An event log that is written as XML; close it to make the file whole."""

    def __init__(
        self,
        path: Path,
        object_types: Sequence[LogType],
        event_types: Sequence[LogType],
    ) -> None:
        self._file: TextIO = path.open("w", encoding="utf-8")
        self._file.write('<?xml version="1.0" encoding="UTF-8"?>\n<log>\n')
        self._write_list("object-types", map(_type("object-type"), object_types))
        self._write_list("event-types", map(_type("event-type"), event_types))

    def write_objects(self, entries: Iterable[Entry]) -> None:
        """Write all objects."""
        self._write_list("objects", (_entry("object", "", EPOCH, e) for e in entries))

    def write_events(self, entries: Iterable[Entry]) -> None:
        """Write all events."""
        events = (_entry("event", f" time={_quoted(e.time)}", "", e) for e in entries)
        self._write_list("events", events)

    def close(self) -> None:
        """End the document and close the file."""
        self._file.write("</log>\n")
        self._file.close()

    def _write_list(self, tag: str, items: Iterable[str]) -> None:
        self._file.write(f"<{tag}>\n")
        self._file.writelines(items)
        self._file.write(f"</{tag}>\n")


def _type(tag: str) -> Callable[[LogType], str]:
    def written(type_: LogType) -> str:
        attributes = "".join(
            f"<attribute name={_quoted(a.name)} type={_quoted(a.type)}/>"
            for a in type_.attributes
        )
        name = _quoted(type_.name)
        return f"<{tag} name={name}><attributes>{attributes}</attributes></{tag}>\n"

    return written


def _entry(tag: str, more: str, since: str, entry: Entry) -> str:
    """Write an entry; `since` is the time of its values, if they have one."""
    time = f" time={_quoted(since)}" if since else ""
    values = "".join(
        f"<attribute name={_quoted(attribute.name)}{time}>{_value(attribute, value)}"
        "</attribute>"
        for attribute, value in entry.filled
    )
    related = "".join(
        f"<relationship object-id={_quoted(id_)} qualifier={_quoted(what)}/>"
        for id_, what in entry.related
    )
    return (
        f"<{tag} id={_quoted(entry.id)} type={_quoted(entry.type.name)}{more}>"
        f"<attributes>{values}</attributes><objects>{related}</objects></{tag}>\n"
    )


def _value(attribute: Attribute, value: str) -> str:
    if attribute.type == "boolean":
        return _BOOLEANS[value]
    return escape(_NOT_IN_XML.sub("\ufffd", value), _LINE_END)


def _quoted(text: str) -> str:
    return quoteattr(_NOT_IN_XML.sub("\ufffd", text))
