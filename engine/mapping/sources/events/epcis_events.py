"""Takes the events of EPCIS apart: a row for each object or class that one names.

An event is what its JSON says, by the keys of EPCIS 2.0; `epcis_xml` brings XML into the
same form. Words of the Core Business Vocabulary are taken without the URI around them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping

from engine.mapping.sources.events.log_tables import LogTables, text_of

# The lists of single objects, and of how much of a class; the parent is none of them.
OBJECT_LISTS = ("epcList", "childEPCs", "inputEPCList", "outputEPCList")
CLASS_LISTS = (
    "quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList",
)  # fmt: skip
_PLAIN = (
    "eventID", "eventTime", "eventTimeZoneOffset", "recordTime", "action", "parentID",
    "transformationID",
)  # fmt: skip
_WORDS = ("bizStep", "disposition")
_PLACES = ("readPoint", "bizLocation")
# Lists of things with a type: the key of each thing, and what its head begins with.
_TYPED = {
    "sourceList": ("source", "source"),
    "destinationList": ("destination", "destination"),
    "bizTransactionList": ("bizTransaction", "bizTransaction"),
}
_PARTIES = ("owning_party", "possessing_party", "location")
# The heads that every document has, in this order.
HEADS = (
    "eventID", "row_id", "type", "eventTime", "eventTimeZoneOffset", "recordTime",
    "action", "bizStep", "disposition", "readPoint", "bizLocation", "list", "epc",
    "parentID", "epcClass", "quantity", "uom",
    *(f"source/{party}" for party in _PARTIES),
    *(f"destination/{party}" for party in _PARTIES),
    "transformationID", "errorDeclaration",
)  # fmt: skip
CORRECTIVE = "corrective"
_KNOWN = frozenset(
    {
        *_PLAIN, *_WORDS, *_PLACES, *_TYPED, *OBJECT_LISTS, *CLASS_LISTS, "type", "isA",
        "ilmd", "errorDeclaration",
    }
)  # fmt: skip
_CBV = re.compile(
    "(?:urn:epcglobal:cbv:(?:bizstep|disp|sdt|btt|er):"
    "|(?:https?://(?:[a-z]+[.])?gs1[.]org/(?:cbv|voc)/|(?:cbv|gs1):)"
    "(?:BizStep|Disp|SDT|BTT|ER)-)(.+)",
    re.IGNORECASE,
)
_Event = Mapping[str, object]


def take(log: LogTables, event: object, number: int) -> None:
    """Take one event, the `number`-th of its document; ValueError where it is none."""
    if not isinstance(event, dict):
        raise ValueError(f"event {number} is no object")
    shared = list(_shared(event))
    rows = list(_rows(event)) or [{}]
    event_id = text_of(event.get("eventID")) or _made_id(event)
    seen: set[str] = set()
    for place, own in enumerate(rows):
        row_id = event_id
        if len(rows) > 1:
            row_id += f"-{own.get('epc') or own.get('epcClass')}"
        if row_id in seen:
            row_id += f"-{place + 1}"
        seen.add(row_id)
        key = log.entry("event", row_id, None, key=f"{number}.{place}", row=number)
        for name, value in (("row_id", row_id), *own.items(), *shared):
            log.value("event", key, name, value)
    for id_ in _corrective(event):
        log.relate("event", event_id, id_, CORRECTIVE)


def word(value: object) -> str | None:
    """Return a word of the Core Business Vocabulary, whatever the URI around it."""
    text = text_of(value)
    found = _CBV.fullmatch(text) if text else None
    return found[1] if found else text


def _rows(event: _Event) -> Iterator[dict[str, object]]:
    """Yield what each object or class of an event has for itself."""
    for name in OBJECT_LISTS:
        for epc in _list(event, name):
            yield {"list": name, "epc": epc}
    for name in CLASS_LISTS:
        for item in map(_object, _list(event, name)):
            own = {key: item.get(key) for key in ("epcClass", "quantity", "uom")}
            yield {"list": name, **own}


def _shared(event: _Event) -> Iterator[tuple[str, object]]:
    """Yield what all rows of an event have in common, by its heads."""
    type_ = text_of(event.get("type", event.get("isA")))
    yield "type", type_ and type_.rpartition(":")[2]
    for name in _PLAIN:
        yield name, event.get(name)
    for name in _WORDS:
        yield name, word(event.get(name))
    for name in _PLACES:
        yield name, _object(event.get(name) or {}).get("id")
    for name, (key, head) in _TYPED.items():
        for item in map(_object, _list(event, name)):
            type_ = word(item.get("type"))
            yield (f"{head}/{type_}" if type_ else head), item.get(key)
    for name, value in _object(event.get("ilmd") or {}).items():
        yield f"ilmd/{_local(name)}", value
    declaration = _object(event.get("errorDeclaration") or {})
    yield "errorDeclaration", declaration.get("declarationTime")
    for name, value in event.items():
        if name not in _KNOWN and not name.startswith("@"):
            yield f"extension/{_local(name)}", value


def _corrective(event: _Event) -> list[str]:
    """Return the ids of the events that stand for one declared to be in error."""
    declaration = _object(event.get("errorDeclaration") or {})
    return [str(id_) for id_ in _list(declaration, "correctiveEventIDs")]


def _made_id(event: _Event) -> str:
    """Return an id for an event without one, the same whenever it is read."""
    content = json.dumps(event, sort_keys=True, ensure_ascii=False)
    return f"event-{hashlib.sha256(content.encode()).hexdigest()[:16]}"


def _local(name: str) -> str:
    return re.split("[:/#}]", name)[-1]


def _list(found: _Event, key: str) -> list[object]:
    items = found.get(key) or []
    if not isinstance(items, list):
        raise ValueError(f"{key} is no list")
    return items


def _object(found: object) -> dict[str, object]:
    if not isinstance(found, dict):
        raise ValueError("an object is expected")
    return found
