"""A log as a program of another company writes it, in the three forms of OCEL 2.0."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

EVENTS: list[dict[str, Any]] = [
    {
        "id": "e1", "type": "Ship", "time": "2026-05-01T10:00:00Z",
        "attributes": [
            {"name": "weight", "value": 12.50}, {"name": "sealed", "value": True}
        ],
        "relationships": [
            {"objectId": "b1", "qualifier": "pack"},
            {"objectId": "b2", "qualifier": "pack"},
            {"objectId": "b3", "qualifier": "pack"},
            {"objectId": "k1", "qualifier": "to"},
        ],
    },
    {
        "id": "e2", "type": "Ship", "time": "2026-05-02T10:00:00Z", "attributes": [],
        "relationships": [
            {"objectId": "b1", "qualifier": "pack"},
            {"objectId": "b2", "qualifier": "pack"},
            {"objectId": "k1", "qualifier": "to"},
            {"objectId": "k2", "qualifier": "to"},
        ],
    },
    {
        "id": "e3", "type": "Check", "time": "2026-05-03T10:00:00Z",
        "attributes": [{"name": "note", "value": "ok, done"}],
        "relationships": [{"objectId": "b1", "qualifier": ""}],
    },
]  # fmt: skip
OBJECTS: list[dict[str, Any]] = [
    {
        "id": "b1", "type": "Battery",
        "attributes": [
            {"name": "state", "time": "2026-05-02T00:00:00+08:00", "value": "used"},
            {"name": "state", "time": "1970-01-01T00:00:00Z", "value": "new"},
            {"name": "state", "time": "2026-05-01T23:00:00Z", "value": "waste"},
            {"name": "kwh", "time": "1970-01-01T00:00:00Z", "value": 40},
        ],
        "relationships": [{"objectId": "k1", "qualifier": "of"}],
    },
    {"id": "b2", "type": "Battery", "attributes": [], "relationships": []},
    {
        "id": "b3", "type": "Battery", "attributes": [],
        "relationships": [
            {"objectId": "k1", "qualifier": "of"}, {"objectId": "k2", "qualifier": "of"}
        ],
    },
    {"id": "k1", "type": "Client", "attributes": [], "relationships": []},
    {"id": "k2", "type": "Client", "attributes": [], "relationships": []},
]  # fmt: skip
EVENT_TYPES = {
    "Ship": {"weight": "float", "sealed": "boolean", "seal no.": "string"},
    "Check": {"note": "string"},
}
OBJECT_TYPES = {"Battery": {"state": "string", "kwh": "float"}, "Client": {}}


def content() -> dict[str, Any]:
    return {
        "events": EVENTS,
        "objects": OBJECTS,
        "extra": {"a": [1, {"b": [2]}]},
        "eventTypes": _types(EVENT_TYPES),
        "objectTypes": _types(OBJECT_TYPES),
    }


def _types(types: dict[str, dict[str, str]]) -> list[dict[str, Any]]:
    return [
        {"name": t, "attributes": [{"name": n, "type": k} for n, k in a.items()]}
        for t, a in types.items()
    ]


def write(form: str, path: Path) -> Path:
    """Write the log in a form, in a file of that ending."""
    file = path / f"log.{form}"
    {"json": _json, "xml": _xml, "sqlite": _sqlite}[form](file)
    return file


def _json(file: Path) -> None:
    file.write_text(json.dumps(content(), indent=1), "utf-8")


def _xml(file: Path) -> None:
    parts = []
    for kind, types in (("object", OBJECT_TYPES), ("event", EVENT_TYPES)):
        parts += [f"<{kind}-types>"]
        for name, attributes in types.items():
            inner = "".join(
                f"<attribute name={quoteattr(n)} type={quoteattr(k)}/>"
                for n, k in attributes.items()
            )
            parts += [
                f"<{kind}-type name={quoteattr(name)}><attributes>{inner}</attributes>"
                f"</{kind}-type>"
            ]
        parts += [f"</{kind}-types>"]
    for kind, entries in (("object", OBJECTS), ("event", EVENTS)):
        parts += [
            f"<{kind}s>",
            *(_entry(kind, entry) for entry in entries),
            f"</{kind}s>",
        ]
    file.write_text(f"<?xml version='1.0'?><log>{''.join(parts)}</log>", "utf-8")


def _entry(kind: str, entry: dict[str, Any]) -> str:
    """Write an entry; the relations of objects go by the name that the schema has."""
    own = {key: entry[key] for key in ("id", "type", "time") if key in entry}
    head = " ".join(f"{key}={quoteattr(value)}" for key, value in own.items())
    values = "".join(
        f"<attribute name={quoteattr(a['name'])}"
        + (f" time={quoteattr(a['time'])}" if "time" in a else "")
        + f">{'1' if a['value'] is True else a['value']}</attribute>"
        for a in entry["attributes"]
    )
    tag = "relationship" if kind == "event" else "object"
    related = "".join(
        f"<{tag} object-id={quoteattr(r['objectId'])} qualifier={quoteattr(r['qualifier'])}/>"
        for r in entry["relationships"]
    )
    return (
        f"<{kind} {head}><attributes>{values}</attributes><objects>{related}</objects>"
        f"</{kind}>"
    )


def _sqlite(file: Path) -> None:
    database = sqlite3.connect(file)
    for kind, types, entries in (
        ("event", EVENT_TYPES, EVENTS),
        ("object", OBJECT_TYPES, OBJECTS),
    ):
        _tables(database, kind, types)
        for entry in entries:
            _insert(database, kind, [entry["id"], entry["type"]])
    for table, columns, entries in (
        ("event_object", "ocel_event_id TEXT, ocel_object_id TEXT", EVENTS),
        ("object_object", "ocel_source_id TEXT, ocel_target_id TEXT", OBJECTS),
    ):
        database.execute(f"CREATE TABLE {table} ({columns}, ocel_qualifier TEXT)")
        for entry in entries:
            for related in entry["relationships"]:
                row = [entry["id"], related["objectId"], related["qualifier"]]
                _insert(database, table, row)
    for event in EVENTS:
        values = {a["name"]: a["value"] for a in event["attributes"]}
        own = [values.get(name) for name in EVENT_TYPES[event["type"]]]
        _insert(database, f"event_{event['type']}", [event["id"], event["time"], *own])
    for one in OBJECTS:
        _history(database, one)
    database.commit()
    database.close()


def _tables(
    database: sqlite3.Connection, kind: str, types: dict[str, dict[str, str]]
) -> None:
    database.execute(f"CREATE TABLE {kind} (ocel_id TEXT PRIMARY KEY, ocel_type TEXT)")
    database.execute(
        f"CREATE TABLE {kind}_map_type (ocel_type TEXT, ocel_type_map TEXT)"
    )
    changed = "" if kind == "event" else ", ocel_changed_field TEXT"
    for name, attributes in types.items():
        columns = "".join(f', "{n}" {_SQL[k]}' for n, k in attributes.items())
        own = f"ocel_id TEXT, ocel_time TEXT{changed}{columns}"
        database.execute(f"CREATE TABLE {kind}_{name} ({own})")
        _insert(database, f"{kind}_map_type", [name, name])


def _history(database: sqlite3.Connection, one: dict[str, Any]) -> None:
    """Write the first values of an object in one row, and a row for each change."""
    names = list(OBJECT_TYPES[one["type"]])
    first, later = {}, []
    for value in one["attributes"]:
        if value["time"].startswith("1970"):
            first[value["name"]] = value["value"]
        else:
            later.append(value)
    own = [first.get(name) for name in names]
    table = f"object_{one['type']}"
    _insert(database, table, [one["id"], "1970-01-01 00:00:00", None, *own])
    for change in later:
        own = [change["value"] if n == change["name"] else None for n in names]
        _insert(database, table, [one["id"], change["time"], change["name"], *own])


_SQL = {"string": "TEXT", "float": "REAL", "boolean": "BOOLEAN"}


def _insert(database: sqlite3.Connection, table: str, row: list[Any]) -> None:
    places = ", ".join("?" for _ in row)
    database.execute(f"INSERT INTO {table} VALUES ({places})", row)
