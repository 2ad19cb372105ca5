"""A dataset becomes an event log, in each of the three forms of OCEL 2.0."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from engine.dataset import Dataset, open_dataset
from engine.errors import UsageError
from engine.mapping.ocel import LogCounts, form_of, write_log
from engine.rulebook import Vocabulary
from tests.engine.mapping.ocel.conftest import OUTLETS, every_record


def written_as_json(dataset: Dataset, out: Path) -> Any:
    write_log(every_record(dataset), out / "log.json")
    return json.loads((out / "log.json").read_text("utf-8"))


def by_id(entries: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {entry["id"]: entry for entry in entries}


def values(entry: dict[str, Any]) -> dict[str, Any]:
    return {value["name"]: value["value"] for value in entry["attributes"]}


def test_events_are_records_in_their_order(opened: Dataset, tmp_path: Path) -> None:
    log = written_as_json(opened, tmp_path)

    assert [event["id"] for event in log["events"]] == ["R1", "R2", "R3", "R4"]
    assert log["events"][0] == {
        "id": "R1",
        "type": "battery.produced",
        # A day has no time of day: its midnight in China stands for it.
        "time": "2026-05-01T00:00:00+08:00",
        "attributes": [
            {"name": "reported_on", "value": "2026-05-02T00:00:00+08:00"},
            {"name": "quantity_kg", "value": 594.5},
        ],
        "relationships": [
            {"objectId": "B1", "qualifier": "battery"},
            {"objectId": "A", "qualifier": "actor"},
        ],
    }
    assert values(log["events"][1]) == {"retired": True, "document": "a<b>&c"}
    assert values(log["events"][3])["corrects"] == "R2"


def test_types_declare_what_is_filled_and_what_says_something_when_empty(
    opened: Dataset, tmp_path: Path
) -> None:
    types = by_name(written_as_json(opened, tmp_path)["eventTypes"])

    assert list(types) == [
        "battery.handed_over",
        "battery.installed",
        "battery.produced",
    ]
    assert types["battery.installed"] == {"reported_on": "time"}
    assert types["battery.produced"] == {"reported_on": "time", "quantity_kg": "float"}
    assert types["battery.handed_over"] == {
        "reported_on": "time", "corrects": "string", "retired": "boolean",
        "document": "string",
    }  # fmt: skip


def by_name(types: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
    return {
        one["name"]: {a["name"]: a["type"] for a in one["attributes"]} for one in types
    }


def test_column_that_no_file_has_is_declared_nowhere(
    folder: Path, tmp_path: Path, vocabularies: Mapping[str, Vocabulary]
) -> None:
    without = "record_id,event,occurred_on,actor_id\nR1,model.certified,2026-05-01,A\n"
    (folder / "records.csv").write_text(without, "utf-8")

    with open_dataset(folder, vocabularies) as opened:
        types = by_name(written_as_json(opened, tmp_path)["eventTypes"])

    assert types == {"model.certified": {}}


def test_objects_are_of_registers_or_only_named(
    opened: Dataset, tmp_path: Path
) -> None:
    log = written_as_json(opened, tmp_path)
    objects, types = by_id(log["objects"]), by_name(log["objectTypes"])

    assert {id_: one["type"] for id_, one in objects.items()} == {
        "B1": "battery", "B2": "battery", "M1": "battery", "V1": "vehicle",
        "A": "party", "C": "party", "OUT-1": "outlet", "C (outlet)": "outlet",
    }  # fmt: skip
    # There is no register of vehicles, and none of credentials.
    assert types["vehicle"] == {}
    assert "credential" not in types
    assert values(objects["C"]) == {"entity_id": "C", "roles": "owner;seller"}
    assert values(objects["A"]) == {}
    assert objects["M1"] == {
        "id": "M1",
        "type": "battery",
        "attributes": [
            {"name": name, "time": "1970-01-01T00:00:00Z", "value": value}
            for name, value in (
                ("battery_code", "M1"), ("level", "module"), ("maker_id", "A"),
                ("parent_code", "B1"),
            )
        ],
        "relationships": [
            {"objectId": "A", "qualifier": "maker"},
            {"objectId": "B1", "qualifier": "parent"},
        ],
    }  # fmt: skip
    assert values(objects["B1"])["rated_kwh"] == 40.3
    assert values(objects["B2"]) == {}


def test_outlet_is_the_party_that_a_record_names(
    opened: Dataset, tmp_path: Path
) -> None:
    log = written_as_json(opened, tmp_path)

    handed = by_id(log["events"])["R2"]["relationships"]
    assert {"objectId": "OUT-1", "qualifier": "counterparty"} in handed
    # An outlet may go by the code of the party that runs it: then the party keeps it.
    outlet = by_id(log["objects"])["C (outlet)"]
    assert values(outlet)["outlet_id"] == "C"
    assert {"objectId": "C", "qualifier": "run by"} in outlet["relationships"]


def test_what_was_written_is_counted(opened: Dataset, tmp_path: Path) -> None:
    contents = every_record(opened)

    counts = write_log(contents, tmp_path / "log.xml")

    objects = {"battery": 3, "vehicle": 1, "party": 2, "outlet": 2}
    assert counts == LogCounts(4, objects, 11, 7)
    assert contents.renamed == 1


def test_ids_that_would_be_one_are_refused(
    folder: Path, vocabularies: Mapping[str, Vocabulary]
) -> None:
    (folder / "outlets.csv").write_text(OUTLETS + "C (outlet),A,,\n", "utf-8")

    with (
        open_dataset(folder, vocabularies) as opened,
        pytest.raises(UsageError) as refused,
    ):
        every_record(opened)

    assert refused.value.in_language("en") == (
        "The id C (outlet) would stand for two objects.\n"
        "Change one of the two in the dataset."
    )


@pytest.mark.parametrize("name", ["log.csv", "log", "json"])
def test_ending_that_says_no_form_is_refused(name: str) -> None:
    with pytest.raises(UsageError) as refused:
        form_of(Path(name))

    assert refused.value.in_language("en") == (
        f"{name}: the ending of the file says its form, one of .json, .jsonocel, .xml, "
        ".xmlocel, .sqlite"
    )


def test_earlier_file_stays_where_writing_fails(
    folder: Path, tmp_path: Path, vocabularies: Mapping[str, Vocabulary]
) -> None:
    out = tmp_path / "log.json"
    out.write_text("earlier", "utf-8")

    with open_dataset(folder, vocabularies) as opened:
        contents = every_record(opened)
        opened.connection.execute("DROP TABLE log_renamed")
        with pytest.raises(Exception, match="log_renamed"):
            write_log(contents, out)

    assert out.read_text("utf-8") == "earlier"
