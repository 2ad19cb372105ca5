"""The mappings that are part of packlaw: by their names, and what they make."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from engine.errors import MappingError
from engine.mapping import load_mapping, map_dataset
from engine.mapping.schema import mapping_schema
from engine.rulebook import Vocabulary
from tests.house import RULES

NAMES = ("epcis-2", "ocel-2")


@pytest.mark.parametrize("name", NAMES)
def test_mapping_by_its_name(name: str, vocabularies: Mapping[str, Vocabulary]) -> None:
    found = load_mapping(Path(name), vocabularies)

    file = RULES / "vocabulary" / "mapping" / f"{name}.yaml"
    assert found.text == file.read_text("utf-8")
    jsonschema.validate(yaml.safe_load(found.text), mapping_schema())


def test_name_of_none_is_refused_with_the_nearest(
    vocabularies: Mapping[str, Vocabulary],
) -> None:
    with pytest.raises(MappingError) as refused:
        load_mapping(Path("ocel2"), vocabularies)

    assert refused.value.in_language("en") == (
        "ocel2, line 1\n  ocel2 is not a file, nor a mapping that is shipped.  Did you "
        "mean ocel-2?\n  Shipped mappings: epcis-2, ocel-2"
    )


def test_file_of_the_same_name_goes_first(
    vocabularies: Mapping[str, Vocabulary],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    own = (
        (RULES / "vocabulary" / "mapping" / "ocel-2.yaml")
        .read_text("utf-8")
        .replace("OCEL", "OWN")
    )
    (tmp_path / "ocel-2").write_text(own, "utf-8")

    assert load_mapping(Path("ocel-2"), vocabularies).text == own


@pytest.mark.parametrize("path", ["ocel-2.yaml", "mapping/ocel-2"])
def test_path_to_nothing_is_no_name(
    path: str, vocabularies: Mapping[str, Vocabulary]
) -> None:
    with pytest.raises(MappingError, match="No such file or directory"):
        load_mapping(Path(path), vocabularies)


def step(word: str, **more: Any) -> dict[str, Any]:
    told = {
        "type": "ObjectEvent", "eventID": f"u:{word}", "bizStep": word,
        "eventTime": "2026-05-01T20:00:00Z", "epcList": ["e:1"],
        "bizLocation": {"id": "g:1"},
    }  # fmt: skip
    for list_, key, party in (
        ("sourceList", "source", "A"),
        ("destinationList", "destination", "B"),
    ):
        told[list_] = [
            {"type": "possessing_party", key: f"{party} has"},
            {"type": "owning_party", key: f"{party} owns"},
        ]
    return told | more


def mapped(
    events: list[dict[str, Any]],
    vocabularies: Mapping[str, Vocabulary],
    folder: Path,
) -> list[dict[str, str]]:
    document = {"type": "EPCISDocument", "epcisBody": {"eventList": events}}
    (folder / "e.jsonld").write_text(json.dumps(document), "utf-8")
    mapping = load_mapping(Path("epcis-2"), vocabularies)
    out = folder / "out"
    map_dataset(folder / "e.jsonld", mapping, vocabularies, out, format="csv")
    with (out / "records.csv").open(encoding="utf-8", newline="") as stream:
        return [{k: v for k, v in r.items() if v} for r in csv.DictReader(stream)]


def accounts(folder: Path) -> list[tuple[str, ...]]:
    file = folder / "out" / "mapped.csv"
    with file.open(encoding="utf-8-sig", newline="") as stream:
        keys = ("row", "outcome", "column", "value")
        return [tuple(row[key] for key in keys) for row in csv.DictReader(stream)]


@pytest.mark.parametrize(
    ("word", "event", "parties"),
    [
        ("commissioning", "battery.produced", {"actor_id": "g:1"}),
        ("repairing", "battery.repaired", {"actor_id": "g:1"}),
        ("shipping", "battery.handed_over",
         {"actor_id": "A has", "counterparty_id": "B has"}),
        ("receiving", "battery.received",
         {"actor_id": "B has", "counterparty_id": "A has"}),
        ("retail_selling", "battery.sold",
         {"actor_id": "A owns", "counterparty_id": "B owns"}),
    ],
)  # fmt: skip
def test_step_whose_meaning_is_plain_is_a_record(
    word: str,
    event: str,
    parties: dict[str, str],
    vocabularies: Mapping[str, Vocabulary],
    tmp_path: Path,
) -> None:
    (record,) = mapped([step(word)], vocabularies, tmp_path)

    assert record == {
        "record_id": f"u:{word}", "event": event, "battery_code": "e:1",
        "occurred_on": "2026-05-01T20:00:00Z", **parties,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("word", "event"),
    [("installing", "battery.installed"), ("removing", "battery.removed")],
)
def test_what_a_battery_is_installed_in_is_the_vehicle(
    word: str, event: str, vocabularies: Mapping[str, Vocabulary], tmp_path: Path
) -> None:
    told = step(word, type="AssociationEvent", parentID="V1", childEPCs=["e:1"])
    del told["epcList"]

    (record,) = mapped([told], vocabularies, tmp_path)

    assert (record["event"], record["vin"]) == (event, "V1")
    assert (record["battery_code"], record["actor_id"]) == ("e:1", "g:1")


def test_every_other_step_is_rejected_and_listed(
    vocabularies: Mapping[str, Vocabulary], tmp_path: Path
) -> None:
    own = "https://example.com/own-step"

    mapped([step("shipping"), step("packing"), step(own)], vocabularies, tmp_path)

    rejected = [line for line in accounts(tmp_path) if line[1] == "rejected"]
    assert set(rejected) == {
        ("2", "rejected", "", ""), ("2", "rejected", "event", "packing"),
        ("3", "rejected", "", ""), ("3", "rejected", "event", own),
    }  # fmt: skip


def test_inputs_and_what_is_in_error_are_left_out(
    vocabularies: Mapping[str, Vocabulary], tmp_path: Path
) -> None:
    transformed = step(
        "commissioning", type="TransformationEvent", inputEPCList=["e:1"],
        outputEPCList=["e:2"], epcList=[],
    )  # fmt: skip
    wrong = step("shipping", eventID="u:1", epcList=["e:8"])
    right = step("shipping", eventID="u:2", epcList=["e:9"])
    void = step("receiving", eventID="u:3")

    def declaring(event: dict[str, Any], *corrective: str) -> dict[str, Any]:
        declared = {"declarationTime": "2026-06-01T00:00:00Z"}
        return event | {
            "errorDeclaration": declared | {"correctiveEventIDs": list(corrective)}
        }

    events = [transformed, wrong, declaring(wrong, "u:2"), right, void, declaring(void)]
    records = mapped(events, vocabularies, tmp_path)

    assert [(r["record_id"], r.get("corrects")) for r in records] == [
        ("u:commissioning-e:2", None), ("u:1", None), ("u:2", "u:1")
    ]  # fmt: skip
    assert [(row, column) for row, out, column, _ in accounts(tmp_path)
            if out == "left out"] == [
        ("1", "list"), ("3", "errorDeclaration"), ("5", "voided"),
        ("6", "errorDeclaration"),
    ]  # fmt: skip
