"""The events and objects of a log become tables, the same from each of its forms."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.errors import DatasetError
from engine.mapping.sources import list_parts, preview
from tests.engine.mapping.sources.events import logs
from tests.engine.mapping.sources.events.conftest import Opener

File = Callable[[str, str], Path]
FORMS = ("json", "xml", "sqlite")


@pytest.mark.parametrize("form", FORMS)
def test_parts_are_the_events_and_the_objects_of_each_type(
    form: str, opener: Opener, tmp_path: Path
) -> None:
    log = logs.write(form, tmp_path)

    assert opener.sheets(log) == ["events", "objects/Battery", "objects/Client"]


@pytest.mark.parametrize("form", FORMS)
def test_event_of_several_objects_is_a_row_for_each(
    form: str, opener: Opener, tmp_path: Path
) -> None:
    rows = opener.rows(logs.write(form, tmp_path), "events")

    sealed = "true" if form == "json" else "1"
    shared = {
        "row": 1, "id": "e1", "type": "Ship", "time": "2026-05-01T10:00:00Z",
        "weight": "12.5", "sealed": sealed, "to": "k1",
    }  # fmt: skip
    assert rows[:3] == [
        shared | {"row_id": f"e1-{battery}", "pack": battery}
        for battery in ("b1", "b2", "b3")
    ]
    assert rows[-1] == {
        "row": 3, "id": "e3", "row_id": "e3", "type": "Check",
        "time": "2026-05-03T10:00:00Z", "note": "ok, done", "Battery": "b1",
    }  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_where_two_relations_have_several_nobody_can_tell_which_belong_together(
    form: str, opener: Opener, tmp_path: Path
) -> None:
    log = logs.write(form, tmp_path)
    opened = opener.table(log, "events")
    pack, to = opened.heads.index("pack"), opened.heads.index("to")

    (row,) = [row for row in opener.rows(log, "events") if row["id"] == "e2"]

    assert row == {
        "row": 2, "id": "e2", "row_id": "e2", "type": "Ship",
        "time": "2026-05-02T10:00:00Z", "flaws": "".join(
            f";N{i};" for i in sorted((pack, to))
        ),
    }  # fmt: skip


def test_relation_whose_objects_have_a_row_each_may_be_said(
    opener: Opener, tmp_path: Path
) -> None:
    log = logs.write("json", tmp_path)

    rows = opener.rows(log, "events", part="pack")

    assert [(row["row_id"], row.get("pack"), row.get("to")) for row in rows] == [
        ("e1-b1", "b1", "k1"), ("e1-b2", "b2", "k1"), ("e1-b3", "b3", "k1"),
        ("e2-b1", "b1", None), ("e2-b2", "b2", None), ("e3", None, None),
    ]  # fmt: skip
    with pytest.raises(DatasetError) as refused:
        opener.rows(log, "events", part="packs")
    assert refused.value.in_language("en") == (
        "log.json, sheet events: it has no relation packs.\n"
        "  It has: pack, to, Battery\n  Correct part in the mapping."
    )


@pytest.mark.parametrize("form", FORMS)
def test_rows_are_counted_by_event(form: str, opener: Opener, tmp_path: Path) -> None:
    assert opener.table(logs.write(form, tmp_path), "events").rows == 3


@pytest.mark.parametrize("form", FORMS)
def test_heads_are_those_declared_and_those_found(
    form: str, opener: Opener, tmp_path: Path
) -> None:
    heads = opener.table(logs.write(form, tmp_path), "events").heads

    assert heads == (
        "id", "row_id", "type", "time", "weight", "sealed", "seal no.", "note", "pack",
        "to", "Battery",
    )  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_objects_have_their_last_values(
    form: str, opener: Opener, tmp_path: Path
) -> None:
    rows = opener.rows(logs.write(form, tmp_path), "objects/Battery")

    assert rows == [
        {
            "row": 1, "id": "b1", "type": "Battery", "state": "waste", "kwh": "40",
            "of": "k1",
        },
        {"row": 2, "id": "b2", "type": "Battery"},
        {"row": 3, "id": "b3", "type": "Battery", "flaws": ";N4;"},
    ]  # fmt: skip


def test_first_rows_of_a_part_are_shown(opener: Opener, tmp_path: Path) -> None:
    (_, batteries, _) = list_parts(logs.write("json", tmp_path), opener.context.scratch)

    found = preview(opener.context, batteries, rows=2)

    assert found.heads_at((1,)) == ("id", "type", "state", "kwh", "of")
    assert found.rows == [
        ["b1", "Battery", "waste", "40", "k1"],
        ["b2", "Battery", None, None, None],
    ]


def test_value_that_is_nested_or_stands_twice_is_at_fault(
    opener: Opener, file: File
) -> None:
    log = logs.content()
    log["events"] = [
        {
            "id": "e1", "type": "Check", "time": "2026-05-01",
            "attributes": [
                {"name": "note", "value": {"a": 1}}, {"name": "x", "value": 1},
                {"name": "x", "value": 2}, {"name": "none", "value": None},
            ],
        }
    ]  # fmt: skip
    opened = file("log.json", json.dumps(log))

    (row,) = opener.rows(opened, "events")
    heads = opener.table(opened, "events").heads

    marked = [f";N{i};" for i, head in enumerate(heads) if head in ("note", "x")]
    assert row["flaws"] == "".join(marked)
    assert "note" not in row


def test_digits_stay_as_they_are_written(opener: Opener, file: File) -> None:
    text = json.dumps(logs.content()).replace(
        '"value": 12.5', '"value": 0.10000000000000000001'
    )

    (row, *_) = opener.rows(file("log.json", text), "events")

    assert row["weight"] == "0.10000000000000000001"


def test_object_that_is_named_and_not_listed_is_still_named(
    opener: Opener, file: File
) -> None:
    log = logs.content() | {"objects": []}

    rows = opener.rows(file("log.json", json.dumps(log)), "events")

    assert rows[0]["pack"] == "b1"
    # Its type is not known, and the relation has no name.
    assert rows[-1]["object"] == "b1"


def test_object_of_a_type_that_is_not_declared_is_refused(
    opener: Opener, file: File
) -> None:
    log = logs.content()
    log["objectTypes"] = log["objectTypes"][:1]

    with pytest.raises(DatasetError) as refused:
        opener.rows(file("log.json", json.dumps(log)), "events")

    assert refused.value.in_language("en") == (
        "log.json: object k1 has the type Client, which the log does not declare.\n"
        "  Declare it among the types of objects."
    )


def test_too_many_types_are_refused(opener: Opener, file: File) -> None:
    types = [{"name": str(i), "attributes": []} for i in range(1_001)]
    log = {"objectTypes": types, "eventTypes": [], "objects": [], "events": []}

    with pytest.raises(DatasetError) as refused:
        opener.sheets(file("log.json", json.dumps(log)))

    assert refused.value.in_language("en") == (
        "log.json: it declares 1,001 types of objects; 1,000 are read at most."
    )


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"eventTypes"', '"eventTypes" 1', ": is expected"),
        ('"objectId": "b1"', '"object": "b1"', "objectId is missing"),
        ('"relationships": [', '"relationships": 7, "x": [', "relationships is no list"),
        ('"events": [', '"events": [7, ', "an object is expected"),
        ('"value": 12.5', '"value": "\\ud800"', None),
    ],
)  # fmt: skip
def test_broken_log_is_refused(
    old: str, new: str, reason: str | None, opener: Opener, file: File
) -> None:
    text = json.dumps(logs.content())
    assert old in text

    with pytest.raises(DatasetError) as refused:
        opener.rows(file("log.json", text.replace(old, new, 1)), "events")

    if reason:
        assert refused.value.in_language("en") == (
            f"log.json: it cannot be read ({reason}).\n  Export it again."
        )


def test_log_that_is_nested_too_deeply_is_refused(opener: Opener, file: File) -> None:
    deep = '{"objectTypes": [], "x": ' + "[" * 100_000 + "]" * 100_000 + "}"

    with pytest.raises(DatasetError) as refused:
        opener.rows(file("log.json", deep), "events")

    assert refused.value.in_language("en") == (
        "log.json: it is nested too deeply to be read."
    )
