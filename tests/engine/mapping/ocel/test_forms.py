"""XML and SQLite say of a dataset what JSON says."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from engine.dataset import Dataset, open_dataset
from engine.mapping.ocel import write_log
from engine.rulebook import Vocabulary
from tests.engine.mapping.ocel.conftest import RECORDS, every_record


def test_xml_says_the_same(opened: Dataset, tmp_path: Path) -> None:
    write_log(every_record(opened), tmp_path / "log.xmlocel")

    root = ElementTree.parse(tmp_path / "log.xmlocel").getroot()
    assert root.tag == "log"
    assert [child.tag for child in root] == [
        "object-types", "event-types", "objects", "events"
    ]  # fmt: skip
    event = root.find("events/event[@id='R2']")
    assert event is not None
    assert event.attrib == {
        "id": "R2", "type": "battery.handed_over", "time": "2026-05-03T00:00:00+08:00"
    }  # fmt: skip
    assert [(a.attrib, a.text) for a in event.findall("attributes/attribute")] == [
        ({"name": "retired"}, "1"),
        ({"name": "document"}, "a<b>&c"),
    ]
    assert [r.attrib for r in event.findall("objects/relationship")] == [
        {"object-id": "B1", "qualifier": "battery"},
        {"object-id": "A", "qualifier": "actor"},
        {"object-id": "OUT-1", "qualifier": "counterparty"},
    ]
    value = root.find("objects/object[@id='M1']/attributes/attribute")
    assert value is not None
    assert value.attrib == {"name": "battery_code", "time": "1970-01-01T00:00:00Z"}


def test_xml_holds_no_character_that_it_cannot(
    folder: Path, tmp_path: Path, vocabularies: Mapping[str, Vocabulary]
) -> None:
    odd = RECORDS.replace("a<b>&c", '"bell \x07"')
    (folder / "records.csv").write_bytes(odd.encode())

    with open_dataset(folder, vocabularies) as opened:
        write_log(every_record(opened), tmp_path / "log.xml")

    root = ElementTree.parse(tmp_path / "log.xml").getroot()
    texts = [a.text for a in root.findall("events/event[@id='R2']//attribute")]
    assert texts == ["1", "bell \ufffd"]


def test_sqlite_says_the_same_in_tables_with_keys(
    opened: Dataset, tmp_path: Path
) -> None:
    write_log(every_record(opened), tmp_path / "log.sqlite")

    database = sqlite3.connect(tmp_path / "log.sqlite")

    def rows(query: str) -> list[tuple[Any, ...]]:
        return database.execute(query).fetchall()

    assert rows("SELECT * FROM event_map_type") == [
        ("battery.handed_over", "BatteryHandedOver"),
        ("battery.installed", "BatteryInstalled"),
        ("battery.produced", "BatteryProduced"),
    ]
    assert rows("SELECT * FROM event_BatteryProduced") == [
        ("R1", "2026-05-01T00:00:00+08:00", "2026-05-02T00:00:00+08:00", 594.5)
    ]
    assert rows("SELECT ocel_id, retired FROM event_BatteryHandedOver") == [
        ("R2", 1), ("R4", None)
    ]  # fmt: skip
    assert rows("SELECT * FROM object_Battery WHERE ocel_id = 'B2'") == [
        ("B2", "1970-01-01T00:00:00Z", *[None] * 7)
    ]
    assert rows("SELECT * FROM event_object WHERE ocel_event_id = 'R3' ORDER BY 3") == [
        ("R3", "C", "actor"), ("R3", "B2", "battery"), ("R3", "V1", "vehicle")
    ]  # fmt: skip
    assert len(rows("SELECT * FROM object_object")) == 7
    assert rows("PRAGMA foreign_key_check") == []
    assert rows("SELECT type FROM pragma_table_info('event_BatteryProduced')") == [
        ("TEXT",), ("TIMESTAMP",), ("TIMESTAMP",), ("REAL",)
    ]  # fmt: skip
