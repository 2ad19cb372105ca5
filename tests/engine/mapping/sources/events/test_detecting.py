"""What a file is can be told from its beginning, whatever it is called."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.mapping.sources.events.detecting import format_of
from tests.engine.mapping.sources.events import logs

File = Callable[[str, str], Path]


@pytest.mark.parametrize("form", ["json", "xml", "sqlite"])
def test_logs_in_every_form(form: str, tmp_path: Path) -> None:
    assert format_of(logs.write(form, tmp_path)) == f"ocel-{form}"


@pytest.mark.parametrize(
    ("name", "text", "format_"),
    [
        ("a.jsonocel", '{"eventTypes": [], "objects": []}', "ocel-json"),
        ("a.JSON", '\ufeff\n{ "objectTypes" : [', "ocel-json"),
        ("a.json", '{"events": [{"id": "e1"}', "ocel-json"),
        ("a.json", '{"id": 1, "events": [1]}', ""),
        ("a.json", '[{"eventTypes": []}]', ""),
        ("a.json", '{"type": "EPCISDocument", "x": 1}', "epcis-json"),
        ("a.jsonld", '{"epcisBody": {"eventList": []}}', "epcis-json"),
        ("a.json", '{"type": "ObjectEvent"}\n{"type": "ObjectEvent"}', ""),
        ("a.json", "", ""),
        ("a.jsonl", '{"objectTypes": []}', ""),
        ("a.xml", "<log><events/></log>", "ocel-xml"),
        ("a.xmlocel", "<?xml version='1.0'?>\n<!-- x --><log>", "ocel-xml"),
        ("a.xml", "<e:EPCISDocument xmlns:e='u'>", "epcis-xml"),
        ("a.xml", "<q:EPCISQueryDocument xmlns:q='u'/>", "epcis-xml"),
        ("a.xml", "<table/>", ""),
        ("a.xml", "no XML", ""),
        ("a.db", "no database", ""),
        ("a.csv", "<log>", ""),
    ],
)
def test_other_files(name: str, text: str, format_: str, file: File) -> None:
    assert format_of(file(name, text)) == format_


def test_json_lines_stay_a_table_of_objects(opener, file: File) -> None:
    lines = file("a.json", json.dumps({"id": "1", "type": "ObjectEvent"}))

    assert opener.rows(lines) == [{"row": 1, "id": "1", "type": "ObjectEvent"}]
