"""SARIF has a kind for each verdict, and a level for breaches alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from engine.runs import CheckRequest, check
from tests.engine.runs.outputs.conftest import LIBRARY


def sarif(folder: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(
        (folder / "findings.sarif").read_text("utf-8")
    )
    return document["runs"][0]


def kinds(folder: Path) -> set[tuple[str, str, str]]:
    return {
        (r["properties"]["verdict"], r["kind"], r["level"])
        for r in sarif(folder)["results"]
    }


def test_only_a_breach_fails_and_has_a_level(run: Path) -> None:
    assert kinds(run) == {
        ("breach", "fail", "error"),
        ("breach", "fail", "warning"),
        ("compliant", "pass", "none"),
        ("pending", "open", "none"),
        ("undetermined", "review", "none"),
    }


def test_advisory_rule_is_a_note_and_never_an_error(run: Path) -> None:
    rules = sarif(run)["tool"]["driver"]["rules"]

    levels = {r["id"]: r["defaultConfiguration"]["level"] for r in rules}

    assert levels == {
        "loans/one-reader-at-a-time": "error",
        "loans/rare-with-deposit": "note",
        "loans/returned-in-time": "warning",
    }


def test_breach_of_an_advisory_rule_is_a_note(tmp_path: Path) -> None:
    records = (LIBRARY / "dataset" / "records.csv").read_text("utf-8")
    (tmp_path / "in").mkdir()
    for file in (LIBRARY / "dataset").iterdir():
        (tmp_path / "in" / file.name).write_bytes(file.read_bytes())
    (tmp_path / "in" / "records.csv").write_text(records.replace("120", "12"), "utf-8")

    run = check(CheckRequest(
        tmp_path / "in", tmp_path / "out", rules=LIBRARY / "rules",
        formats=["sarif"], rule_ids=["loans/rare-with-deposit"],
    ))  # fmt: skip

    assert ("breach", "fail", "note") in kinds(run.folder)


def test_rule_speaks_both_languages(run: Path) -> None:
    rule = sarif(run)["tool"]["driver"]["rules"][2]

    assert rule["shortDescription"]["text"] == (
        "借出后三十日内归还\nA book is returned within 30 days"
    )
    assert rule["help"]["text"] == "归还\nReturn it"
    assert "helpUri" not in rule


def test_result_points_to_the_line_of_its_record(run: Path) -> None:
    places = {
        (
            r["locations"][0]["logicalLocations"][0]["name"],
            r["locations"][0]["physicalLocation"]["region"]["startLine"],
        )
        for r in sarif(run)["results"]
    }

    assert places == {("a1", 2), ("a3", 4), ("a4", 5)}


def test_no_line_is_claimed_where_a_record_may_take_several(awkward: Path) -> None:
    for result in sarif(awkward)["results"]:
        place = result["locations"][0]["physicalLocation"]
        assert place == {"artifactLocation": {"uri": "records.csv", "index": 0}}


def test_fingerprint_is_the_finding(run: Path) -> None:
    found = [r["partialFingerprints"]["findingId/v1"] for r in sarif(run)["results"]]

    assert len(set(found)) == len(found) == 8
    assert "e3edce8ef3dca2a3" in found


def test_rule_without_a_duty_does_not_apply_where_every_duty_is_listed(
    tmp_path: Path,
) -> None:
    (tmp_path / "in").mkdir()
    for file in (LIBRARY / "dataset").iterdir():
        (tmp_path / "in" / file.name).write_bytes(file.read_bytes())
    records = tmp_path / "in" / "records.csv"
    records.write_text(records.read_text("utf-8").replace("rare", "open"), "utf-8")

    run = check(CheckRequest(
        tmp_path / "in", tmp_path / "out", rules=LIBRARY / "rules",
        formats=["sarif"], every_duty=True,
    ))  # fmt: skip

    last = sarif(run.folder)["results"][-1]
    assert (last["ruleId"], last["kind"], last["level"]) == (
        "loans/rare-with-deposit", "notApplicable", "none",
    )  # fmt: skip


def test_nothing_judged_is_no_successful_run(unjudged: Path) -> None:
    (invocation,) = sarif(unjudged)["invocations"]

    (told,) = invocation["toolExecutionNotifications"]
    assert invocation["executionSuccessful"] is False
    assert told["message"]["text"].endswith("nothing was judged: this is not a pass.")


def test_every_result_has_a_file(run: Path, fleet: Path, unjudged: Path) -> None:
    for folder in (run, fleet, unjudged):
        for result in sarif(folder)["results"]:
            (place,) = result["locations"]
            artifact = place["physicalLocation"]["artifactLocation"]
            assert artifact == {"uri": "records.csv", "index": 0}


def test_yearly_duty_has_the_file_and_no_line(fleet: Path) -> None:
    yearly = [
        place
        for result in sarif(fleet)["results"]
        for place in result["locations"]
        if place.get("logicalLocations", [{}])[0].get("kind") == "group"
    ]

    assert yearly
    assert not any("region" in place["physicalLocation"] for place in yearly)
