"""OSCAL findings are drawn only where a conclusion is possible."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def results(folder: Path) -> dict[str, Any]:
    document = json.loads((folder / "findings.oscal.json").read_text("utf-8"))
    found: dict[str, Any] = document["assessment-results"]
    return found


def named(thing: dict[str, Any], name: str) -> str:
    return next(p["value"] for p in thing["props"] if p["name"] == name)


def test_breach_of_a_binding_rule_is_not_satisfied_and_an_open_risk(run: Path) -> None:
    result = results(run)["results"][0]

    found = {
        (named(f, "rule-id"), f["target"]["status"]["state"], f["target"]["target-id"])
        for f in result["findings"]
    }

    assert found == {
        ("loans/one-reader-at-a-time", "not-satisfied",
         "loans.one-reader-at-a-time.objective"),
        ("loans/returned-in-time", "not-satisfied", "loans.returned-in-time.objective"),
    }  # fmt: skip
    assert {risk["status"] for risk in result["risks"]} == {"open"}


def test_rule_that_does_not_bind_is_observed_and_not_concluded_on(run: Path) -> None:
    result = results(run)["results"][0]

    observed = [
        named(o, "verdict")
        for o in result["observations"]
        if named(o, "rule-id") == "loans/rare-with-deposit"
    ]

    assert observed == ["compliant", "undetermined"]
    concluded = {named(f, "rule-id") for f in result["findings"]}
    assert "loans/rare-with-deposit" not in concluded


def test_every_reference_leads_somewhere(run: Path, awkward: Path) -> None:
    for folder in (run, awkward):
        text = (folder / "findings.oscal.json").read_text("utf-8")
        ids = _values(json.loads(text), "uuid")
        asked = {
            key: set(_values(json.loads(text), key))
            for key in ("observation-uuid", "risk-uuid", "subject-uuid", "actor-uuid")
        }

        assert len(ids) == len(set(ids))
        assert {key: found - set(ids) for key, found in asked.items()} == {
            key: set() for key in asked
        }


def test_day_of_judgement_is_the_only_moment(run: Path) -> None:
    found = results(run)

    assert found["metadata"]["last-modified"] == "2025-06-30T00:00:00+08:00"
    assert set(_values(found, "collected")) == {"2025-06-30T00:00:00+08:00"}


def test_party_is_named_by_its_register(run: Path) -> None:
    parties = results(run)["metadata"]["parties"]

    assert ("L1", "甲馆") in {(named(p, "entity-id"), p["name"]) for p in parties}


def test_text_of_several_lines_is_set_on_one(awkward: Path) -> None:
    found = results(awkward)
    ids = {named(o, "record-id") for o in found["results"][0]["observations"]}

    assert found["metadata"]["title"] == "packlaw: Loans of one day"
    assert "two lines" in ids


def test_nothing_found_leaves_no_empty_list(empty: Path) -> None:
    (result,) = results(empty)["results"]

    assert {"observations", "risks", "findings"} & set(result) == set()


def _values(node: Any, key: str) -> list[str]:
    """Every value of a key, at any depth."""
    if isinstance(node, list):
        return [value for inner in node for value in _values(inner, key)]
    if not isinstance(node, dict):
        return []
    own = [node[key]] if key in node else []
    return own + [value for inner in node.values() for value in _values(inner, key)]


def test_nothing_judged_is_logged_and_satisfies_nothing(unjudged: Path) -> None:
    (result,) = results(unjudged)["results"]

    (entry,) = result["assessment-log"]["entries"]
    assert entry["title"] == "nothing judged"
    assert entry["description"].endswith("nothing was judged: this is not a pass.")
    assert "findings" not in result
