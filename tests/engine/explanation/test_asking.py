"""What is asked: a run by its own day and rules, and just one question."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

from engine.dataset import open_dataset
from engine.errors import UsageError
from engine.explanation.source import explain
from engine.rulebook import Rulebook
from tests.engine.runs.records import run_json

LIVES = Path(__file__).parents[3] / "fixtures/lives"
INBOUND = "order-73/24-7-inbound-report"
BATTERY = "F01PB0800006UXB5C0000001"


def id_of(rule: str, *parts: str) -> str:
    return hashlib.sha256("\n".join([rule, *parts]).encode()).hexdigest()[:16]


RECEIVED = id_of(INBOUND, "r1", "battery.received", BATTERY, "913607029000000813")


def run_folder(
    rulebook: Rulebook, folder: Path, life: Path, digest: str | None = None
) -> Path:
    with open_dataset(life, rulebook.vocabularies) as dataset:
        digest = digest or dataset.hash
    run = run_json(rulebook.files, path=str(life), hash=digest)
    folder.mkdir()
    (folder / "run.json").write_text(json.dumps(run), encoding="utf-8")
    return folder


def test_run_is_explained_by_its_own_day_and_rules(
    tmp_path: Path, rulebook: Rulebook
) -> None:
    run = run_folder(rulebook, tmp_path / "run", LIVES / "corrected-after-inspection")

    explanation = explain(run, finding=RECEIVED)

    assert explanation.as_of == date(2026, 6, 30)
    assert explanation.duties[0].verdict == "breach"


def test_run_is_refused_when_its_dataset_has_changed(
    tmp_path: Path, rulebook: Rulebook
) -> None:
    run = run_folder(rulebook, tmp_path / "run", LIVES / "one-day-late", "0" * 64)

    with pytest.raises(UsageError, match="has changed since this run"):
        explain(run, battery=BATTERY)


def test_run_is_refused_when_its_dataset_is_gone(
    tmp_path: Path, rulebook: Rulebook
) -> None:
    run = run_folder(rulebook, tmp_path / "run", LIVES / "one-day-late")
    text = (run / "run.json").read_text("utf-8")
    gone = text.replace("one-day-late", "moved-away")
    (run / "run.json").write_text(gone, "utf-8")

    with pytest.raises(UsageError, match="no longer there"):
        explain(run, battery=BATTERY)


@pytest.mark.parametrize("asked", [{}, {"battery": "B", "finding": "F"}])
def test_question_is_refused_unless_it_is_one(asked: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="Ask for one thing"):
        explain(LIVES / "one-day-late", **asked)  # type: ignore[arg-type]


def test_run_with_ids_of_the_old_kind_is_refused_with_the_way_out(
    tmp_path: Path, rulebook: Rulebook
) -> None:
    run = run_folder(rulebook, tmp_path / "run", LIVES / "one-day-late")
    content = json.loads((run / "run.json").read_text("utf-8"))
    del content["finding_ids"]
    (run / "run.json").write_text(json.dumps(content), encoding="utf-8")

    with pytest.raises(UsageError) as refused:
        explain(run, finding=RECEIVED)

    assert str(refused.value) == (
        f"{run}: the findings of this run have ids of the old kind, by which this version "
        f"cannot find them. Check its dataset ({LIVES / 'one-day-late'}) again with this "
        "version, and take the id from there."
    )
    assert explain(run, battery=BATTERY).duties
