"""The events of an EPCIS document become a row for each object that they name."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.errors import DatasetError
from engine.mapping.sources.events.epcis_events import HEADS, word
from tests.engine.mapping.sources.events.conftest import Opener

File = Callable[[str, str], Path]
WHEN = {
    "eventTime": "2026-05-03T09:00:00+08:00", "eventTimeZoneOffset": "+08:00"
}  # fmt: skip
SHIPPING: dict[str, Any] = WHEN | {
    "type": "ObjectEvent", "eventID": "u:2", "recordTime": "2026-05-04T01:00:00Z",
    "epcList": ["e:1", "e:2"], "action": "OBSERVE",
    "bizStep": "https://ref.gs1.org/cbv/BizStep-shipping",
    "disposition": "urn:epcglobal:cbv:disp:in_transit",
    "readPoint": {"id": "g:0"}, "bizLocation": {"id": "g:1"},
    "bizTransactionList": [
        {"type": "desadv", "bizTransaction": "t:1"}, {"bizTransaction": "t:2"}
    ],
    "quantityList": [{"epcClass": "c:1", "quantity": 3.50, "uom": "KGM"}],
    "sourceList": [{"type": "cbv:SDT-possessing_party", "source": "p:A"}],
    "destinationList": [
        {"type": "urn:epcglobal:cbv:sdt:possessing_party", "destination": "p:B"}
    ],
    "ilmd": {"cbvmda:lotNumber": "L1", "ex:origin": {"a": "b"}},
    "ex:own": 7,
}  # fmt: skip
FLAT = {
    "eventID": "u:2", "type": "ObjectEvent", "eventTime": "2026-05-03T09:00:00+08:00",
    "eventTimeZoneOffset": "+08:00", "recordTime": "2026-05-04T01:00:00Z",
    "action": "OBSERVE", "bizStep": "shipping", "disposition": "in_transit",
    "readPoint": "g:0", "bizLocation": "g:1", "bizTransaction/desadv": "t:1",
    "bizTransaction": "t:2", "source/possessing_party": "p:A",
    "destination/possessing_party": "p:B", "ilmd/lotNumber": "L1",
    "extension/own": "7",
}  # fmt: skip


def document(*events: dict[str, Any], **more: Any) -> str:
    body = {"eventList": list(events)}
    told = {"@context": ["x", {"ex": "y"}], "type": "EPCISDocument", "epcisBody": body}
    return json.dumps(told | more)


def event(**keys: Any) -> dict[str, Any]:
    return {"type": "ObjectEvent", **WHEN, **keys}


def without_flaws(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{k: v for k, v in row.items() if k != "flaws"} for row in rows]


@pytest.mark.parametrize("name", ["events.json", "events.jsonld"])
def test_event_is_a_row_for_each_object_and_class(
    name: str, opener: Opener, file: File
) -> None:
    epcis = file(name, document(SHIPPING))

    rows = opener.rows(epcis)

    assert opener.sheets(epcis) == [None]
    assert without_flaws(rows) == [
        FLAT | {"row": 1, "row_id": "u:2-e:1", "list": "epcList", "epc": "e:1"},
        FLAT | {"row": 1, "row_id": "u:2-e:2", "list": "epcList", "epc": "e:2"},
        FLAT | {
            "row": 1, "row_id": "u:2-c:1", "list": "quantityList", "epcClass": "c:1",
            "quantity": "3.5", "uom": "KGM",
        },
    ]  # fmt: skip
    # What is nested has no text.
    nested = opener.table(epcis).heads.index("ilmd/origin")
    assert {row["flaws"] for row in rows} == {f";N{nested};"}


def test_heads_of_the_standard_are_always_there(opener: Opener, file: File) -> None:
    heads = opener.table(file("e.json", document(event(epcList=["e:1"])))).heads

    assert heads == (*HEADS, "corrects", "voided")


@pytest.mark.parametrize(
    ("keys", "rows"),
    [
        (
            {"type": "AggregationEvent", "parentID": "s:1", "childEPCs": ["e:1", "e:2"]},
            [("childEPCs", "e:1", "s:1"), ("childEPCs", "e:2", "s:1")],
        ),
        (
            {"type": "AggregationEvent", "parentID": "s:1", "childEPCs": []},
            [(None, None, "s:1")],
        ),
        (
            {"type": "TransactionEvent", "parentID": "s:1", "epcList": ["e:1"]},
            [("epcList", "e:1", "s:1")],
        ),
        (
            {"isA": "TransformationEvent", "inputEPCList": ["e:1"],
             "outputEPCList": ["e:2"], "outputQuantityList": [{"epcClass": "c"}]},
            [("inputEPCList", "e:1", None), ("outputEPCList", "e:2", None),
             ("outputQuantityList", None, None)],
        ),
        (
            {"type": "epcis:AssociationEvent", "parentID": "s:1", "childEPCs": ["e:1"]},
            [("childEPCs", "e:1", "s:1")],
        ),
    ],
)  # fmt: skip
def test_each_kind_of_event(
    keys: dict[str, Any],
    rows: list[tuple[str | None, ...]],
    opener: Opener,
    file: File,
) -> None:
    found = opener.rows(file("e.json", document({**WHEN, "eventID": "u:1", **keys})))

    told = [(row.get("list"), row.get("epc"), row.get("parentID")) for row in found]
    assert told == rows
    kind = keys.get("type", keys.get("isA")).removeprefix("epcis:")
    assert {row["type"] for row in found} == {kind}


def test_event_without_an_id_has_the_same_one_whenever_it_is_read(
    opener: Opener, file: File
) -> None:
    one, other = event(epcList=["e:1"]), event(epcList=["e:2"])

    (first, _) = opener.rows(file("a.json", document(one, other)))
    (_, again) = opener.rows(file("b.json", document(other, one)))

    assert first["row_id"] == again["row_id"]
    assert first["row_id"].startswith("event-")
    assert "eventID" not in first


def test_object_that_an_event_names_twice_has_two_ids(
    opener: Opener, file: File
) -> None:
    keys = {"eventID": "u:1", "inputEPCList": ["e:1"], "outputEPCList": ["e:1"]}

    rows = opener.rows(file("e.json", document(event(**keys))))

    assert [row["row_id"] for row in rows] == ["u:1-e:1", "u:1-e:1-2"]


def declared(id_: str, *corrective: str, **keys: Any) -> dict[str, Any]:
    declaration = {
        "declarationTime": "2026-05-09T00:00:00Z", "correctiveEventIDs": list(corrective)
    }  # fmt: skip
    return event(eventID=id_, errorDeclaration=declaration, **keys)


def test_event_stands_for_one_that_is_in_error(opener: Opener, file: File) -> None:
    rows = opener.rows(
        file(
            "e.json",
            document(
                event(eventID="u:3", epcList=["e:1", "e:3"]),
                event(eventID="u:1", epcList=["e:1", "e:2"]),
                declared("u:1", "u:3", epcList=["e:1", "e:2"]),
            ),
        )
    )

    said = {
        (row["row"], row["epc"]): (row.get("corrects"), row.get("voided"))
        for row in rows
    }
    assert said == {
        (1, "e:1"): ("u:1-e:1", None),
        (1, "e:3"): (None, None),
        (2, "e:1"): (None, None),
        # Nothing stands for this one, which was in error, too.
        (2, "e:2"): (None, "true"),
        (3, "e:1"): (None, None),
        (3, "e:2"): (None, None),
    }
    assert {row["row"] for row in rows if "errorDeclaration" in row} == {3}


def test_the_only_rows_of_both_belong_together_whatever_they_name(
    opener: Opener, file: File
) -> None:
    (_, new, _) = opener.rows(
        file(
            "e.json",
            document(
                event(eventID="u:1", epcList=["wrong"]),
                event(eventID="u:2", epcList=["right"]),
                declared("u:1", "u:2", epcList=["wrong"]),
            ),
        )
    )

    assert new["corrects"] == "u:1"


def test_event_in_error_for_which_none_stands_is_voided(
    opener: Opener, file: File
) -> None:
    rows = opener.rows(
        file(
            "e.json",
            document(event(eventID="u:1", epcList=["e:1"]), declared("u:1")),
        )
    )

    assert [row.get("voided") for row in rows] == ["true", None]


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("shipping", "shipping"),
        ("urn:epcglobal:cbv:bizstep:shipping", "shipping"),
        ("https://ref.gs1.org/cbv/BizStep-shipping", "shipping"),
        ("https://gs1.org/voc/Bizstep-shipping", "shipping"),
        ("cbv:BizStep-shipping", "shipping"),
        ("https://ref.gs1.org/cbv/Disp-in_transit", "in_transit"),
        ("https://example.com/BizStep-own", "https://example.com/BizStep-own"),
        (None, None),
    ],
)
def test_word_is_bare_whatever_its_uri(written: str | None, bare: str | None) -> None:
    assert word(written) == bare


def test_answer_to_a_query_is_read_like_a_document(opener: Opener, file: File) -> None:
    found = {"resultsBody": {"eventList": [event(epcList=["e:1"])]}, "queryName": "q"}
    answer = {"type": "EPCISQueryDocument", "epcisBody": {"queryResults": found}}

    assert len(opener.rows(file("e.json", json.dumps(answer)))) == 1


@pytest.mark.parametrize(
    ("events", "reason"),
    [
        ('[7]', "event 1 is no object"),
        ('[{"epcList": "e:1"}]', "epcList is no list"),
        ('[{"bizLocation": "g:1"}]', "an object is expected"),
        ('{"a": 1}', "[ is expected"),
    ],
)  # fmt: skip
def test_broken_document_is_refused(
    events: str, reason: str, opener: Opener, file: File
) -> None:
    text = document().replace("[]", events)

    with pytest.raises(DatasetError) as refused:
        opener.rows(file("e.json", text))

    assert refused.value.in_language("en") == (
        f"e.json: it cannot be read ({reason}).\n  Export it again."
    )
